/** Folds what people do not type: case and accents. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

const startScore = 100;
const wordScore = 80;
const insideScore = 60;
const initialsScore = 50;
const scatteredScore = 20;

/**
 * How well a text answers a query: from 0, null where it does not at all. The beginning counts most, then the beginning of
 * a word, then any place, the initials of words, and at last letters in order; of two alike the shorter text is better.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = folded(query.trim());
  const given = folded(text);
  if (wanted === '') return 0;
  const base = baseScore(wanted, given);
  return base === null ? null : base - Math.min(given.length, 100) / 10;
}

function baseScore(wanted: string, given: string): number | null {
  if (given.startsWith(wanted)) return startScore;
  if (wanted.split(/\s+/).every((word) => wordsOf(given).some((each) => each.startsWith(word)))) return wordScore;
  if (given.includes(wanted)) return insideScore;
  const initials = wordsOf(given)
    .map((word) => word.charAt(0))
    .join('');
  if (wanted.length > 1 && initials.startsWith(wanted)) return initialsScore;
  return wanted.length > 2 && isScattered(wanted, given) ? scatteredScore : null;
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function isScattered(wanted: string, given: string): boolean {
  let at = 0;
  for (const letter of wanted.replaceAll(/\s/g, '')) {
    const found = given.indexOf(letter, at);
    if (found === -1) return false;
    at = found + 1;
  }
  return true;
}
