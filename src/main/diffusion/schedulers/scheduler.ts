import type { NoiseSchedule } from './noise-schedule.ts';

/** One sampling step's outcome. */
export interface SchedulerStep {
  /** Latents for the next step. */
  sample: Float32Array;
  /** What the finished latents look like from here: for previews. */
  predicted: Float32Array;
}

/** Draws one picture's worth of standard normal noise, from that picture's own generator. */
export type NoiseSource = () => Float32Array;

/**
 * A sampler of one picture over a fixed number of steps: it keeps a history between steps and is not shared.
 * `index` counts the model calls from 0, in order; a run may begin later (image-to-image: see `startIndex`). Latents are
 * flat float32.
 */
export interface Scheduler {
  /** Timesteps given to the model, one a call: whole numbers or, where a noise level lies between two, fractions. */
  readonly timesteps: readonly number[];
  /** Model calls that make one step: 2 for Heun's method (but its last step), else 1. */
  readonly callsPerStep: 1 | 2;
  /** Factor of the noise that sampling starts from. */
  readonly initNoiseSigma: number;
  /** What the model is given for the latents of a call. */
  scaleInput(sample: Float32Array, index: number): Float32Array;
  /** Moves the latents on, given the model's output for them. Only stochastic samplers draw `noise`. */
  step(output: Float32Array, index: number, sample: Float32Array, noise: NoiseSource): SchedulerStep;
  /** Noises clean latents to the level of a call, where image-to-image starts; `timesteps.length` is where the last step ends. */
  addNoise(original: Float32Array, noise: Float32Array, index: number): Float32Array;
}

/** First model call of a run that keeps only the last `kept` of `steps` steps (both at least 1). */
export function startIndex(scheduler: Scheduler, steps: number, kept: number): number {
  return (steps - Math.min(kept, steps)) * scheduler.callsPerStep;
}

export interface SchedulerOptions {
  steps: number;
  /** Whether noise levels are spaced as Karras et al. propose. */
  karras: boolean;
  /** The sampler's name in failures. */
  title: string;
}

export type SchedulerFactory = (schedule: NoiseSchedule, options: SchedulerOptions) => Scheduler;

/** `a * x + b * y`, element by element. */
export function combine(a: number, x: Float32Array, b: number, y: Float32Array): Float32Array {
  const sum = new Float32Array(x.length);
  // A plain loop: `map` calls its function for every element, which in a small model is felt.
  for (let i = 0; i < sum.length; i++) sum[i] = a * (x[i] ?? 0) + b * (y[i] ?? 0);
  return sum;
}

/** Values from `-most` to `most`. */
export function clip(values: Float32Array, most: number): Float32Array {
  return values.map((value) => Math.min(most, Math.max(-most, value)));
}
