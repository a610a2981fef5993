import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellKey } from '../../../shared/base/index.ts';
import type { GraphLayout } from './graph-layout.ts';

/** What the parts of one graph share and nobody else needs. */
export interface GraphState {
  /** The cell under the pointer, on nodes and canvas alike. */
  hovered: CellKey | null;
  /** What is shown; null before the first drawing. */
  layout: GraphLayout | null;
  /** The request for the keyboard focus that was met last. A cell may come into the page only after it was asked for. */
  answeredFocus: number;
  /** The cell whose lines the keyboard walks along; null where a line was chosen by the pointer. */
  wireOrigin: CellKey | null;
  /** The left-out place that the keyboard is at. */
  atGap: CellKey | null;
}

export type GraphStore = StoreApi<GraphState>;

/** Creates the store of one graph. Requests made before it was there are none of its. */
export function createGraphStore(answeredFocus: number): GraphStore {
  return createStore<GraphState>()(() => ({
    hovered: null,
    layout: null,
    answeredFocus,
    wireOrigin: null,
    atGap: null,
  }));
}

export const GraphContext = createContext<GraphStore | null>(null);

/** The store of the graph this is part of. */
export function useGraphStore(): GraphStore {
  const store = use(GraphContext);
  if (store === null) throw new Error('a part of the graph stands outside of it');
  return store;
}

/** Follows the hovered cell. */
export function useHover<T>(select: (cell: CellKey | null) => T): T {
  return useStore(useGraphStore(), (state) => select(state.hovered));
}
