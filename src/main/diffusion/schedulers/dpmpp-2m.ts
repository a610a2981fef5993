import { karrasSigmas, timestepOfSigma } from './karras.ts';
import { interpolate, roundHalfEven, type NoiseSchedule } from './noise-schedule.ts';
import { combine, type Scheduler, type SchedulerOptions } from './scheduler.ts';

/**
 * DPM-Solver++ 2M: the multistep solver of second order in data prediction (Lu et al. 2022, algorithm 2).
 * alpha and sigma here are of the variance-preserving form; lambda = log(alpha / sigma). The last level is zero.
 */
export function createDpmpp2m(schedule: NoiseSchedule, { steps, karras }: SchedulerOptions): Scheduler {
  const { config } = schedule;
  let timesteps = dpmTimesteps(schedule, steps);
  let levels = timesteps.map((timestep) => interpolate(schedule.sigmas, timestep));
  if (karras) {
    levels = karrasSigmas(schedule.sigmas[0] ?? 0, schedule.sigmas.at(-1) ?? 0, steps);
    timesteps = levels.map((level) => roundHalfEven(timestepOfSigma(level, schedule)));
  }
  const all = Float32Array.of(...levels, 0);
  const at = (index: number): { alpha: number; sigma: number; lambda: number } => {
    const level = all[index] ?? 0;
    const alpha = 1 / Math.sqrt(level * level + 1);
    const sigma = level * alpha;
    return { alpha, sigma, lambda: Math.log(alpha) - Math.log(sigma) };
  };
  let previous: Float32Array | null = null;

  return {
    timesteps,
    initNoiseSigma: 1,
    scaleInput: (sample) => sample,
    step(output, index, sample) {
      const here = at(index);
      const next = at(index + 1);
      const predicted = predictOriginal(config.prediction_type, output, sample, here);
      const isLast = index === timesteps.length - 1;
      const firstOrder = previous === null || isLast;
      const direction = firstOrder || previous === null ? predicted : secondOrder(predicted, previous, index);
      previous = predicted;
      // At the last level sigma is 0 and lambda infinite: only the prediction remains.
      const decay = next.sigma === 0 ? -1 : Math.expm1(here.lambda - next.lambda);
      return { predicted, sample: combine(next.sigma / here.sigma, sample, -next.alpha * decay, direction) };
    },
    addNoise(original, noise, index) {
      const { alpha, sigma } = at(index);
      return combine(alpha, original, sigma, noise);
    },
  };

  /** `D0 + D1 / 2` with `D1 = (D0 - previous) / r0`. */
  function secondOrder(predicted: Float32Array, before: Float32Array, index: number): Float32Array {
    const step = at(index + 1).lambda - at(index).lambda;
    const ratio = (at(index).lambda - at(index - 1).lambda) / step;
    return combine(1 + 0.5 / ratio, predicted, -0.5 / ratio, before);
  }
}

function predictOriginal(
  type: 'epsilon' | 'v_prediction' | 'sample',
  output: Float32Array,
  sample: Float32Array,
  { alpha, sigma }: { alpha: number; sigma: number },
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

function dpmTimesteps({ config }: NoiseSchedule, steps: number): number[] {
  const count = config.num_train_timesteps;
  const indices = Array.from({ length: steps }, (_, i) => steps - i);
  switch (config.timestep_spacing) {
    case 'leading':
      return indices.map((i) => i * Math.floor(count / (steps + 1)) + config.steps_offset);
    case 'trailing':
      return indices.map((_, i) => roundHalfEven(count - (i * count) / steps) - 1);
    case 'linspace':
      return indices.map((i) => roundHalfEven((i * (count - 1)) / steps));
  }
}
