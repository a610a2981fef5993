import type { SchedulerName } from './schedulers/index.ts';

/** Pixels without padding: 3 bytes (red, green, blue) each, row by row from the top left. */
export interface RgbPixels {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Everything one picture is made of. */
export interface GenerateRequest {
  kind: 'generate';
  /** Absolute path of a model folder in the diffusers → ONNX layout. */
  modelFolder: string;
  prompt: string;
  negativePrompt: string;
  /** Whole number from 0 to 2^32 - 1. */
  seed: number;
  steps: number;
  /** Classifier-free guidance is off at 1 and below. */
  guidanceScale: number;
  scheduler: SchedulerName;
  width: number;
  height: number;
  /** Start of an image-to-image job, already of the size above, and how much of it is replaced (0 to 1). */
  start: { image: RgbPixels; strength: number } | null;
}

export type DiffusionRequest = GenerateRequest | { kind: 'describe' } | { kind: 'inspect'; modelFolder: string };

export type DiffusionEvent =
  /** Sent once the model is in memory, so that the deadline counts steps and not loading. */
  { kind: 'loaded' } | { kind: 'progress'; step: number; steps: number } | { kind: 'preview'; image: RgbPixels };

export interface GenerateResult {
  image: RgbPixels;
  timings: { loadMs: number; encodeMs: number; stepsMs: number; decodeMs: number; sessionMs: number };
}

export interface RuntimeDescription {
  onnxruntime: string;
  executionProviders: string[];
}

/** Size in pixels that a model was made for, and the step of allowed sizes. */
export interface ModelDescription {
  width: number;
  height: number;
}
