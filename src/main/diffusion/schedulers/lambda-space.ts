import { roundHalfEven } from './float-grid.ts';
import { karrasSigmas, timestepFinder } from './karras.ts';
import { interpolate, type NoiseSchedule } from './noise-schedule.ts';
import type { PredictionType } from './scheduler-config.ts';
import { combine, type SchedulerOptions } from './scheduler.ts';
import { refuseMoreSteps, spacedTimestepsAboveZero } from './timesteps.ts';

/** A noise level of the variance-preserving form: `alpha² + sigma² = 1`, `lambda = log(alpha / sigma)`. */
export interface Level {
  alpha: number;
  sigma: number;
  lambda: number;
}

/** Timesteps of the solvers in lambda space (Lu et al. 2022), and the levels they go through: one more than steps. */
export function lambdaLevels(
  schedule: NoiseSchedule,
  { steps, karras, title }: SchedulerOptions,
): { timesteps: number[]; levels: Level[] } {
  const { config } = schedule;
  const count = usableTimesteps(schedule);
  const spacing = config.timestep_spacing ?? 'linspace';
  // Leading spacing divides into one step more than it makes.
  refuseMoreSteps(steps, spacing === 'leading' && !karras ? count - 1 : count, title);
  let timesteps: number[];
  let sigmas: number[];
  if (karras) {
    sigmas = karrasSigmas(schedule.sigmas[0] ?? 0, schedule.sigmas.at(-1) ?? 0, steps);
    timesteps = sigmas.map(timestepFinder(schedule)).map(roundHalfEven);
  } else {
    timesteps = spacedTimestepsAboveZero(spacing, count, steps, config.steps_offset);
    sigmas = timesteps.map((timestep) => interpolate(schedule.sigmas, timestep));
  }
  sigmas.push(config.final_sigmas_type === 'zero' ? 0 : (schedule.sigmas[0] ?? 0));
  return { timesteps, levels: sigmas.map(Math.fround).map(levelOf) };
}

/** How many timesteps from 0 up are not left out for their low signal. */
function usableTimesteps({ config, sigmas }: NoiseSchedule): number {
  const lowest = config.lambda_min_clipped;
  return lowest === null ? sigmas.length : sigmas.filter((sigma) => -Math.log(sigma) >= lowest).length;
}

/** `ratio` is the sigma of the other form, noise to signal. */
function levelOf(ratio: number): Level {
  const alpha = 1 / Math.sqrt(ratio * ratio + 1);
  return { alpha, sigma: ratio * alpha, lambda: -Math.log(ratio) };
}

/** The clean latents as the model sees them (v-prediction: Salimans and Ho 2022). */
export function originalAtLevel(
  type: PredictionType,
  output: Float32Array,
  sample: Float32Array,
  { alpha, sigma }: Pick<Level, 'alpha' | 'sigma'>,
): Float32Array {
  switch (type) {
    case 'epsilon':
      return combine(1 / alpha, sample, -sigma / alpha, output);
    case 'v_prediction':
      return combine(alpha, sample, -sigma, output);
    case 'sample':
      return output;
  }
}
