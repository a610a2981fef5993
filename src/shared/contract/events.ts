import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { documentId, failureData, microUsd, runId } from '../base/index.ts';
import { engineStatus, variantPrecision } from '../local-engine/index.ts';
import { cellRun, runState } from '../run/index.ts';
import { settings } from './app.ts';
import { costAlert } from './costs.ts';
import { procedure } from './failures.ts';

/** Facts the core tells every window. Coalesced to at most 20 a second in total. */
export const studioEvent = z.discriminatedUnion('type', [
  /** First event of every stream: whatever a window knew before may be old. */
  z.object({ type: z.literal('connected') }),
  z.object({ type: z.literal('matrix.changed'), documentId, revision: z.int() }),
  /** A document was opened, closed or saved, or its unsaved changes were kept. */
  z.object({ type: z.literal('documents.changed') }),
  z.object({
    type: z.literal('run.changed'),
    documentId,
    runId,
    state: runState,
    /** One round of a series of variants: the series says how it ends when all succeed. */
    isRound: z.boolean(),
  }),
  /** Cells that changed since the last event of this run, each in its newest state. */
  z.object({ type: z.literal('run.cellsChanged'), documentId, runId, cells: z.array(cellRun) }),
  /** Of the variants that were asked for, only so many were made: the next could not be started. */
  z.object({
    type: z.literal('variants.stopped'),
    documentId,
    made: z.int(),
    wanted: z.int(),
    failure: failureData,
  }),
  /** All variants that were asked for are made. */
  z.object({
    type: z.literal('variants.made'),
    documentId,
    made: z.int(),
    chargedMicroUsd: microUsd,
    tookMs: z.number(),
    rehearsal: z.boolean(),
  }),
  z.object({ type: z.literal('takes.changed'), documentId: documentId.nullable() }),
  /** Paid jobs of a document were finished, lost or decided about. */
  z.object({ type: z.literal('jobs.changed'), documentId }),
  /** Model templates were added, changed or removed. */
  z.object({ type: z.literal('templates.changed') }),
  /** Smaller weights of a model are being written; `share` of this component goes from 0 to 1. */
  z.object({
    type: z.literal('models.converting'),
    model: z.string(),
    precision: variantPrecision,
    component: z.string(),
    share: z.number(),
  }),
  z.object({ type: z.literal('settings.changed'), settings }),
  /** A paid job was booked, or the totals were reset. */
  z.object({ type: z.literal('costs.changed') }),
  z.object({ type: z.literal('costs.alerted'), alert: costAlert }),
  /** Inferences began or ended. */
  z.object({ type: z.literal('history.changed') }),
  /** A key, an address or whether a provider can be used has changed. */
  z.object({ type: z.literal('providers.changed') }),
  /** The local engine has loaded, used or let go of a model, or ran out of memory. */
  z.object({ type: z.literal('engine.changed'), status: engineStatus }),
  /** Another window has changed how the local engine may use this machine. */
  z.object({ type: z.literal('engine.configured') }),
]);
export type StudioEvent = z.output<typeof studioEvent>;

export const events = {
  watch: procedure.output(eventIterator(studioEvent)),
};
