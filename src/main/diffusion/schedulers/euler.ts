import { interpolate, linspace32, roundHalfEven, type NoiseSchedule } from './noise-schedule.ts';
import { karrasSigmas, timestepOfSigma } from './karras.ts';
import { combine, type Scheduler, type SchedulerOptions } from './scheduler.ts';

/** Euler's method on the probability-flow ODE (Karras et al. 2022, algorithm 2 without churn). */
export function createEuler(schedule: NoiseSchedule, { steps, karras }: SchedulerOptions): Scheduler {
  const { config } = schedule;
  let timesteps = eulerTimesteps(schedule, steps);
  let sigmas = timesteps.map((timestep) => interpolate(schedule.sigmas, timestep));
  if (karras) {
    sigmas = karrasSigmas(sigmas.at(-1) ?? 0, sigmas[0] ?? 0, steps);
    timesteps = sigmas.map((sigma) => timestepOfSigma(sigma, schedule));
  }
  const levels = Float32Array.of(...sigmas, 0);
  const sigmaAt = (index: number): number => levels[index] ?? 0;
  const highest = Math.max(...levels);

  return {
    timesteps,
    initNoiseSigma: config.timestep_spacing === 'leading' ? Math.sqrt(highest ** 2 + 1) : highest,
    scaleInput: (sample, index) => sample.map((value) => value / Math.sqrt(sigmaAt(index) ** 2 + 1)),
    step(output, index, sample) {
      const sigma = sigmaAt(index);
      const predicted = predictOriginal(config.prediction_type, output, sample, sigma);
      const change = (sigmaAt(index + 1) - sigma) / sigma;
      return { predicted, sample: combine(1 + change, sample, -change, predicted) };
    },
    addNoise: (original, noise, index) => combine(1, original, sigmaAt(index), noise),
  };
}

function predictOriginal(
  type: 'epsilon' | 'v_prediction' | 'sample',
  output: Float32Array,
  sample: Float32Array,
  sigma: number,
): Float32Array {
  switch (type) {
    case 'epsilon':
      return combine(1, sample, -sigma, output);
    case 'v_prediction':
      return combine(1 / (sigma ** 2 + 1), sample, -sigma / Math.sqrt(sigma ** 2 + 1), output);
    case 'sample':
      return output;
  }
}

function eulerTimesteps({ config }: NoiseSchedule, steps: number): number[] {
  const count = config.num_train_timesteps;
  const indices = Array.from({ length: steps }, (_, i) => steps - 1 - i);
  switch (config.timestep_spacing) {
    case 'leading':
      return indices.map((i) => roundHalfEven(i * Math.floor(count / steps)) + config.steps_offset);
    case 'trailing':
      return indices.map((_, i) => roundHalfEven(count - (i * count) / steps) - 1);
    case 'linspace':
      return [...linspace32(0, count - 1, steps)].reverse();
  }
}
