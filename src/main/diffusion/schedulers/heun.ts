import { follow, noisedToSigma, originalAtSigma, scaledBySigma, sigmaLevels, slopeAtSigma } from './sigma-space.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import { clip, type Scheduler, type SchedulerOptions } from './scheduler.ts';

const f = Math.fround;

/**
 * Heun's method of second order (Karras et al. 2022, algorithm 2 without churn). A step asks the model twice: at its start
 * and where Euler's method would land, and goes along the mean of both slopes. The last step, to no noise, is Euler's.
 * So `steps` steps are `2 * steps - 1` calls; even ones begin a step, odd ones end it.
 */
export function createHeun(schedule: NoiseSchedule, options: SchedulerOptions): Scheduler {
  const { config } = schedule;
  const { timesteps, sigmas, initNoiseSigma } = sigmaLevels(schedule, options);
  const levelOf = (index: number): number => Math.ceil(index / 2);
  const sigmaAt = (level: number): number => sigmas[level] ?? 0;
  let begun: { sample: Float32Array; slope: Float32Array; change: number } | null = null;

  return {
    timesteps: timesteps.flatMap((timestep, i) => (i === 0 ? [timestep] : [timestep, timestep])),
    callsPerStep: 2,
    initNoiseSigma,
    scaleInput: (sample, index) => scaledBySigma(sample, sigmaAt(levelOf(index))),
    step(output, index, sample) {
      const level = levelOf(index);
      const sigma = sigmaAt(level);
      const seen = originalAtSigma(config.prediction_type, output, sample, sigma);
      const predicted = config.clip_sample ? clip(seen, config.clip_sample_range) : seen;
      const slope = slopeAtSigma(sample, predicted, sigma);
      if (begun === null) {
        const change = f(sigmaAt(level + 1) - sigma);
        // The last step has no second call: its goal is free of noise.
        if (level < timesteps.length - 1) begun = { sample, slope, change };
        return { predicted, sample: follow(sample, slope, change) };
      }
      const { sample: start, slope: first, change } = begun;
      begun = null;
      const mean = first.map((value, i) => f(value + (slope[i] ?? 0)) / 2);
      return { predicted, sample: follow(start, mean, change) };
    },
    addNoise: (original, noise, index) => noisedToSigma(original, noise, sigmaAt(levelOf(index))),
  };
}
