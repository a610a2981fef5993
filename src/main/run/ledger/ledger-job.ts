import { z } from 'zod';
import { assetType, recipe } from '../../../shared/artifact/index.ts';
import {
  cellKey,
  documentId,
  jsonObject,
  layerName,
  microUsd,
  runId,
  takeId,
  unitId,
} from '../../../shared/base/index.ts';
import { costRule, providerId } from '../../../shared/template/index.ts';

/**
 * Where a paid job stands. `intent`: about to be submitted; `submitted`: the provider's id is known; `downloaded`: the
 * result is a take; the others are ends, except `unknown`, which waits for the user: it may have been charged.
 */
export const jobState = z.enum([
  'intent',
  'submitted',
  'downloaded',
  'unknown',
  'charged',
  'refused',
  'failed',
  'cancelled',
  'gone',
  'abandoned',
]);
export type JobState = z.output<typeof jobState>;

/** States in which something is still to be done or decided; their reservation counts against caps. */
export const openJobStates = ['intent', 'submitted', 'downloaded', 'unknown'] as const satisfies readonly JobState[];

/** All that is needed to finish a job without the document: it may have changed or be gone. */
export const jobOrder = z.object({
  unit: unitId,
  layer: layerName,
  assetType,
  fileName: z.string(),
  extension: z.string(),
  model: z.string(),
  endpoint: z.string(),
  recipe: recipe.nullable(),
  prompt: z.string().nullable(),
  /** What was shown before; absent where the price was not known. */
  estimate: z.object({ lowMicroUsd: microUsd, highMicroUsd: microUsd }).optional(),
  /** The tariff it was ordered by: the template may say something else, or be gone, when the result is here. */
  tariff: costRule.optional().catch(undefined),
  /** Name of the document's file, for people. */
  document: z.string().optional(),
  /** What was sent to the provider; files stand as the addresses they were uploaded to. */
  input: jsonObject,
});

/** One paid job, as the ledger knows it. Amounts in micro-USD. */
export const ledgerJob = z.object({
  /** Also the id of the take that its first output becomes. */
  id: takeId,
  runId,
  documentId,
  outputDir: z.string(),
  /** Name of the output folder that stays when the project is moved. */
  folderId: z.string(),
  cell: cellKey,
  provider: providerId,
  state: jobState,
  remoteId: z.string().nullable(),
  inputHash: z.string(),
  reservedMicroUsd: microUsd,
  chargedMicroUsd: microUsd,
  order: jobOrder,
  createdAtMs: z.number(),
});
export type LedgerJob = z.output<typeof ledgerJob>;

/** A job that is about to be submitted. */
export type JobIntent = Omit<LedgerJob, 'state' | 'remoteId' | 'inputHash' | 'chargedMicroUsd' | 'createdAtMs'>;

/** What happened to a job. `amount` is what the provider charged for it, or may have. */
export type LedgerStep =
  | { kind: 'submitted'; remoteId: string }
  | { kind: 'downloaded'; takes: readonly string[] }
  | { kind: 'unknown' }
  | { kind: 'charged' | 'failed' | 'cancelled' | 'gone' | 'abandoned'; amount: number; reason: string | null }
  | { kind: 'refused'; reason: string };
