import { z } from 'zod';
import { cellKey, documentId, microUsd, runId, takeId } from '../base/index.ts';
import { overwriteRule, planChanges, planScope, runPlan } from '../plan/index.ts';
import { pastRun, runRecord } from '../run/index.ts';
import { procedure } from './failures.ts';

/** Most takes that are made of a cell at one go. */
export const maxVariants = 16;

/** Which cells are wanted, and how they are run where that differs from the document's settings. */
export const runChoices = z.strictObject({
  scope: planScope.default({ kind: 'all' }),
  overwrite: overwriteRule.default('stale'),
  /** Makes labelled placeholders in a folder of their own; nothing is charged. */
  rehearse: z.boolean().default(false),
  onError: z.enum(['stop', 'continue']).optional(),
  maxThreads: z.int().min(1).max(64).optional(),
  strict: z.boolean().optional(),
  /** Makes so many takes of each cell, one after the other, each with a seed of its own; the prices are those of all. */
  variants: z.int().min(2).max(maxVariants).optional(),
});
export type RunChoices = z.output<typeof runChoices>;

/** What the user agreed to pay. */
export const runConsent = z.strictObject({
  /** Limit of this run; the lowest of it, the document's and the settings' holds. */
  budgetMicroUsd: microUsd.nullable().default(null),
  /** Highest price that was shown and confirmed; a dearer plan is refused. */
  confirmedMicroUsd: microUsd.nullable().default(null),
  allowUnknownPrice: z.boolean().default(false),
});
export type RunConsent = z.output<typeof runConsent>;

/** A paid job that is not finished, or that waits for the user's decision. */
export const openJob = z.object({
  id: takeId,
  runId,
  documentId,
  cell: cellKey,
  provider: z.string(),
  model: z.string(),
  state: z.enum(['intent', 'submitted', 'downloaded', 'unknown']),
  remoteId: z.string().nullable(),
  reservedMicroUsd: microUsd,
  createdAtMs: z.number(),
});
export type OpenJob = z.output<typeof openJob>;

/**
 * What to do with a job that may have been charged: look it up at the provider once more, or let it go. A released one
 * counts as charged, since a limit must hold in the worst case, and its cell can run again.
 */
export const jobDecision = z.enum(['look-again', 'release']);
export type JobDecision = z.output<typeof jobDecision>;

const byDocument = z.strictObject({ documentId });

export const plan = {
  get: procedure.input(byDocument.extend(runChoices.shape)).output(runPlan),
  /** The plan of everything, by what it has other than the one named `since`; all of it when that is not known any more. */
  changes: procedure.input(byDocument.extend({ since: z.string().nullable().default(null) })).output(planChanges),
};

export const run = {
  /** While a run of the document goes on, the cells join it and overtake what waits there. */
  start: procedure.input(byDocument.extend({ ...runChoices.shape, ...runConsent.shape })).output(runRecord),
  pause: procedure.input(z.strictObject({ runId })),
  resume: procedure.input(z.strictObject({ runId })),
  /** Puts waiting cells in front of the others, in this order. */
  moveToFront: procedure.input(z.strictObject({ runId, cells: z.array(cellKey).min(1).max(10_000) })),
  cancel: procedure.input(z.strictObject({ runId })),
  cancelCell: procedure.input(z.strictObject({ runId, cell: cellKey })),
  /** The newest run of a document, running or ended; null when it never ran. */
  latest: procedure.input(byDocument).output(runRecord.nullable()),
  /** The newest runs of a document, newest first, without their cells. */
  past: procedure.input(byDocument.extend({ limit: z.int().min(1).max(200).default(30) })).output(z.array(pastRun)),
};

export const jobs = {
  /** Paid jobs of a document that are not finished, oldest first. */
  list: procedure.input(byDocument).output(z.array(openJob)),
  decide: procedure.input(z.strictObject({ documentId, jobId: takeId, decision: jobDecision })),
};
