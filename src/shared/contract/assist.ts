import { z } from 'zod';
import {
  batchConfig,
  explanationLanguage,
  feedback,
  generation,
  generationChoices,
  insights,
  maxPromptLength,
  pipelineConfig,
  promptAnalysis,
  recommendation,
} from '../assist/index.ts';
import { pictureMediaType } from '../artifact/index.ts';
import { runPlan } from '../plan/index.ts';
import { microUsd, takeId } from '../base/index.ts';
import { procedure } from './failures.ts';
import { runConsent } from './run.ts';

const prompt = z.string().max(maxPromptLength);
const byId = z.strictObject({ id: z.string().min(1).max(64) });

/** What advice is asked for. An empty prompt is refused as a typed failure, since a window lets one be typed. */
export const adviceRequest = z.strictObject({
  prompt,
  /** Null leaves it to the advice; an empty one is none, also where one would be advised. */
  negativePrompt: prompt.nullable().default(null),
  /** Null leaves it open. */
  seed: z.int().min(0).max(0xffff_ffff).nullable().default(null),
  config: pipelineConfig.default(() => pipelineConfig.parse({})),
});
export type AdviceRequest = z.output<typeof adviceRequest>;

/** What is to be made. */
export const generationRequest = adviceRequest.extend({
  /** Advice that the user has seen, by its id; without one the core makes it, except in manual mode. */
  recommendationId: z.string().min(1).max(64).nullable().default(null),
  /** What the user has chosen in place of it. */
  choices: generationChoices.default({}),
  /** Null makes one picture. */
  batch: batchConfig.nullable().default(null),
});
export type GenerationRequest = z.output<typeof generationRequest>;

/** What would run, for how much, and what of it is a picture still to come: for the dialog that asks. */
export const generationPreview = z.object({
  plan: runPlan,
  /** Those that are not there yet, in the order of the generation. */
  pictures: generation.shape.pictures,
  /** Most that it may cost: the lowest limit of its document and the settings; null for none. */
  capMicroUsd: microUsd.nullable(),
});
export type GenerationPreview = z.output<typeof generationPreview>;

/**
 * How much a saved picture tells of itself: how it was made, the same without any words of the user, or also why it was
 * made so.
 */
export const disclosure = z.enum(['full', 'share-safe', 'explained']);
export type Disclosure = z.output<typeof disclosure>;

/** How many times as wide and high a picture is saved as it was made. */
export const pictureScale = z.literal([1, 2, 4, 8]);
export type PictureScale = z.output<typeof pictureScale>;

/** What becomes of a picture when it is saved. */
export interface Finishing {
  disclosure: Disclosure;
  scale: PictureScale;
}

/** A picture as a file. */
export const pictureFile = z.object({
  /** Without words of the user where it is to tell none. */
  name: z.string(),
  data: z.base64(),
});
export type PictureFile = z.output<typeof pictureFile>;

export const assist = {
  analyze: procedure.input(z.strictObject({ prompt, ollama: pipelineConfig.shape.ollama })).output(promptAnalysis),
  recommend: procedure.input(adviceRequest).output(recommendation),
  /** What `generate` would run and cost. Nothing is written. */
  preview: procedure.input(generationRequest).output(generationPreview),
  /**
   * Writes a small document and starts to run it; answers at once. Progress comes as `run.cellsChanged` of its document;
   * `generation` has the results. Throws UsageError `empty-prompt`.
   */
  generate: procedure.input(generationRequest.extend(runConsent.shape)).output(generation),
  generation: procedure.input(byId).output(generation),
  /** The newest first. */
  recent: procedure.input(z.strictObject({ limit: z.int().min(1).max(100).default(20) })).output(z.array(generation)),
  /** What `resume` would run and cost: only what is left. Throws NotFoundError `generation`. */
  previewResume: procedure.input(byId).output(generationPreview),
  /** Makes what a cancelled, failed or interrupted generation has not made. */
  resume: procedure.input(byId.extend(runConsent.shape)).output(generation),
  /**
   * All pictures of a generation on one labelled sheet. `asset` is the id under which the PNG is served for a while.
   * Throws UsageError `no-pictures`.
   */
  sheet: procedure
    .input(byId.extend({ language: explanationLanguage.default('en') }))
    .output(z.object({ asset: z.string() })),
  /** What `again` would run and cost. Nothing is written. Throws NotFoundError `generation`. */
  previewAgain: procedure.input(z.strictObject({ id: takeId })).output(generationPreview),
  /** Makes a picture once more with another seed and all else as it was: a generation of its own. */
  again: procedure.input(runConsent.extend({ id: takeId })).output(generation),
  feedback: procedure.input(feedback),
  insights: procedure.output(insights),
  learning: {
    configure: procedure.input(z.strictObject({ isEnabled: z.boolean() })).output(insights),
    /** Forgets what was learned of a LoRA; null forgets all. */
    reset: procedure.input(z.strictObject({ lora: z.string().min(1).max(200).nullable() })).output(insights),
    /** Everything that was learned, as JSON text. */
    export: procedure.output(z.object({ json: z.string() })),
    /** Adds what another installation has exported. */
    import: procedure.input(z.strictObject({ json: z.string().max(32 * 1024 * 1024) })).output(insights),
  },
  /** A picture with what it was made with in it, for the window to save. Throws UsageError `notes-too-long`. */
  file: procedure
    .input(
      z.strictObject({
        id: takeId,
        mediaType: pictureMediaType,
        disclosure: disclosure.default('full'),
        scale: pictureScale.default(1),
      }),
    )
    .output(pictureFile),
  /** Writes a picture with what it was made with into a file of the user's. */
  save: procedure
    .input(
      z.strictObject({
        id: takeId,
        file: z.string().min(1).max(4_096),
        disclosure: disclosure.default('full'),
        scale: pictureScale.default(1),
      }),
    )
    .output(z.object({ file: z.string() })),
};
