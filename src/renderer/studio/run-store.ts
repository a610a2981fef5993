import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellKey, RunId } from '../../shared/base/index.ts';
import type { RunChoices, RunConsent } from '../../shared/contract/index.ts';
import type { CellRun, PastRun, RunRecord } from '../../shared/run/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { DocumentStore } from './document-store.ts';
import { latestOnly } from './latest-only.ts';
import type { Notices } from './ports.ts';
import { isActive } from './shown-state.ts';

/** A run without its cells, which change far more often. */
export type NewestRun = Omit<RunRecord, 'cells'>;

export interface RunsState {
  run: NewestRun | null;
  cells: ReadonlyMap<CellKey, CellRun>;
  /** The user closed the notice about this interrupted run. */
  dismissed: RunId | null;
  /** Newest first; as old as the last look at them. */
  past: readonly PastRun[];
}

/** The newest run of the open document, live. */
export interface RunStore extends StoreApi<RunsState> {
  refresh(): Promise<void>;
  /** Fetches the list of the document's runs. */
  lookBack(): Promise<boolean>;
  /** Starts, or joins the run that goes on. Rejects with the core's failure. */
  start(choices: RunChoices, consent: RunConsent): Promise<void>;
  pause(): Promise<boolean>;
  resume(): Promise<boolean>;
  moveToFront(cells: readonly CellKey[]): Promise<boolean>;
  cancel(): Promise<boolean>;
  cancelCell(cell: CellKey): Promise<boolean>;
  dismissInterrupted(): void;
  cellsChanged(runId: RunId, cells: readonly CellRun[]): void;
  runChanged(runId: RunId, isRound: boolean): void;
}

/** Creates the store of the newest run. */
export function createRunStore(
  link: StudioLink,
  attempt: Attempt,
  notices: Notices,
  documents: DocumentStore,
): RunStore {
  const store = createStore<RunsState>()(() => ({ run: null, cells: new Map(), dismissed: null, past: [] }));

  const rounds = new Set<RunId>();

  function accept(record: RunRecord | null): void {
    if (record === null) {
      store.setState({ run: null, cells: new Map() });
      return;
    }
    const before = store.getState().run;
    const { cells, ...run } = record;
    store.setState({ run, cells: new Map(cells.map((cell) => [cell.key, cell])) });
    const ended = before?.id === run.id && isActive(before) && !isActive(run) && !run.interrupted;
    // A series of variants says once how it ended; a round that did not succeed ends it.
    if (ended && !(rounds.has(run.id) && run.state === 'succeeded')) notices.runEnded(record);
  }

  const refresh = latestOnly(async () => {
    const documentId = documents.getState().document?.id;
    if (documentId === undefined) {
      accept(null);
      return;
    }
    try {
      accept(await link.client.run.latest({ documentId }));
    } catch (error) {
      // A lost connection is shown as such, and everything is fetched again when it is back.
      if (!(error instanceof DisconnectedError)) notices.failed(failureOf(error));
    }
  });

  function onActiveRun(work: (id: RunId) => Promise<unknown>): Promise<boolean> {
    return attempt(async () => {
      const { run } = store.getState();
      if (run !== null && isActive(run)) await work(run.id);
    });
  }

  return {
    ...store,
    refresh,
    lookBack: () =>
      attempt(async () => {
        const documentId = documents.getState().document?.id;
        store.setState({ past: documentId === undefined ? [] : await link.client.run.past({ documentId }) });
      }),
    async start(choices, consent) {
      await documents.settled();
      const documentId = documents.getState().document?.id;
      if (documentId === undefined) return;
      accept(await link.client.run.start({ documentId, ...choices, ...consent }));
      // Events of the run may have come before the answer, which then was older than they.
      await refresh();
    },
    pause: () => onActiveRun((runId) => link.client.run.pause({ runId })),
    resume: () => onActiveRun((runId) => link.client.run.resume({ runId })),
    moveToFront: (cells) =>
      onActiveRun(async (runId) => {
        await link.client.run.moveToFront({ runId, cells: [...cells] });
        await refresh();
      }),
    cancel: () => onActiveRun((runId) => link.client.run.cancel({ runId })),
    cancelCell: (cell) => onActiveRun((runId) => link.client.run.cancelCell({ runId, cell })),
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
    runChanged(runId, isRound) {
      if (isRound) rounds.add(runId);
      // Also a run in the same state: a pause may have got another cause, the queue another order.
      void refresh();
    },
  };
}
