/** Levenshtein distance between two short names, or null as soon as it must exceed the limit. */
function distance(a: string, b: string, limit: number): number | null {
  if (Math.abs(a.length - b.length) > limit) return null;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min(replace, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return null;
    previous = row;
  }
  const total = previous[b.length] ?? 0;
  return total > limit ? null : total;
}

/**
 * The known name that somebody most likely meant, the first of equals; null when none is near: more than a third of it
 * differs, or all of it.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  const wanted = name.toLowerCase();
  let nearest: string | null = null;
  let score = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const near = Math.max(1, Math.ceil(candidate.length / 3));
    const limit = Math.min(near, score - 1, Math.max(name.length, candidate.length) - 1);
    const found = distance(wanted, candidate.toLowerCase(), limit);
    if (found === null) continue;
    nearest = candidate;
    score = found;
  }
  return nearest;
}
