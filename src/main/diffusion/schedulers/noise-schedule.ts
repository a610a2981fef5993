import { linspace32 } from './float-grid.ts';
import type { SchedulerConfig } from './scheduler-config.ts';

const f = Math.fround;

/** Training noise of a model. Every stage is rounded to float32, as torch stores it: with doubles the samples drift. */
export interface NoiseSchedule {
  config: SchedulerConfig;
  /** Product of 1 - beta up to each timestep (index = timestep). */
  alphasCumprod: Float32Array;
  /** sqrt((1 - alpha) / alpha) for each timestep, always finite. */
  sigmas: Float32Array;
}

/** Stands for an alpha of zero (a schedule that ends in pure noise) where a ratio to it is taken. */
export const smallestAlpha = 2 ** -24;

/**
 * Builds the training noise from a model's configuration: linear betas (Ho et al. 2020), `scaled_linear` (Rombach et al.
 * 2022), the squared cosine (Nichol and Dhariwal 2021, eq. 17) or the betas given; rescaled to zero terminal
 * signal-to-noise ratio when asked (Lin et al. 2024, algorithm 1).
 */
export function buildNoiseSchedule(config: SchedulerConfig): NoiseSchedule {
  const plain = cumulativeAlphas(betasOf(config));
  const alphasCumprod = config.rescale_betas_zero_snr ? withZeroTerminalSnr(plain) : plain;
  const sigmas = alphasCumprod.map((alpha) => {
    const kept = alpha === 0 ? smallestAlpha : alpha;
    return Math.sqrt(f(f(1 - kept) / kept));
  });
  return { config, alphasCumprod, sigmas };
}

function betasOf(config: SchedulerConfig): Float32Array {
  const { beta_start: start, beta_end: end, num_train_timesteps: count } = config;
  if (config.trained_betas !== null) return Float32Array.from(config.trained_betas);
  switch (config.beta_schedule) {
    case 'linear':
      return linspace32(start, end, count);
    case 'scaled_linear':
      return linspace32(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root);
    case 'squaredcos_cap_v2': {
      const alphaBar = (part: number): number => Math.cos(((part + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
      return Float32Array.from({ length: count }, (_, i) =>
        Math.min(1 - alphaBar((i + 1) / count) / alphaBar(i / count), 0.999),
      );
    }
  }
}

/** Running product of 1 - beta: multiplied in double, stored as float32. */
function cumulativeAlphas(betas: Float32Array): Float32Array {
  let product = 1;
  return betas.map((beta) => (product *= f(1 - beta)));
}

/** Shifts and scales sqrt(alpha) so that the first stays and the last becomes zero, then goes through betas again. */
function withZeroTerminalSnr(alphas: Float32Array): Float32Array {
  const roots = alphas.map(Math.sqrt);
  const [first, last] = [roots[0] ?? 1, roots.at(-1) ?? 0];
  const scale = f(first / f(first - last));
  const bars = roots.map((root) => f(f(root - last) * scale) ** 2);
  const betas = bars.map((bar, i) => 1 - f(i === 0 ? bar : bar / (bars[i - 1] ?? 1)));
  return cumulativeAlphas(betas);
}

/** Value at a fractional timestep, linear between its neighbours; outside the table the nearest end. */
export function interpolate(table: Float32Array, timestep: number): number {
  const low = Math.min(Math.max(Math.floor(timestep), 0), table.length - 1);
  const high = Math.min(low + 1, table.length - 1);
  const [a, b] = [table[low] ?? 0, table[high] ?? 0];
  return a + (b - a) * (timestep - low);
}
