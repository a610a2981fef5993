import { follow, noisedToSigma, originalAtSigma, scaledBySigma, sigmaLevels, slopeAtSigma } from './sigma-space.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import type { Scheduler, SchedulerOptions } from './scheduler.ts';

const f = Math.fround;

/**
 * Ancestral sampling with Euler steps (Song et al. 2021, section 4; k-diffusion's `get_ancestral_step` with eta = 1): each
 * step goes down past its goal to `down` and comes back up to it with fresh noise of `up`. Noise is drawn in the last
 * step as well, where `up` is 0, so that a generator goes the way it goes elsewhere.
 */
export function createEulerAncestral(schedule: NoiseSchedule, options: SchedulerOptions): Scheduler {
  const { timesteps, sigmas, initNoiseSigma } = sigmaLevels(schedule, options);
  const sigmaAt = (index: number): number => sigmas[index] ?? 0;

  return {
    timesteps,
    callsPerStep: 1,
    initNoiseSigma,
    scaleInput: (sample, index) => scaledBySigma(sample, sigmaAt(index)),
    step(output, index, sample, noise) {
      const [from, to] = [sigmaAt(index), sigmaAt(index + 1)];
      const predicted = originalAtSigma(schedule.config.prediction_type, output, sample, from);
      const { up, down } = ancestralStep(from, to);
      const lowered = follow(sample, slopeAtSigma(sample, predicted, from), down - from);
      return { predicted, sample: follow(lowered, noise(), up) };
    },
    addNoise: (original, noise, index) => noisedToSigma(original, noise, sigmaAt(index)),
  };
}

/** Standard deviations with `up² + down² = to²`. */
function ancestralStep(from: number, to: number): { up: number; down: number } {
  const [fromSquare, toSquare] = [f(from ** 2), f(to ** 2)];
  const up = f(Math.sqrt(f(f(toSquare * f(fromSquare - toSquare)) / fromSquare)));
  // Over a very long step the difference is lost in rounding, and may come out below zero.
  const down = f(Math.sqrt(Math.max(0, f(toSquare - f(up ** 2)))));
  return { up, down };
}
