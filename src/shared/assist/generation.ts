import { z } from 'zod';
import { cellKey, documentId, failureData, runId, takeId } from '../base/index.ts';
import { cellState } from '../run/index.ts';
import { batchAxisValue } from './batch.ts';
import { said } from './feedback.ts';
import { generationChoices, loraChoice, operationMode } from './pipeline-config.ts';
import { recommendation } from './recommendation.ts';

/** Longest prompt that is read, in UTF-16 units; what a model takes of it is its own affair. */
export const maxPromptLength = 20_000;

/** What a picture was made with and what it took, as it goes into its file. */
export const generationMetadata = z.object({
  prompt: z.string(),
  negativePrompt: z.string(),
  /** As text: some exceed 2^53. Null where the engine tells none. */
  seed: z.string().nullable(),
  /** Null = the model has no such parameter. */
  steps: z.number().nullable(),
  cfgScale: z.number().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  sampler: z.string().nullable(),
  lorasUsed: z.array(loraChoice.extend({ name: z.string() })),
  generationTimeSeconds: z.number().nullable(),
  /** Highest memory of the engine while the picture was made; null where it was not measured. */
  peakMemory: z.object({ bytes: z.int(), kind: z.enum(['ram', 'vram']) }).nullable(),
  baseModelId: z.string(),
  /** `intelligent` where advice had a say, `manual` where the user chose all. */
  pipelineType: z.enum(['intelligent', 'manual']),
});
export type GenerationMetadata = z.output<typeof generationMetadata>;

/** One picture of a generation, made or still to come. */
export const generationPicture = z.object({
  cell: cellKey,
  /** What sets it apart from the others of its batch, axis by axis; empty for a single one. */
  axes: z.array(batchAxisValue),
  state: cellState,
  takeId: takeId.nullable(),
  failure: failureData.nullable(),
  /** Null until there is a picture. */
  metadata: generationMetadata.nullable(),
  /** 1 to 5 stars; 0 = not rated. */
  rating: z.int().min(0).max(5),
  /** What the user has said of it beside that. */
  said: said.omit({ rating: true }),
});
export type GenerationPicture = z.output<typeof generationPicture>;

/** A prompt that became pictures: a small document of its own, with the advice it was made by. */
export const generation = z.object({
  id: z.string().min(1).max(64),
  documentId,
  /** Its document, to be opened as a matrix. */
  file: z.string(),
  createdAt: z.iso.datetime(),
  prompt: z.string(),
  mode: operationMode,
  /** Null in manual mode: nothing was advised. */
  recommendation: recommendation.nullable(),
  /** What the user has chosen in place of the advice. */
  choices: generationChoices,
  /** The run that is at work on it, or the last one; null before the first. */
  runId: runId.nullable(),
  pictures: z.array(generationPicture),
});
export type Generation = z.output<typeof generation>;
