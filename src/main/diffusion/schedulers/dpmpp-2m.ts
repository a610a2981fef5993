import { lambdaLevels, originalAtLevel, type Level } from './lambda-space.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import { combine, type Scheduler, type SchedulerOptions } from './scheduler.ts';

/** Below this many steps the last one is of first order, for stability, when the model's configuration leaves it on. */
const fewSteps = 15;

/**
 * DPM-Solver++ 2M: the multistep solver of second order in data prediction (Lu et al. 2022, algorithm 2; the `heun` kind
 * integrates the linear term exactly, its appendix B). The first step of a run is of first order, and so is one that
 * ends at no noise, where lambda is infinite.
 */
export function createDpmpp2m(schedule: NoiseSchedule, options: SchedulerOptions): Scheduler {
  const { config } = schedule;
  const { timesteps, levels } = lambdaLevels(schedule, options);
  const levelAt = (index: number): Level => levels[index] ?? { alpha: 1, sigma: 0, lambda: Infinity };
  const lastIsFirstOrder =
    config.final_sigmas_type === 'zero' ||
    config.euler_at_final ||
    (config.lower_order_final && timesteps.length < fewSteps);
  let previous: Float32Array | null = null;

  return {
    timesteps,
    callsPerStep: 1,
    initNoiseSigma: 1,
    scaleInput: (sample) => sample,
    step(output, index, sample) {
      const [here, next] = [levelAt(index), levelAt(index + 1)];
      const predicted = originalAtLevel(config.prediction_type, output, sample, here);
      const before = isFirstOrder(index) ? null : previous;
      previous = predicted;
      // Two steps may share a level when there are nearly as many steps as timesteps.
      if (next.lambda === here.lambda) return { predicted, sample };
      return { predicted, sample: move(sample, predicted, before, index) };
    },
    addNoise(original, noise, index) {
      const { alpha, sigma } = levelAt(index);
      return combine(alpha, original, sigma, noise);
    },
  };

  function isFirstOrder(index: number): boolean {
    if (config.solver_order === 1 || index === 0) return true;
    if (index === timesteps.length - 1 && lastIsFirstOrder) return true;
    return levelAt(index).lambda === levelAt(index - 1).lambda;
  }

  /** From the level of `index` to the next, with the prediction of the step before if there is one. */
  function move(sample: Float32Array, newest: Float32Array, before: Float32Array | null, index: number): Float32Array {
    const [here, next] = [levelAt(index), levelAt(index + 1)];
    const length = next.lambda - here.lambda;
    const decay = Math.expm1(-length);
    const moved = combine(next.sigma / here.sigma, sample, -next.alpha * decay, newest);
    if (before === null) return moved;
    // Slope of the prediction over one step: (newest - before) / ratio.
    const ratio = (here.lambda - levelAt(index - 1).lambda) / length;
    const factor = config.solver_type === 'heun' ? next.alpha * (decay / length + 1) : -0.5 * next.alpha * decay;
    return moved.map((value, i) => value + (factor / ratio) * ((newest[i] ?? 0) - (before[i] ?? 0)));
  }
}
