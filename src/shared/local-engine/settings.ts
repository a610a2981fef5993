import { z } from 'zod';

/** Execution providers of onnxruntime that Telar knows, by the name people use; a machine offers some of them. */
export const executionProviders = ['cpu', 'webgpu', 'cuda', 'directml', 'coreml'] as const;
export const executionProvider = z.enum(executionProviders);
export type ExecutionProvider = z.output<typeof executionProvider>;

/**
 * What of a model stays in memory between its uses (SPEC §6): everything, the UNet only, nothing but the component at
 * work. Ordered from the fastest to the smallest: out of memory steps down this list.
 */
export const offloadStrategies = ['none', 'balanced', 'aggressive'] as const;
export const offloadStrategy = z.enum(offloadStrategies);
export type OffloadStrategy = z.output<typeof offloadStrategy>;

/** Weights as a model folder may hold them, the most exact first. */
export const precisions = ['fp32', 'fp16', 'int8'] as const;
export const precision = z.enum(precisions);
export type Precision = z.output<typeof precision>;

/** How an unfinished picture is shown: by a linear map of its latents, by the model's own decoder, or not at all. */
export const previewModes = ['linear', 'decoder', 'none'] as const;
export const previewMode = z.enum(previewModes);
export type PreviewMode = z.output<typeof previewMode>;

/** How the engine of this machine may use it. Bytes are whole numbers; null = decided from what the machine has. */
export const engineSettings = z.strictObject({
  /** `auto` takes the fastest one that answered its probe. */
  executionProvider: z.enum(['auto', ...executionProviders]).default('auto'),
  strategy: offloadStrategy.default('none'),
  /** `auto` takes the most exact variant that fits the budget. */
  precision: z.enum(['auto', ...precisions]).default('auto'),
  ramBudgetBytes: z.int().positive().nullable().default(null),
  vramBudgetBytes: z.int().positive().nullable().default(null),
  /** Models kept in memory at once; the least recently used goes first. */
  maxModels: z.int().min(1).max(16).default(3),
  /** Share of the budget from which idle models are let go of after a job. */
  cleanupThreshold: z.number().min(0.5).max(1).default(0.9),
  preview: previewMode.default('linear'),
  /** Steps from one preview to the next; null leaves it to the mode. */
  previewEvery: z.int().min(1).max(100).nullable().default(null),
});
export type EngineSettings = z.output<typeof engineSettings>;
