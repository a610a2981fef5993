/**
 * Classifier-free guidance (Ho and Salimans 2022): away from the negative prompt's noise, towards the prompt's.
 * `rescale` brings the contrast back that high scales take away (Lin et al. 2023, "Common diffusion noise schedules and
 * sample steps are flawed", section 3.4): 0 is off, 1 takes the prompt's own standard deviation.
 */
export function guide(
  negative: Float32Array,
  positive: Float32Array,
  { scale, rescale }: { scale: number; rescale: number },
): Float32Array {
  const guided = new Float32Array(negative.length);
  // A plain loop: `map` calls its function for every element, which in a small model is felt.
  for (let i = 0; i < guided.length; i++) {
    const value = negative[i] ?? 0;
    guided[i] = value + scale * ((positive[i] ?? 0) - value);
  }
  if (rescale === 0) return guided;
  const spread = deviation(guided);
  // Noise without any spread has no contrast to restore.
  if (spread === 0) return guided;
  const factor = rescale * (deviation(positive) / spread) + (1 - rescale);
  return guided.map((value) => value * factor);
}

/**
 * A guidance scale as a latent consistency model takes it: sines, then cosines of scale - 1 (in thousandths) at `size / 2`
 * frequencies from 1 down to 1/10,000 (Luo et al. 2023, "Latent Consistency Models", section 4.2; the sinusoids of
 * Vaswani et al. 2017). An odd size ends in a zero.
 */
export function embedGuidance(scale: number, size: number): Float32Array {
  const embedding = new Float32Array(size);
  const half = Math.floor(size / 2);
  for (let i = 0; i < half; i++) {
    const angle = (scale - 1) * 1000 * Math.exp((-Math.log(10_000) * i) / Math.max(1, half - 1));
    embedding[i] = Math.sin(angle);
    embedding[half + i] = Math.cos(angle);
  }
  return embedding;
}

/** Standard deviation of a sample (n - 1), in doubles. */
function deviation(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}
