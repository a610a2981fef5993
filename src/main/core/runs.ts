import { DocumentConflictError, NotFoundError, type DocumentId, type RunId } from '../../shared/base/index.ts';
import type { OverwriteRule, RunPlan } from '../../shared/plan/index.ts';
import type { CellRun, RunRecord } from '../../shared/run/index.ts';
import type { TakeIndex } from '../artifact/index.ts';
import type { Logger } from '../platform/index.ts';
import { startRun, type ActiveRun, type RunResources, type RunStore } from '../run/index.ts';
import type { EventHub } from './event-hub.ts';
import type { Previews } from './previews.ts';

/** Starts runs, keeps their records and tells the windows. */
export interface Runs {
  start(
    documentId: DocumentId,
    plan: RunPlan,
    resources: RunResources,
    overwrite: OverwriteRule,
    onCell?: (cell: CellRun) => void,
  ): Promise<ActiveRun>;
  find(id: RunId): ActiveRun;
  latest(documentId: DocumentId): Promise<RunRecord | null>;
  cancelAll(): Promise<void>;
}

export interface RunsOptions {
  store: RunStore;
  takeIndex: TakeIndex;
  events: EventHub;
  previews: Previews;
  log: Logger;
}

/** The runs of this core. */
export function createRuns({ store, takeIndex, events, previews, log }: RunsOptions): Runs {
  const active = new Map<RunId, ActiveRun>();

  return {
    async start(documentId, plan, resources, overwrite, onCell) {
      // Two runs of one document would make the same cells twice. No await stands between this and `active.set`.
      if ([...active.values()].some((run) => run.record.documentId === documentId)) {
        throw new DocumentConflictError('already-running', 'A run of this document is going on already.', {
          hint: 'Wait for its end, or cancel it first.',
        });
      }
      let writes = Promise.resolve();
      const write = (task: () => Promise<void>): Promise<void> => {
        writes = writes.then(task).catch((error: unknown) => {
          log.error({ err: error }, 'a run could not be recorded');
        });
        return writes;
      };
      const states = new Map<string, string>();
      const run = startRun(
        plan,
        resources,
        {
          onRun(record) {
            events.publish({ type: 'run.changed', documentId, runId: record.id, state: record.state });
            if (record.state === 'running') void write(() => store.insert(record));
            else void write(() => store.updateRun(record));
          },
          onCell(record, cell) {
            events.cellChanged(documentId, record.id, cell);
            onCell?.(cell);
            // Progress is not worth a disk write; a change of state is.
            const state = `${cell.state}:${cell.attempt}`;
            if (states.get(cell.key) === state) return;
            states.set(cell.key, state);
            void write(() => store.updateCell(record.id, cell));
          },
          async onTake(cell) {
            await takeIndex.refreshCell(documentId, resources.takes, cell.key);
            events.publish({ type: 'takes.changed', documentId });
          },
          onPreview: (_record, _cell, bytes, mediaType) => previews.add(bytes, mediaType),
          onBug: (error) => log.error({ err: error }, 'internal error in a cell'),
        },
        { documentId, overwrite },
      );
      active.set(run.id, run);
      for (const cell of run.record.cells) onCell?.(cell);
      void run.finished.then(() => active.delete(run.id));
      await writes;
      return {
        ...run,
        get record() {
          return run.record;
        },
        // Whoever waits for the end also waits for its record on disk.
        finished: run.finished.then(async (record) => {
          await writes;
          return record;
        }),
      };
    },
    find(id) {
      const run = active.get(id);
      if (run !== undefined) return run;
      throw new NotFoundError('run', 'This run has ended.', { hint: 'Start a new one.' });
    },
    async latest(documentId) {
      const running = [...active.values()].reverse().find((run) => run.record.documentId === documentId);
      return running?.record ?? store.latest(documentId);
    },
    async cancelAll() {
      const runs = [...active.values()];
      for (const run of runs) run.cancel();
      await Promise.all(runs.map((run) => run.finished));
    },
  };
}
