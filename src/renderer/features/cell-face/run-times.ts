/** Share of the work below which a guess at the rest would be noise. */
const leastShare = 0.05;
/** Time below which it would be noise as well, in milliseconds. */
const leastElapsedMs = 1_500;

/** How long a running cell will still take if it goes on as before, in milliseconds; null while nobody can say. */
export function timeLeftMs(elapsedMs: number, progress: number | null): number | null {
  if (progress === null || progress < leastShare || progress >= 1 || elapsedMs < leastElapsedMs) return null;
  return (elapsedMs * (1 - progress)) / progress;
}
