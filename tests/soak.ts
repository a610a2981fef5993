/** How many cases a randomised suite tries: `soak` with `TELAR_SOAK=1`, else `small`. */
export function soakRuns(small: number, soak: number): number {
  return process.env.TELAR_SOAK === '1' ? soak : small;
}
