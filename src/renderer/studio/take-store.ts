import { createStore, type StoreApi } from 'zustand/vanilla';
import { cellKeyOf, type CellKey, type DocumentId, type TakeId } from '../../shared/base/index.ts';
import type { GalleryItem } from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';
import type { LoadPhase } from './ports.ts';

const pageSize = 200;

export interface TakesState {
  phase: LoadPhase;
  /** Newest first, as far as loaded. */
  order: readonly TakeId[];
  items: ReadonlyMap<TakeId, GalleryItem>;
  /** Newest placeholder of a rehearsal by {@link rehearsalKey}, as far as loaded. */
  rehearsals: ReadonlyMap<string, TakeId>;
  total: number;
  nextCursor: string | null;
  loadingMore: boolean;
}

/** Takes of all known projects with their ratings. */
export interface TakeStore extends StoreApi<TakesState> {
  /** Fetches again as many as are loaded, at least the first page. */
  refresh(): Promise<void>;
  loadMore(): Promise<boolean>;
  rate(id: TakeId, stars: number): Promise<boolean>;
  pick(id: TakeId): Promise<boolean>;
  /** Deletes a take and its own files; answers the files that were left alone, null where it failed. */
  remove(id: TakeId): Promise<readonly string[] | null>;
}

/** Names a cell of a document in the list of rehearsals. */
export function rehearsalKey(documentId: DocumentId | null, cell: CellKey): string {
  return `${documentId ?? ''} ${cell}`;
}

/** The list is newest first, so the first placeholder of a cell is the one to show. */
function newestRehearsals(list: readonly GalleryItem[]): Map<string, TakeId> {
  const newest = new Map<string, TakeId>();
  for (const { take, documentId } of list) {
    if (!take.rehearsal) continue;
    const key = rehearsalKey(documentId, cellKeyOf(take.unit, take.layer));
    if (!newest.has(key)) newest.set(key, take.id);
  }
  return newest;
}

/** Creates the store of takes. */
export function createTakeStore(link: StudioLink, attempt: Attempt): TakeStore {
  const { gallery } = link.client;
  const store = createStore<TakesState>()(() => ({
    phase: { kind: 'loading' },
    order: [],
    items: new Map(),
    rehearsals: new Map(),
    total: 0,
    nextCursor: null,
    loadingMore: false,
  }));

  function show(list: readonly GalleryItem[], { total, nextCursor }: Pick<TakesState, 'total' | 'nextCursor'>): void {
    const items = new Map(list.map((item) => [item.take.id, item]));
    store.setState({
      phase: { kind: 'ready' },
      items,
      order: [...items.keys()],
      rehearsals: newestRehearsals(list),
      total,
      nextCursor,
    });
  }

  function replace(item: GalleryItem): void {
    store.setState(({ items }) => ({ items: new Map(items).set(item.take.id, item) }));
  }

  return {
    ...store,
    refresh: latestOnly(async () => {
      const wanted = Math.max(pageSize, store.getState().order.length);
      try {
        let page = await gallery.list({ limit: pageSize });
        const list = [...page.items];
        while (list.length < wanted && page.nextCursor !== null) {
          page = await gallery.list({ limit: pageSize, cursor: page.nextCursor });
          list.push(...page.items);
        }
        show(list, page);
      } catch (error) {
        // The old list stays; a reconnect fetches again.
        if (error instanceof DisconnectedError || store.getState().phase.kind === 'ready') return;
        store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
      }
    }),
    loadMore: () =>
      attempt(async () => {
        const { nextCursor, loadingMore, items } = store.getState();
        if (nextCursor === null || loadingMore) return;
        store.setState({ loadingMore: true });
        try {
          const page = await gallery.list({ limit: pageSize, cursor: nextCursor });
          show([...items.values(), ...page.items], page);
        } finally {
          store.setState({ loadingMore: false });
        }
      }),
    rate: (id, stars) =>
      attempt(async () => {
        const before = store.getState().items.get(id);
        if (before !== undefined) replace({ ...before, rating: stars });
        try {
          replace(await gallery.rate({ takeId: id, rating: stars }));
        } catch (error) {
          if (before !== undefined) replace(before);
          throw error;
        }
      }),
    pick: (id) =>
      attempt(async () => {
        const documentId = store.getState().items.get(id)?.documentId;
        if (documentId !== undefined && documentId !== null) await gallery.pick({ documentId, takeId: id });
      }),
    async remove(id) {
      const documentId = store.getState().items.get(id)?.documentId;
      if (documentId === undefined || documentId === null) return null;
      const kept: string[] = [];
      const isDone = await attempt(async () => {
        kept.push(...(await gallery.deleteTake({ documentId, takeId: id })).keptFiles);
      });
      return isDone ? kept : null;
    },
  };
}
