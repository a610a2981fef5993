import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LayerName, UnitId } from '../../shared/base/index.ts';
import { isInspectorOpen } from './view-state.ts';
import type { ViewStore } from './view-store.ts';

/** What the inspector shows while no cell is selected. */
export type Inspected = { kind: 'unit'; unit: UnitId } | { kind: 'layer'; layer: LayerName } | { kind: 'document' };

export interface InspectorState {
  inspected: Inspected | null;
  /** How far down each kind of panel was left, in pixels. */
  scroll: Readonly<Record<string, number>>;
}

/** The panel beside the matrix, in this window. */
export interface InspectorStore extends StoreApi<InspectorState> {
  /** Shows a unit, a layer or the document; cells are no longer selected. */
  inspect(inspected: Inspected | null): void;
  /** Folds the panel away or brings it back; with nothing to show it shows the document. */
  toggle(): void;
  resize(widthPx: number | null): void;
  foldGroup(name: string, isOpen: boolean): void;
  leaveScroll(kind: string, top: number): void;
}

/** Narrowest panel whose controls are still whole, and the widest that leaves room for the matrix; in pixels. */
export const inspectorWidth = { least: 288, most: 560 };

/** Creates the store of the inspector. */
export function createInspectorStore(view: ViewStore): InspectorStore {
  const store = createStore<InspectorState>()(() => ({ inspected: null, scroll: {} }));
  // A selected cell takes the place of what was shown before, and leaves nothing behind it.
  view.subscribe(({ selected }) => {
    if (selected !== null && store.getState().inspected !== null) store.setState({ inspected: null });
  });
  return {
    ...store,
    inspect(inspected) {
      if (inspected !== null) {
        view.select(null);
        view.showInspector(true);
      }
      store.setState({ inspected });
    },
    toggle() {
      const state = view.getState();
      const { selected, matrixView } = state;
      // The table keeps the panel's place also where there is nothing to show.
      const isEmpty = selected === null && store.getState().inspected === null && matrixView === 'graph';
      if (isEmpty) store.setState({ inspected: { kind: 'document' } });
      view.showInspector(isEmpty || !isInspectorOpen(state));
    },
    resize(widthPx) {
      const { least, most } = inspectorWidth;
      const inspectorWidthPx = widthPx === null ? null : Math.round(Math.min(most, Math.max(least, widthPx)));
      view.keepInspector({ inspectorWidthPx });
    },
    foldGroup(name, isOpen) {
      const { inspectorGroups } = view.getState();
      if (inspectorGroups[name] !== isOpen)
        view.keepInspector({ inspectorGroups: { ...inspectorGroups, [name]: isOpen } });
    },
    leaveScroll(kind, top) {
      store.setState(({ scroll }) => ({ scroll: { ...scroll, [kind]: top } }));
    },
  };
}
