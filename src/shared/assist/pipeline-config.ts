import { z } from 'zod';
import { loraPreferences } from './lora-advice.ts';
import { constraints } from './parameter-advice.ts';

/** Who decides: Telar alone, the user over what Telar advises, or the user alone. */
export const operationMode = z.enum(['auto', 'assisted', 'manual']);
export type OperationMode = z.output<typeof operationMode>;

/** A LoRA by its name on this machine, and how strongly it is used. */
export const loraChoice = z.strictObject({ id: z.string().min(1).max(200), weight: z.number().min(-4).max(4) });
export type LoraChoice = z.output<typeof loraChoice>;

/** What the user has chosen in place of the advice; what is not named stays as it was advised. */
export const generationChoices = z.strictObject({
  steps: z.int().min(1).max(1_000).optional(),
  guidanceScale: z.number().min(0).max(100).optional(),
  /** Pixels. */
  width: z.int().min(1).max(16_384).optional(),
  height: z.int().min(1).max(16_384).optional(),
  /** One of the model's own names for a shape, such as `3:2`. */
  aspectRatio: z.string().min(1).max(64).optional(),
  scheduler: z.string().min(1).max(64).optional(),
  /** All LoRAs that are wanted; an empty list is none. */
  loras: z.array(loraChoice).max(16).optional(),
});
export type GenerationChoices = z.output<typeof generationChoices>;

/** How prompts become pictures. */
export const pipelineConfig = z.strictObject({
  /** Id of a model; null leaves the choice among the installed ones to the advice. */
  baseModel: z.string().min(1).max(200).nullable().default(null),
  mode: operationMode.default('auto'),
  constraints: constraints.default(() => constraints.parse({})),
  loraPreferences: loraPreferences.default(() => loraPreferences.parse({})),
  /** The language model that is asked to read prompts; null goes by rules alone. */
  ollama: z
    .strictObject({ model: z.string().min(1).max(200), timeoutMs: z.int().min(100).max(120_000).default(8_000) })
    .nullable()
    .default(null),
  /** Ratings move later advice. */
  enableLearning: z.boolean().default(true),
});
export type PipelineConfig = z.output<typeof pipelineConfig>;
export type PipelineConfigInput = z.input<typeof pipelineConfig>;
