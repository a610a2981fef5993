import { z } from 'zod';

/** `scheduler_config.json` of the diffusers layout, with the library's defaults. */
export const schedulerConfig = z.object({
  num_train_timesteps: z.int().min(1).max(100_000).default(1000),
  beta_start: z.number().default(0.0001),
  beta_end: z.number().default(0.02),
  beta_schedule: z.enum(['linear', 'scaled_linear']).default('linear'),
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample']).default('epsilon'),
  timestep_spacing: z.enum(['leading', 'trailing', 'linspace']).default('leading'),
  steps_offset: z.int().default(0),
  set_alpha_to_one: z.boolean().default(true),
  clip_sample: z.boolean().default(false),
});
export type SchedulerConfig = z.output<typeof schedulerConfig>;

/** Training noise of a model. Every stage is rounded to float32, as torch stores it: with doubles the samples drift. */
export interface NoiseSchedule {
  config: SchedulerConfig;
  /** Product of 1 - beta up to each timestep (index = timestep). */
  alphasCumprod: Float32Array;
  /** sqrt((1 - alpha) / alpha) for each timestep. */
  sigmas: Float32Array;
}

/** `torch.linspace(start, end, count)` in float32: computed from both ends towards the middle. */
export function linspace32(start: number, end: number, count: number): Float32Array {
  if (count === 1) return Float32Array.of(start);
  const [first, last] = [Math.fround(start), Math.fround(end)];
  const step = Math.fround((last - first) / (count - 1));
  return Float32Array.from({ length: count }, (_, i) =>
    i < count / 2 ? first + step * i : last - step * (count - 1 - i),
  );
}

/** Builds the training noise from a model's configuration (Ho et al. 2020; Rombach et al. 2022 for `scaled_linear`). */
export function buildNoiseSchedule(config: SchedulerConfig): NoiseSchedule {
  const { beta_start: start, beta_end: end, num_train_timesteps: count } = config;
  const betas =
    config.beta_schedule === 'linear'
      ? linspace32(start, end, count)
      : linspace32(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root);
  const alphasCumprod = new Float32Array(count);
  let product = 1;
  betas.forEach((beta, i) => {
    product *= Math.fround(1 - beta);
    alphasCumprod[i] = product;
  });
  const sigmas = alphasCumprod.map((alpha) => Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha)));
  return { config, alphasCumprod, sigmas };
}

/** Value at a fractional timestep, linear between its neighbours. */
export function interpolate(table: Float32Array, timestep: number): number {
  const low = Math.min(Math.max(Math.floor(timestep), 0), table.length - 1);
  const high = Math.min(low + 1, table.length - 1);
  const [a, b] = [table[low] ?? 0, table[high] ?? 0];
  return a + (b - a) * (timestep - low);
}

/** numpy's rounding: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
