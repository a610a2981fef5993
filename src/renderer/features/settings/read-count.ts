/** Reads a whole number as people write it: "90", " 20 000 "; null where it is none or out of bounds. */
export function readCount(text: string, { least, most }: { least: number; most: number }): number | null {
  const plain = text.replaceAll(/\s/g, '');
  if (!/^\d{1,9}$/.test(plain)) return null;
  const count = Number(plain);
  return count < least || count > most ? null : count;
}
