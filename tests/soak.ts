/** How many cases a randomised suite tries: few by default, many with `TELAR_SOAK=1`. */
export function soakRuns(small: number, soak: number): number {
  return process.env.TELAR_SOAK === '1' ? soak : small;
}
