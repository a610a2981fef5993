import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellKey, RunId } from '../../shared/base/index.ts';
import type { PlanScope } from '../../shared/plan/index.ts';
import type { CellRun, RunRecord, RunState } from '../../shared/run/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { DocumentStore } from './document-store.ts';
import { latestOnly } from './latest-only.ts';
import type { Notices } from './ports.ts';
import { isActive } from './shown-state.ts';

export interface RunsState {
  /** Newest run of the document without its cells, which change far more often. */
  run: Omit<RunRecord, 'cells'> | null;
  cells: ReadonlyMap<CellKey, CellRun>;
  /** A start was asked for and has not been answered yet. */
  starting: boolean;
  /** The user closed the notice about this interrupted run. */
  dismissed: RunId | null;
}

/** The newest run of the open document, live. */
export interface RunStore extends StoreApi<RunsState> {
  refresh(): Promise<void>;
  start(scope: PlanScope): Promise<boolean>;
  cancel(): Promise<boolean>;
  cancelCell(cell: CellKey): Promise<boolean>;
  dismissInterrupted(): void;
  cellsChanged(runId: RunId, cells: readonly CellRun[]): void;
  stateChanged(runId: RunId, state: RunState): void;
}

/** Creates the store of the newest run. */
export function createRunStore(
  link: StudioLink,
  attempt: Attempt,
  notices: Notices,
  documents: DocumentStore,
): RunStore {
  const store = createStore<RunsState>()(() => ({ run: null, cells: new Map(), starting: false, dismissed: null }));

  function accept(record: RunRecord | null): void {
    if (record === null) {
      store.setState({ run: null, cells: new Map() });
      return;
    }
    const before = store.getState().run;
    const { cells, ...run } = record;
    store.setState({ run, cells: new Map(cells.map((cell) => [cell.key, cell])) });
    const ended = before?.id === run.id && isActive(before) && !isActive(run) && !run.interrupted;
    if (ended) notices.runEnded(record);
  }

  const refresh = latestOnly(async () => {
    const documentId = documents.getState().document?.id;
    if (documentId === undefined) return;
    try {
      accept(await link.client.run.latest({ documentId }));
    } catch (error) {
      // A lost connection is shown as such, and everything is fetched again when it is back.
      if (!(error instanceof DisconnectedError)) notices.failed(failureOf(error));
    }
  });

  return {
    ...store,
    refresh,
    start: (scope) =>
      attempt(async () => {
        if (store.getState().starting) return;
        store.setState({ starting: true });
        try {
          await documents.settled();
          const documentId = documents.getState().document?.id;
          if (documentId !== undefined) accept(await link.client.run.start({ documentId, scope }));
        } finally {
          store.setState({ starting: false });
        }
        // Events of the run may have come before the answer, which then was older than they.
        await refresh();
      }),
    cancel: () =>
      attempt(async () => {
        const { run } = store.getState();
        if (run !== null && isActive(run)) await link.client.run.cancel({ runId: run.id });
      }),
    cancelCell: (cell) =>
      attempt(async () => {
        const { run } = store.getState();
        if (run !== null && isActive(run)) await link.client.run.cancelCell({ runId: run.id, cell });
      }),
    dismissInterrupted() {
      store.setState(({ run }) => ({ dismissed: run?.id ?? null }));
    },
    cellsChanged(runId, changed) {
      const { run, cells } = store.getState();
      if (run?.id !== runId) {
        void refresh();
        return;
      }
      const next = new Map(cells);
      for (const cell of changed) next.set(cell.key, cell);
      store.setState({ cells: next });
    },
    stateChanged(runId, state) {
      const { run } = store.getState();
      if (run?.id !== runId || run.state !== state) void refresh();
    },
  };
}
