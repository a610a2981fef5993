/** What a text field for a number holds: a number, nothing, or something that is none. */
export type NumberInput = { kind: 'number'; value: number } | { kind: 'none' } | { kind: 'invalid' };

/** The most bytes that can be meant; more is a slip of the finger. */
const mostGigabytes = 100_000;

/** Reads gigabytes as people write them: "8", "7.5", "7,5 GB"; as bytes. */
export function readGigabytes(text: string): NumberInput {
  const plain = text.replaceAll(/\s/g, '').replace(/gb$/i, '').replace(',', '.');
  if (plain === '') return { kind: 'none' };
  if (!/^\d{1,6}(\.\d{0,3})?$/.test(plain)) return { kind: 'invalid' };
  const value = Math.round(Number(plain) * 1e9);
  return value === 0 || Number(plain) > mostGigabytes ? { kind: 'invalid' } : { kind: 'number', value };
}

/** Reads a whole number of a range. */
export function readWhole(text: string, { least, most }: { least: number; most: number }): NumberInput {
  const plain = text.replaceAll(/[\s%]/g, '');
  if (!/^\d{1,9}$/.test(plain)) return { kind: 'invalid' };
  const value = Number(plain);
  return value < least || value > most ? { kind: 'invalid' } : { kind: 'number', value };
}

/** Reads a whole number of a range, or that there is none. */
export function readWholeOrNone(text: string, range: { least: number; most: number }): NumberInput {
  return text.trim() === '' ? { kind: 'none' } : readWhole(text, range);
}
