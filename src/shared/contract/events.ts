import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { documentId, runId } from '../base/index.ts';
import { cellRun, runState } from '../run/index.ts';
import { settings } from './app.ts';
import { procedure } from './failures.ts';

/** Facts the core tells every window. Coalesced to at most 20 a second in total. */
export const studioEvent = z.discriminatedUnion('type', [
  /** First event of every stream: whatever a window knew before may be old. */
  z.object({ type: z.literal('connected') }),
  z.object({ type: z.literal('matrix.changed'), documentId, revision: z.int() }),
  z.object({ type: z.literal('run.changed'), documentId, runId, state: runState }),
  /** Cells that changed since the last event of this run, each in its newest state. */
  z.object({ type: z.literal('run.cellsChanged'), documentId, runId, cells: z.array(cellRun) }),
  z.object({ type: z.literal('takes.changed'), documentId: documentId.nullable() }),
  /** Paid jobs of a document were finished, lost or decided about. */
  z.object({ type: z.literal('jobs.changed'), documentId }),
  z.object({ type: z.literal('settings.changed'), settings }),
]);
export type StudioEvent = z.output<typeof studioEvent>;

export const events = {
  watch: procedure.output(eventIterator(studioEvent)),
};
