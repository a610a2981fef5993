/**
 * Evenly spaced numbers, rounded as the two libraries round whose timesteps models were trained and tested with: a
 * timestep that falls between two whole numbers must fall to the same side here.
 */

/** `torch.linspace(start, end, count)` in float32: computed from both ends towards the middle. */
export function linspace32(start: number, end: number, count: number): Float32Array {
  if (count === 1) return Float32Array.of(start);
  const [first, last] = [Math.fround(start), Math.fround(end)];
  const step = Math.fround((last - first) / (count - 1));
  return Float32Array.from({ length: count }, (_, i) =>
    i < count / 2 ? first + step * i : last - step * (count - 1 - i),
  );
}

/** `numpy.linspace(start, end, count)` in float64. */
export function linspace64(start: number, end: number, count: number): number[] {
  const step = (end - start) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, i) => (count > 1 && i === count - 1 ? end : i * step + start));
}

/** The first `count` numbers of `numpy.arange(start, 0, -step)`, which multiplies a step that was rounded once. */
export function descending(start: number, step: number, count: number): number[] {
  const rounded = start - step - start;
  return Array.from({ length: count }, (_, i) => start + i * rounded);
}

/** numpy's rounding: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
