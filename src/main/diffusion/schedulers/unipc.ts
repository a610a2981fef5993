import { lambdaLevels, originalAtLevel, type Level } from './lambda-space.ts';
import { solveLinear } from './linear-system.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import { combine, type Scheduler, type SchedulerOptions } from './scheduler.ts';

/** A prediction of the clean latents and the index of the level it was made at. */
interface Prediction {
  values: Float32Array;
  index: number;
}

/**
 * UniPC (Zhao et al. 2023, algorithms 5 to 8) in data prediction, with B(h) = e^h - 1 (`bh2`, the default) or h (`bh1`). Each model call
 * first corrects the step that led to it (UniC) and then predicts the next one (UniP).
 */
export function createUniPc(schedule: NoiseSchedule, options: SchedulerOptions): Scheduler {
  const { config } = schedule;
  const { timesteps, levels } = lambdaLevels(schedule, options);
  const levelAt = (index: number): Level => levels[index] ?? { alpha: 1, sigma: 0, lambda: Infinity };
  const kind = config.solver_type === 'bh1' ? 'bh1' : 'bh2';
  /** The newest last. */
  let history: Prediction[] = [];
  /** Where the last step began (already corrected) and its order. */
  let last: { sample: Float32Array; order: number } | null = null;

  return {
    timesteps,
    callsPerStep: 1,
    initNoiseSigma: 1,
    scaleInput: (sample) => sample,
    step(output, index, sample) {
      const predicted = originalAtLevel(config.prediction_type, output, sample, levelAt(index));
      const newest = { values: predicted, index };
      const isCorrected = last !== null && index > 0 && !config.disable_corrector.includes(index - 1);
      const start = isCorrected && last !== null ? update(last.sample, index, last.order, newest) : sample;
      history = [...history, newest].slice(-config.solver_order);
      last = { sample: start, order: orderAt(index) };
      return { predicted, sample: update(start, index + 1, last.order, null) };
    },
    addNoise(original, noise, index) {
      const { alpha, sigma } = levelAt(index);
      return combine(alpha, original, sigma, noise);
    },
  };

  function orderAt(index: number): number {
    const left = timesteps.length - index;
    const highest = config.lower_order_final ? Math.min(config.solver_order, left) : config.solver_order;
    // The step to no noise has an infinite length in lambda: only the first order has a limit there.
    return levelAt(index + 1).sigma === 0 ? 1 : Math.min(highest, distinctPredictions());
  }

  /** Predictions at hand that lie at different levels. */
  function distinctPredictions(): number {
    const lambdas = history.map(({ index }) => levelAt(index).lambda);
    return new Set(lambdas).size < lambdas.length ? 1 : lambdas.length;
  }

  /**
   * From `sample`, at the level before `goal`, to the level `goal`. With `reached`, the prediction made there, it is the
   * corrector; without, the predictor.
   */
  function update(sample: Float32Array, goal: number, order: number, reached: Prediction | null): Float32Array {
    const [from, to] = [levelAt(goal - 1), levelAt(goal)];
    const newest = history.at(-1);
    const length = to.lambda - from.lambda;
    if (newest === undefined || length === 0) return sample;
    const used = [
      ...history
        .slice(0, -1)
        .reverse()
        .slice(0, order - 1),
      ...(reached === null ? [] : [reached]),
    ];
    const ratios = used.map(({ index }) => (levelAt(index).lambda - from.lambda) / length);
    const { scale, weights } = uniWeights(ratios, -length, kind);
    const result = combine(to.sigma / from.sigma, sample, -to.alpha * Math.expm1(-length), newest.values);
    used.forEach(({ values }, k) => {
      const factor = (-to.alpha * scale * (weights[k] ?? 0)) / (ratios[k] ?? 1);
      for (let i = 0; i < result.length; i++) {
        result[i] = (result[i] ?? 0) + factor * ((values[i] ?? 0) - (newest.values[i] ?? 0));
      }
    });
    return result;
  }
}

/**
 * B(h) and the coefficients a that solve `sum a_k r_k^(n-1) = n! phi_(n+1)(h) / B(h)` for n = 1 … (eq. 9 of the paper). With one
 * prediction besides the newest, a is one half, whatever the step: the paper's own choice (its appendix F).
 */
export function uniWeights(
  ratios: readonly number[],
  step: number,
  kind: 'bh1' | 'bh2',
): { scale: number; weights: number[] } {
  const scale = kind === 'bh1' ? step : Math.expm1(step);
  if (ratios.length <= 1) return { scale, weights: ratios.map(() => 0.5) };
  const wanted: number[] = [];
  let [phi, factorial] = [Math.expm1(step) / step - 1, 1];
  for (let n = 1; n <= ratios.length; n++) {
    wanted.push((phi * factorial) / scale);
    factorial *= n + 1;
    phi = phi / step - 1 / factorial;
  }
  const powers = wanted.map((_, power) => ratios.map((ratio) => ratio ** power));
  return { scale, weights: solveLinear(powers, wanted) };
}
