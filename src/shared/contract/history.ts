import { z } from 'zod';
import { cellKey, documentId, failureData, jsonObject, microUsd, runId, takeId } from '../base/index.ts';
import { procedure } from './failures.ts';

/**
 * Where an inference stands. `interrupted`: this program ended first; a paid one goes on at its provider and becomes
 * `succeeded` when its result is fetched. `unknown`: it may have been charged.
 */
export const inferenceState = z.enum(['running', 'succeeded', 'failed', 'cancelled', 'interrupted', 'unknown']);
export type InferenceState = z.output<typeof inferenceState>;

/** One inference, as the history keeps it: without secrets, files as `{name, bytes, sha256}`. */
export const inferenceRecord = z.object({
  id: z.string(),
  runId,
  documentId,
  document: z.string(),
  cell: cellKey,
  provider: z.string(),
  model: z.string(),
  /** `free`: made on this machine; `rehearsal`: a placeholder, its price is not charged. */
  kind: z.enum(['paid', 'free', 'rehearsal']),
  state: inferenceState,
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  parameters: jsonObject,
  /** Highest price that was shown before; null where none was known, or amounts are not kept. */
  estimateMicroUsd: microUsd.nullable(),
  chargedMicroUsd: microUsd.nullable(),
  providerRequestId: z.string().nullable(),
  takeId: takeId.nullable(),
  failure: failureData.nullable(),
});
export type InferenceRecord = z.output<typeof inferenceRecord>;

export const historyQuery = z.strictObject({
  limit: z.int().min(1).max(1_000).default(100),
  /** `id` of the last inference of the page before. */
  after: z.string().max(64).nullish(),
  model: z.string().max(300).optional(),
  state: inferenceState.optional(),
  /** Inferences of one cell only. */
  of: z.strictObject({ documentId, cell: cellKey }).optional(),
});
export type HistoryQuery = z.output<typeof historyQuery>;

export const historyPage = z.object({
  /** Newest first. */
  items: z.array(inferenceRecord),
  /** How many fit the query. */
  total: z.int(),
  /** Models that the history knows. */
  models: z.array(z.string()),
});
export type HistoryPage = z.output<typeof historyPage>;

/** How long a model took lately. */
export const modelPace = z.object({
  model: z.string(),
  /** Median of its newest inferences that succeeded, from start to result. */
  medianMs: z.number(),
  /** How many there were; at most 20. */
  inferences: z.int(),
});
export type ModelPace = z.output<typeof modelPace>;

export const history = {
  list: procedure.input(historyQuery).output(historyPage),
  /** Models that never succeeded are left out; rehearsals do not count. */
  paces: procedure.input(z.strictObject({ models: z.array(z.string().max(300)).max(500) })).output(z.array(modelPace)),
};
