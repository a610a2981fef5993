/** How many random cases a randomised suite tries: `soak` when `TELAR_SOAK=1` asks for the long run, else `small`. */
export function soakRuns(small: number, soak: number): number {
  return process.env.TELAR_SOAK === '1' ? soak : small;
}
