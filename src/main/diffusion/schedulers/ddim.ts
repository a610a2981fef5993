import { smallestAlpha, type NoiseSchedule } from './noise-schedule.ts';
import { clip, combine, type Scheduler, type SchedulerOptions } from './scheduler.ts';
import { refuseMoreSteps, spacedTimesteps } from './timesteps.ts';

/** DDIM without added noise (Song et al. 2021, eq. 12 with eta = 0). */
export function createDdim({ config, alphasCumprod }: NoiseSchedule, { steps, title }: SchedulerOptions): Scheduler {
  const count = config.num_train_timesteps;
  refuseMoreSteps(steps, count, title);
  const timesteps = spacedTimesteps(config.timestep_spacing ?? 'leading', count, steps, config.steps_offset);
  const finalAlpha = config.set_alpha_to_one ? 1 : (alphasCumprod[0] ?? 1);
  const stride = Math.floor(count / steps);
  const alphaAt = (timestep: number): number => (timestep < 0 ? finalAlpha : (alphasCumprod[timestep] ?? finalAlpha));

  return {
    timesteps,
    callsPerStep: 1,
    initNoiseSigma: 1,
    scaleInput: (sample) => sample,
    step(output, index, sample) {
      const timestep = timesteps[index] ?? 0;
      const alpha = alphaAt(timestep);
      const before = alphaAt(timestep - stride);
      const [a, b] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
      let predicted: Float32Array;
      let noise: Float32Array;
      switch (config.prediction_type) {
        case 'epsilon': {
          // From pure noise alone an original cannot be told: the smallest share of it stands in.
          const share = Math.sqrt(Math.max(alpha, smallestAlpha));
          noise = output;
          predicted = combine(1 / share, sample, -b / share, output);
          break;
        }
        case 'v_prediction':
          noise = combine(a, output, b, sample);
          predicted = combine(a, sample, -b, output);
          break;
        case 'sample':
          predicted = output;
          noise = combine(1 / b, sample, -a / b, output);
          break;
      }
      if (config.clip_sample) predicted = clip(predicted, config.clip_sample_range);
      return { predicted, sample: combine(Math.sqrt(before), predicted, Math.sqrt(1 - before), noise) };
    },
    addNoise(original, noise, index) {
      const alpha = alphaAt(timesteps[index] ?? (timesteps.at(-1) ?? 0) - stride);
      return combine(Math.sqrt(alpha), original, Math.sqrt(1 - alpha), noise);
    },
  };
}
