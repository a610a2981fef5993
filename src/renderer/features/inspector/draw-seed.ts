/** Draws a seed between two limits, both included. Models mostly take 32 bits; more are not drawn. */
export function drawSeed({ minimum, maximum }: { minimum: number; maximum: number }): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  const low = Math.max(0, Math.ceil(minimum));
  const high = Math.min(maximum, 0xff_ff_ff_ff);
  return low + (drawn % (high - low + 1));
}
