import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellKey, TakeId } from '../../shared/base/index.ts';

export const pages = ['matrix', 'gallery', 'settings'] as const;
export type Page = (typeof pages)[number];

/** The one thing that may lie over the page. */
export type Overlay = { kind: OverlayName } | { kind: 'picture'; take: TakeId } | { kind: 'take'; take: TakeId };

export type OverlayName =
  'shortcuts' | 'plan' | 'confirm' | 'queue' | 'open-document' | 'new-document' | 'save-as' | 'import-table';

export interface ViewState {
  page: Page;
  /** Cell in the inspector. */
  selected: CellKey | null;
  /** Take that the keyboard is at in the gallery. */
  focusedTake: TakeId | null;
  overlay: Overlay | null;
  /** Grow by one when the graph shall fit, or shall move the keyboard focus to the selected cell. */
  fitRequests: number;
  focusRequests: number;
  /** Where the graph was left, so that it is there again after a look at another page; null: fit everything. */
  camera: Camera | null;
}

export interface Camera {
  x: number;
  y: number;
  zoom: number;
}

/** What this window looks at. Nobody else knows it, and it is not kept. */
export interface ViewStore extends StoreApi<ViewState> {
  go(page: Page): void;
  /** `focus` also moves the keyboard there. */
  select(cell: CellKey | null, options?: { focus: boolean }): void;
  focusTake(take: TakeId | null): void;
  open(overlay: Overlay): void;
  close(): void;
  fit(): void;
  /** Null: the next graph fits everything. */
  leaveCamera(camera: Camera | null): void;
  /** Follows the address bar; returns how to stop. */
  followAddress(): () => void;
}

/** Page an address names; the matrix for anything unknown. */
export function pageOfHash(hash: string): Page {
  const name = hash.replace(/^#\//, '');
  return pages.find((page) => page === name) ?? 'matrix';
}

/** Creates the store of the view. */
export function createViewStore(): ViewStore {
  const store = createStore<ViewState>()(() => ({
    page: pageOfHash(window.location.hash),
    selected: null,
    focusedTake: null,
    overlay: null,
    fitRequests: 0,
    focusRequests: 0,
    camera: null,
  }));
  return {
    ...store,
    go(page) {
      window.location.hash = `#/${page}`;
      store.setState({ page, overlay: null });
    },
    select(cell, options) {
      store.setState(({ focusRequests }) => ({
        selected: cell,
        focusRequests: options?.focus === true ? focusRequests + 1 : focusRequests,
      }));
    },
    focusTake(focusedTake) {
      store.setState({ focusedTake });
    },
    open(overlay) {
      store.setState({ overlay });
    },
    close() {
      store.setState({ overlay: null });
    },
    fit() {
      store.setState(({ fitRequests }) => ({ fitRequests: fitRequests + 1 }));
    },
    leaveCamera(camera) {
      store.setState({ camera });
    },
    followAddress() {
      const follow = (): void => store.setState({ page: pageOfHash(window.location.hash), overlay: null });
      window.addEventListener('hashchange', follow);
      return () => window.removeEventListener('hashchange', follow);
    },
  };
}
