import { noisedToSigma, originalAtSigma, scaledBySigma, sigmaLevels, slopeAtSigma } from './sigma-space.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import type { Scheduler, SchedulerOptions } from './scheduler.ts';

const f = Math.fround;
const highestOrder = 4;

/**
 * Linear multistep on the probability-flow ODE: Adams-Bashforth of order 4 for uneven steps, in sigma (k-diffusion's
 * `sample_lms`). The slopes of the last steps are interpolated by a polynomial, which is integrated exactly.
 *
 * The order follows from the index of a step and not from the slopes there are: a run that begins midway weighs its
 * first slopes as if the earlier ones were zero. That is how the reference counts, so its pictures are ours.
 */
export function createLms(schedule: NoiseSchedule, options: SchedulerOptions): Scheduler {
  const { timesteps, sigmas, initNoiseSigma } = sigmaLevels(schedule, options);
  const sigmaAt = (index: number): number => sigmas[index] ?? 0;
  /** The newest first. */
  const slopes: Float32Array[] = [];

  return {
    timesteps,
    callsPerStep: 1,
    initNoiseSigma,
    scaleInput: (sample, index) => scaledBySigma(sample, sigmaAt(index)),
    step(output, index, sample) {
      const sigma = sigmaAt(index);
      const predicted = originalAtSigma(schedule.config.prediction_type, output, sample, sigma);
      slopes.unshift(slopeAtSigma(sample, predicted, sigma));
      slopes.length = Math.min(slopes.length, highestOrder);
      const weights = multistepWeights(nodesAt(index), sigmaAt(index + 1));
      return { predicted, sample: moved(sample, slopes, weights) };
    },
    addNoise: (original, noise, index) => noisedToSigma(original, noise, sigmaAt(index)),
  };

  /** Levels of the last steps, the newest first, all different. */
  function nodesAt(index: number): number[] {
    const nodes = Array.from({ length: Math.min(index + 1, highestOrder) }, (_, back) => sigmaAt(index - back));
    return nodes.filter((node, i) => i === 0 || node !== nodes[i - 1]);
  }
}

function moved(sample: Float32Array, slopes: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const total = new Float32Array(sample.length);
  slopes.slice(0, weights.length).forEach((slope, back) => {
    const weight = f(weights[back] ?? 0);
    for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + f(weight * (slope[i] ?? 0));
  });
  return sample.map((value, i) => value + (total[i] ?? 0));
}

/**
 * Integrals from the first node to `end` of the Lagrange polynomials on `nodes`. The distances of the nodes are rounded to
 * float32 like the levels themselves: as differences of close numbers they carry most of the rounding.
 */
export function multistepWeights(nodes: readonly number[], end: number): number[] {
  const start = nodes[0] ?? 0;
  return nodes.map((node, j) => {
    // Coefficients of the polynomial in (sigma - start), lowest first.
    let polynomial = [1];
    nodes.forEach((other, k) => {
      if (k === j) return;
      const [root, scale] = [other - start, f(node - other)];
      const raised = [0, ...polynomial];
      polynomial = raised.map((value, power) => (value - root * (polynomial[power] ?? 0)) / scale);
    });
    return polynomial.reduce((sum, value, power) => sum + (value * (end - start) ** (power + 1)) / (power + 1), 0);
  });
}
