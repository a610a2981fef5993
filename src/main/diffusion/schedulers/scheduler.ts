import type { NoiseSchedule } from './noise-schedule.ts';

/** One sampling step's outcome. */
export interface SchedulerStep {
  /** Latents for the next step. */
  sample: Float32Array;
  /** What the finished latents look like from here: for previews. */
  predicted: Float32Array;
}

/** A sampler over a fixed number of steps. `index` counts the steps from 0; latents are flat float32. */
export interface Scheduler {
  /** Timesteps given to the model, one a step. */
  readonly timesteps: readonly number[];
  /** Factor of the noise that sampling starts from. */
  readonly initNoiseSigma: number;
  /** What the model is given for the latents of a step. */
  scaleInput(sample: Float32Array, index: number): Float32Array;
  step(output: Float32Array, index: number, sample: Float32Array): SchedulerStep;
  /** Noises clean latents to the level of a step: where image-to-image starts. */
  addNoise(original: Float32Array, noise: Float32Array, index: number): Float32Array;
}

export interface SchedulerOptions {
  steps: number;
  karras: boolean;
}

export type SchedulerFactory = (schedule: NoiseSchedule, options: SchedulerOptions) => Scheduler;

/** `a * x + b * y`, element by element. */
export function combine(a: number, x: Float32Array, b: number, y: Float32Array): Float32Array {
  return x.map((value, i) => a * value + b * (y[i] ?? 0));
}
