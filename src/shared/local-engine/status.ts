import { z } from 'zod';
import { executionProvider, offloadStrategy, precision } from './settings.ts';

const bytes = z.int().nonnegative();

/** What came of trying an execution provider on this machine. */
export const probedProvider = z.strictObject({
  name: executionProvider,
  isReady: z.boolean(),
  /** Why it cannot be used, in onnxruntime's words; null where it is ready. */
  reason: z.string().nullable(),
});
export type ProbedProvider = z.output<typeof probedProvider>;

export const modelComponent = z.strictObject({
  /** Folder of the component: `unet`, `text_encoder`, `text_encoder_2`, `vae_decoder`, `vae_encoder`. */
  name: z.string(),
  /** Bytes booked for it while it is in memory. */
  bytes,
  isResident: z.boolean(),
});

/** A model that the engine holds at the moment. */
export const residentModel = z.strictObject({
  /** Absolute path of the model's folder: its identity. */
  folder: z.string(),
  title: z.string(),
  precision,
  executionProvider,
  strategy: offloadStrategy,
  /** Bytes booked for everything of it that is resident. */
  bytes,
  components: z.array(modelComponent),
  /** LoRAs merged into the resident weights. */
  loras: z.array(z.strictObject({ id: z.string(), weight: z.number() })),
  /** Unix milliseconds. */
  loadedAtMs: z.int(),
  lastUsedAtMs: z.int(),
  runs: z.int().nonnegative(),
  isBusy: z.boolean(),
});
export type ResidentModel = z.output<typeof residentModel>;

/** Readings of this machine; null where it cannot be read. */
export const memoryReading = z.strictObject({
  /** Resident set of the engine process. */
  processBytes: bytes,
  /** Its highest value since the last reset (VmHWM), or since its start. */
  peakBytes: bytes,
  systemFreeBytes: bytes,
  systemTotalBytes: bytes,
  vramUsedBytes: bytes.nullable(),
  vramTotalBytes: bytes.nullable(),
});

/** A job that ran out of memory and went on with less of the model in memory. */
export const stepDown = z.strictObject({
  atMs: z.int(),
  folder: z.string(),
  from: offloadStrategy,
  to: offloadStrategy,
  reason: z.string(),
});
export type StepDown = z.output<typeof stepDown>;

/** Everything the engine panel shows. */
export const engineStatus = z.strictObject({
  /** Null while the engine process does not run: it starts with the first job. */
  pid: z.int().nullable(),
  onnxruntime: z.string(),
  executionProviders: z.array(probedProvider),
  /** The one that new models are loaded on. */
  executionProvider,
  budget: z.strictObject({ ramBytes: bytes, vramBytes: bytes.nullable() }),
  bookedBytes: bytes,
  reading: memoryReading,
  models: z.array(residentModel),
  counts: z.strictObject({ hits: z.int(), loads: z.int(), evictions: z.int(), restarts: z.int() }),
  stepDowns: z.array(stepDown),
});
export type EngineStatus = z.output<typeof engineStatus>;

/** Whether a model fits this machine: below 85 % of what is to be had, up to all of it, or more than it. */
export const memoryVerdict = z.enum(['fits', 'tight', 'too-big']);
export type MemoryVerdict = z.output<typeof memoryVerdict>;

/** Memory that a model will take, before it is loaded. */
export const memoryEstimate = z.strictObject({
  folder: z.string(),
  precision,
  executionProvider,
  /** Peak bytes of the engine process for it under each strategy. */
  peakBytes: z.strictObject({ none: bytes, balanced: bytes, aggressive: bytes }),
  /** The budget, or what the machine has free if that is less. */
  availableBytes: bytes,
  verdict: memoryVerdict,
  /** The strategy under which the verdict holds: the first that fits. */
  strategy: offloadStrategy,
  /** `rule` = from the sizes of the files; `measured` = from earlier loads of it here. */
  basis: z.enum(['rule', 'measured']),
});
export type MemoryEstimate = z.output<typeof memoryEstimate>;
