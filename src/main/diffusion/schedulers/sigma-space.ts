import { linspace64 } from './float-grid.ts';
import { karrasSigmas, timestepFinder } from './karras.ts';
import { interpolate, type NoiseSchedule } from './noise-schedule.ts';
import type { PredictionType } from './scheduler-config.ts';
import type { SchedulerOptions } from './scheduler.ts';
import { refuseMoreSteps, spacedTimesteps } from './timesteps.ts';

const f = Math.fround;

/** What the samplers share that see a picture as `original + sigma * noise` (Karras et al. 2022). */
export interface SigmaLevels {
  timesteps: number[];
  /** One level a step and the one where the last step ends. */
  sigmas: Float32Array;
  initNoiseSigma: number;
}

/** Timesteps and noise levels; with Karras spacing the timesteps are fractions. */
export function sigmaLevels(schedule: NoiseSchedule, { steps, karras, title }: SchedulerOptions): SigmaLevels {
  const { config } = schedule;
  const spacing = config.timestep_spacing ?? 'linspace';
  const count = config.num_train_timesteps;
  refuseMoreSteps(steps, count, title);
  let timesteps =
    spacing === 'linspace'
      ? linspace64(0, count - 1, steps)
          .map(f)
          .reverse()
      : spacedTimesteps(spacing, count, steps, config.steps_offset);
  let levels = timesteps.map((timestep) => interpolate(schedule.sigmas, timestep));
  if (karras) {
    levels = karrasSigmas(levels.at(-1) ?? 0, levels[0] ?? 0, steps);
    timesteps = levels.map(timestepFinder(schedule)).map(f);
  }
  const sigmas = Float32Array.of(...levels, config.final_sigmas_type === 'zero' ? 0 : (schedule.sigmas[0] ?? 0));
  const highest = Math.max(...sigmas);
  return { timesteps, sigmas, initNoiseSigma: spacing === 'leading' ? f(Math.sqrt(f(f(highest ** 2) + 1))) : highest };
}

/**
 * The samplers of this space may amplify rounding: latents are of the size of sigma (up to some 150), and pictures are
 * compared to the last bit. So each operation below rounds to float32, in the order of the formula.
 */

/** What the model is given: the latents brought back to unit variance. */
export function scaledBySigma(sample: Float32Array, sigma: number): Float32Array {
  const size = f(Math.sqrt(f(f(sigma ** 2) + 1)));
  return sample.map((value) => value / size);
}

/** The clean latents as the model sees them from `sigma` (v-prediction: Salimans and Ho 2022, in sigma form). */
export function originalAtSigma(
  type: PredictionType,
  output: Float32Array,
  sample: Float32Array,
  sigma: number,
): Float32Array {
  switch (type) {
    case 'epsilon':
      return sample.map((value, i) => value - f(sigma * (output[i] ?? 0)));
    case 'v_prediction': {
      const square = f(f(sigma ** 2) + 1);
      const factor = f(-sigma / f(Math.sqrt(square)));
      return sample.map((value, i) => f((output[i] ?? 0) * factor) + f(value / square));
    }
    case 'sample':
      return output;
  }
}

/** Slope of the probability-flow ODE, d sample / d sigma = (sample - original) / sigma. */
export function slopeAtSigma(sample: Float32Array, original: Float32Array, sigma: number): Float32Array {
  return sample.map((value, i) => f(value - (original[i] ?? 0)) / sigma);
}

/** Follows a slope over a change of sigma. */
export function follow(sample: Float32Array, slope: Float32Array, change: number): Float32Array {
  const length = f(change);
  return sample.map((value, i) => value + f((slope[i] ?? 0) * length));
}

/** Latents at the noise level `sigma`. */
export function noisedToSigma(original: Float32Array, noise: Float32Array, sigma: number): Float32Array {
  return follow(original, noise, sigma);
}
