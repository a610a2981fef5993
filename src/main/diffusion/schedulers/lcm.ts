import { linspace64 } from './float-grid.ts';
import { originalAtLevel } from './lambda-space.ts';
import { smallestAlpha, type NoiseSchedule } from './noise-schedule.ts';
import { clip, combine, type Scheduler, type SchedulerOptions } from './scheduler.ts';
import { refuseMoreSteps } from './timesteps.ts';

/** Spread of the data that the boundary condition of consistency models assumes (Song et al. 2023, appendix C). */
const dataSigma = 0.5;

/**
 * Multistep sampling of a latent consistency model (Luo et al. 2023, algorithm 3): every call predicts the clean latents,
 * which are noised again to the next, lower level. Timesteps are taken evenly from the `original_inference_steps` the
 * model was distilled on. Only for models made for it: others give mush.
 */
export function createLcm({ config, alphasCumprod }: NoiseSchedule, { steps, title }: SchedulerOptions): Scheduler {
  const original = Math.min(config.original_inference_steps, config.num_train_timesteps);
  refuseMoreSteps(steps, original, title);
  const timesteps = lcmTimesteps(config.num_train_timesteps, original, steps);
  const levelAt = (index: number): { alpha: number; sigma: number } => {
    const timestep = timesteps[index];
    const alpha = timestep === undefined ? 1 : (alphasCumprod[timestep] ?? 1);
    return { alpha: Math.sqrt(alpha), sigma: Math.sqrt(1 - alpha) };
  };

  return {
    timesteps,
    callsPerStep: 1,
    initNoiseSigma: 1,
    scaleInput: (sample) => sample,
    step(output, index, sample, noise) {
      const { alpha, sigma } = levelAt(index);
      // From pure noise alone an original cannot be told: the smallest share of it stands in.
      const share = config.prediction_type === 'epsilon' ? Math.max(alpha, Math.sqrt(smallestAlpha)) : alpha;
      let seen = originalAtLevel(config.prediction_type, output, sample, { alpha: share, sigma });
      if (config.clip_sample) seen = clip(seen, config.clip_sample_range);
      const { skip, out } = boundaryCondition((timesteps[index] ?? 0) * config.timestep_scaling);
      const predicted = combine(out, seen, skip, sample);
      if (index === timesteps.length - 1) return { predicted, sample: predicted };
      const next = levelAt(index + 1);
      return { predicted, sample: combine(next.alpha, predicted, next.sigma, noise()) };
    },
    addNoise(originalLatents, noise, index) {
      const { alpha, sigma } = levelAt(index);
      return combine(alpha, originalLatents, sigma, noise);
    },
  };
}

/** `c_skip` and `c_out`, which make the model the identity at timestep 0 (Luo et al. 2023, section 4.1). */
function boundaryCondition(scaledTimestep: number): { skip: number; out: number } {
  const total = scaledTimestep ** 2 + dataSigma ** 2;
  return { skip: dataSigma ** 2 / total, out: scaledTimestep / Math.sqrt(total) };
}

function lcmTimesteps(count: number, original: number, steps: number): number[] {
  const stride = Math.floor(count / original);
  const descending = Array.from({ length: original }, (_, i) => (original - i) * stride - 1);
  return linspace64(0, original, steps + 1)
    .slice(0, steps)
    .map((position) => descending[Math.floor(position)] ?? 0);
}
