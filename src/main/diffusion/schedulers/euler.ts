import { follow, noisedToSigma, originalAtSigma, scaledBySigma, sigmaLevels, slopeAtSigma } from './sigma-space.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import type { Scheduler, SchedulerOptions } from './scheduler.ts';

/** Euler's method on the probability-flow ODE (Karras et al. 2022, algorithm 2 without churn and correction). */
export function createEuler(schedule: NoiseSchedule, options: SchedulerOptions): Scheduler {
  const { timesteps, sigmas, initNoiseSigma } = sigmaLevels(schedule, options);
  const sigmaAt = (index: number): number => sigmas[index] ?? 0;

  return {
    timesteps,
    callsPerStep: 1,
    initNoiseSigma,
    scaleInput: (sample, index) => scaledBySigma(sample, sigmaAt(index)),
    step(output, index, sample) {
      const sigma = sigmaAt(index);
      const predicted = originalAtSigma(schedule.config.prediction_type, output, sample, sigma);
      const slope = slopeAtSigma(sample, predicted, sigma);
      return { predicted, sample: follow(sample, slope, sigmaAt(index + 1) - sigma) };
    },
    addNoise: (original, noise, index) => noisedToSigma(original, noise, sigmaAt(index)),
  };
}
