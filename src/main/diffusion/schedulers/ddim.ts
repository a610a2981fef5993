import { roundHalfEven, type NoiseSchedule } from './noise-schedule.ts';
import { combine, type Scheduler, type SchedulerOptions } from './scheduler.ts';

/** DDIM without added noise (Song et al. 2021, eq. 12 with eta = 0). */
export function createDdim({ config, alphasCumprod }: NoiseSchedule, { steps }: SchedulerOptions): Scheduler {
  const count = config.num_train_timesteps;
  const timesteps = ddimTimesteps(count, steps, config.timestep_spacing, config.steps_offset);
  const finalAlpha = config.set_alpha_to_one ? 1 : (alphasCumprod[0] ?? 1);
  const alphaAt = (timestep: number): number => (timestep < 0 ? finalAlpha : (alphasCumprod[timestep] ?? finalAlpha));

  return {
    timesteps,
    initNoiseSigma: 1,
    scaleInput: (sample) => sample,
    step(output, index, sample) {
      const timestep = timesteps[index] ?? 0;
      const alpha = alphaAt(timestep);
      const before = alphaAt(timestep - Math.floor(count / steps));
      const [a, b] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
      let predicted: Float32Array;
      let noise: Float32Array;
      switch (config.prediction_type) {
        case 'epsilon':
          noise = output;
          predicted = combine(1 / a, sample, -b / a, output);
          break;
        case 'v_prediction':
          noise = combine(a, output, b, sample);
          predicted = combine(a, sample, -b, output);
          break;
        case 'sample':
          predicted = output;
          noise = combine(1 / b, sample, -a / b, output);
          break;
      }
      if (config.clip_sample) predicted = predicted.map((value) => Math.min(1, Math.max(-1, value)));
      return { predicted, sample: combine(Math.sqrt(before), predicted, Math.sqrt(1 - before), noise) };
    },
    addNoise(original, noise, index) {
      const alpha = alphaAt(timesteps[index] ?? 0);
      return combine(Math.sqrt(alpha), original, Math.sqrt(1 - alpha), noise);
    },
  };
}

function ddimTimesteps(
  count: number,
  steps: number,
  spacing: 'leading' | 'trailing' | 'linspace',
  offset: number,
): number[] {
  const indices = Array.from({ length: steps }, (_, i) => steps - 1 - i);
  switch (spacing) {
    case 'leading':
      return indices.map((i) => i * Math.floor(count / steps) + offset);
    case 'trailing':
      return indices.map((_, i) => roundHalfEven(count - (i * count) / steps) - 1);
    case 'linspace':
      return indices.map((i) => roundHalfEven((i * (count - 1)) / Math.max(1, steps - 1)));
  }
}
