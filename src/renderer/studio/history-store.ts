import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellKey, DocumentId } from '../../shared/base/index.ts';
import type { HistoryQuery, InferenceRecord, InferenceState } from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';
import type { LoadPhase } from './ports.ts';

const pageSize = 200;
const largestPage = 1_000;

export interface HistoryFilter {
  model: string | null;
  state: InferenceState | null;
  /** One cell only. */
  of: { documentId: DocumentId; cell: CellKey } | null;
}

export interface HistoryState {
  phase: LoadPhase;
  filter: HistoryFilter;
  /** Newest first, as far as loaded. */
  items: readonly InferenceRecord[];
  total: number;
  models: readonly string[];
}

/** What was inferred, as screens show it; nothing is fetched while nobody looks. */
export interface HistoryStore extends StoreApi<HistoryState> {
  refresh(): Promise<void>;
  /** Keeps the list up to date until the returned function is called. */
  watch(): () => void;
  loadMore(): Promise<boolean>;
  filterBy(filter: Partial<HistoryFilter>): Promise<void>;
}

/** Creates the store of the history. */
export function createHistoryStore(link: StudioLink, attempt: Attempt): HistoryStore {
  const { history } = link.client;
  let watchers = 0;
  let isLoadingMore = false;
  const store = createStore<HistoryState>()(() => ({
    phase: { kind: 'loading' },
    filter: { model: null, state: null, of: null },
    items: [],
    total: 0,
    models: [],
  }));

  function filterOf({ model, state, of }: HistoryFilter): Partial<HistoryQuery> {
    return {
      ...(model === null ? {} : { model }),
      ...(state === null ? {} : { state }),
      ...(of === null ? {} : { of }),
    };
  }

  const refresh = latestOnly(async () => {
    if (watchers === 0) return;
    const { filter, items } = store.getState();
    const limit = Math.min(largestPage, Math.max(pageSize, items.length));
    try {
      store.setState({ phase: { kind: 'ready' }, ...(await history.list({ limit, ...filterOf(filter) })) });
    } catch (error) {
      if (error instanceof DisconnectedError || store.getState().phase.kind === 'ready') return;
      store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
    }
  });

  return {
    ...store,
    refresh,
    watch() {
      watchers += 1;
      void refresh();
      return () => {
        watchers -= 1;
      };
    },
    loadMore: () =>
      attempt(async () => {
        const { filter, items, total } = store.getState();
        const last = items.at(-1);
        if (last === undefined || items.length >= total || isLoadingMore) return;
        isLoadingMore = true;
        try {
          const page = await history.list({ limit: pageSize, after: last.id, ...filterOf(filter) });
          // The filter may have changed meanwhile: then these belong to another list.
          if (store.getState().items === items) store.setState({ items: [...items, ...page.items], total: page.total });
        } finally {
          isLoadingMore = false;
        }
      }),
    filterBy(filter) {
      store.setState({ filter: { ...store.getState().filter, ...filter }, items: [] });
      return refresh();
    },
  };
}
