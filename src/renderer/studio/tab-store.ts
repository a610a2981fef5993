import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellKey, DocumentId, RunId } from '../../shared/base/index.ts';
import type { DocumentTab } from '../../shared/contract/index.ts';
import { isTerminal, type CellRun } from '../../shared/run/index.ts';
import type { StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';
import { isActive } from './shown-state.ts';

/** How far the run of a document is, from 0 to 1. */
export type RunShare = number;

export interface TabsState {
  /** In the order of this window. */
  tabs: readonly DocumentTab[];
  /** Documents that run now. */
  running: ReadonlyMap<DocumentId, RunShare>;
}

/** The documents that are open side by side. */
export interface TabStore extends StoreApi<TabsState> {
  refresh(): Promise<void>;
  /** Moves a tab to another place. */
  move(id: DocumentId, index: number): void;
  /** The document in a tab goes on under another id, as after "save as". */
  replace(id: DocumentId, by: DocumentId): void;
  /**
   * The tab so many places from that of a document, around the ends; null where there is no other. A host that was started
   * anew knows the document by another id before the tabs have been read again: then its file tells.
   */
  neighbour(document: Pick<DocumentTab, 'id' | 'file'>, step: number): DocumentTab | null;
  runChanged(documentId: DocumentId): Promise<void>;
  cellsChanged(documentId: DocumentId, runId: RunId, cells: readonly CellRun[]): void;
}

interface Followed {
  runId: RunId;
  total: number;
  ended: Set<CellKey>;
}

/** Creates the store of tabs. Their order belongs to this window; which documents are open, to the host. */
export function createTabStore(link: StudioLink, attempt: Attempt): TabStore {
  const store = createStore<TabsState>()(() => ({ tabs: [], running: new Map() }));
  const followed = new Map<DocumentId, Followed>();
  let order: DocumentId[] = [];

  function arrange(tabs: readonly DocumentTab[]): void {
    const known = new Set(order);
    const present = new Set(tabs.map((tab) => tab.id));
    order = [...order.filter((id) => present.has(id)), ...[...present].filter((id) => !known.has(id))];
    const place = new Map(order.map((id, index) => [id, index]));
    store.setState({ tabs: [...tabs].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)) });
  }

  function tellShare(id: DocumentId): void {
    const running = new Map(store.getState().running);
    const run = followed.get(id);
    if (run === undefined) running.delete(id);
    else running.set(id, run.total === 0 ? 0 : run.ended.size / run.total);
    store.setState({ running });
  }

  async function follow(documentId: DocumentId): Promise<void> {
    const run = await link.client.run.latest({ documentId });
    if (run !== null && isActive(run)) {
      const ended = run.cells.filter((cell) => isTerminal(cell.state)).map((cell) => cell.key);
      followed.set(documentId, { runId: run.id, total: run.cells.length, ended: new Set(ended) });
    } else {
      followed.delete(documentId);
    }
    tellShare(documentId);
  }

  const refresh = latestOnly(async () => {
    await attempt(async () => {
      const before = new Set(store.getState().tabs.map((tab) => tab.id));
      const tabs = await link.client.documents.tabs();
      arrange(tabs);
      await Promise.all(tabs.filter((tab) => !before.has(tab.id)).map((tab) => follow(tab.id)));
    });
  });

  return {
    ...store,
    refresh,
    move(id, index) {
      const rest = order.filter((each) => each !== id);
      order = [...rest.slice(0, index), id, ...rest.slice(index)];
      arrange(store.getState().tabs);
    },
    replace(id, by) {
      order = order.map((each) => (each === id ? by : each));
    },
    neighbour({ id, file }, step) {
      const { tabs } = store.getState();
      const byId = tabs.findIndex((tab) => tab.id === id);
      const index = byId >= 0 ? byId : tabs.findIndex((tab) => tab.file === file);
      if (tabs.length < 2 || index < 0) return null;
      return tabs[(index + step + tabs.length) % tabs.length] ?? null;
    },
    async runChanged(documentId) {
      await attempt(() => follow(documentId));
    },
    cellsChanged(documentId, runId, cells) {
      const run = followed.get(documentId);
      if (run?.runId !== runId) return;
      for (const cell of cells) {
        if (isTerminal(cell.state)) run.ended.add(cell.key);
        else run.ended.delete(cell.key);
      }
      tellShare(documentId);
    },
  };
}
