/** A mean below this share of the mean magnitude is chance: no level that could be restored. */
const meaningfulMean = 0.01;

/**
 * Multiplies each token's hidden states (`[tokens, features]`) by its weight and brings the mean of all back to what it was
 * (method of the A1111 web UI). Where the mean says nothing, as after a norm without bias, it is left alone: dividing by
 * chance would scale the prompt at random.
 */
export function emphasize(states: Float32Array, weights: readonly number[]): Float32Array {
  if (weights.every((weight) => weight === 1)) return states;
  const features = states.length / weights.length;
  const weighted = states.map((value, i) => value * (weights[Math.floor(i / features)] ?? 1));
  const [before, after] = [mean(states), mean(weighted)];
  const isMeaningful = Math.min(Math.abs(before), Math.abs(after)) > meaningfulMean * meanMagnitude(states);
  if (!isMeaningful || before * after < 0) return weighted;
  const factor = before / after;
  return weighted.map((value) => value * factor);
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function meanMagnitude(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += Math.abs(value);
  return sum / values.length;
}
