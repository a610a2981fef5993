import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellKey, DocumentId, TakeId, UnitId } from '../../shared/base/index.ts';
import { keepView, readKeptView, type KeptView } from './kept-view.ts';
import {
  isInspectorOpen,
  pageOfHash,
  tableStart,
  type Camera,
  type DockSide,
  type GraphRequest,
  type MatrixView,
  type Overlay,
  type Page,
  type ReferenceEnds,
  type Section,
  type TablePlace,
  type TableRows,
  type ViewState,
} from './view-state.ts';

/** What this window looks at. Nobody else knows it; only how documents are shown is kept for the next time. */
export interface ViewStore extends StoreApi<ViewState> {
  go(page: Page, section?: Section): void;
  /** Shows the document as a graph or as a table; the selection stays. */
  showMatrixAs(view: MatrixView): void;
  /** Selects this cell alone. `focus` also moves the keyboard there. */
  select(cell: CellKey | null, options?: { focus: boolean }): void;
  /** Moves the keyboard to what is selected. */
  focus(): void;
  /** Selects several; the inspector shows `primary`, or the last of them. */
  selectMany(cells: Iterable<CellKey>, primary?: CellKey): void;
  /** Adds a cell to the selection or takes it out, as Ctrl+click does. */
  toggle(cell: CellKey): void;
  /** Selects a line of the graph, and no cell. */
  selectReference(reference: ReferenceEnds): void;
  askGraph(what: GraphRequest): void;
  focusTake(take: TakeId | null): void;
  open(overlay: Overlay): void;
  close(): void;
  /** Opens the queue where it lay last, or closes it. */
  toggleQueue(isOpen?: boolean): void;
  dockQueue(side: DockSide): void;
  /** Opens the search over the matrix. */
  find(): void;
  endFind(): void;
  /** Shows everything, or all selected cells. */
  fit(what?: 'all' | 'selection'): void;
  leaveCamera(document: DocumentId, camera: Camera): void;
  leaveTable(document: DocumentId, place: Partial<TablePlace>): void;
  showTableRows(rows: TableRows): void;
  /** The keyboard of the table is in the row of this unit. */
  atTableUnit(unit: UnitId | null): void;
  showInspector(isOpen: boolean): void;
  /** Keeps how the inspector looks. */
  keepInspector(look: Partial<Pick<KeptView, 'inspectorWidthPx' | 'inspectorGroups'>>): void;
  /** Looks at another document as it was left: its view and selection. */
  turnTo(document: DocumentId | null): void;
  /** Drops how a document was looked at. */
  forget(document: DocumentId): void;
  /** Follows the address bar; returns how to stop. */
  followAddress(): () => void;
}

const nothing: ReadonlySet<CellKey> = new Set();
/** How a document is looked at; each tab has its own. */
type Outlook = Pick<ViewState, 'matrixView' | 'selected' | 'selection'>;

const freshOutlook = { selected: null, selection: nothing };

/** Creates the store of the view. */
export function createViewStore(): ViewStore {
  const store = createStore<ViewState>()(() => ({
    page: pageOfHash(window.location.hash),
    target: null,
    ...readKeptView(),
    selected: null,
    selection: nothing,
    reference: null,
    graphRequest: null,
    focusedTake: null,
    overlay: null,
    queue: null,
    lastDock: 'right',
    fitRequests: 0,
    focusRequests: 0,
    finding: false,
    findRequests: 0,
    fitTo: 'all',
    cameras: new Map(),
    tables: new Map(),
    tableUnit: null,
  }));
  function keep(change: Partial<KeptView>): void {
    store.setState(change);
    keepView(store.getState());
  }
  const outlooks = new Map<DocumentId, Outlook>();
  let shown: DocumentId | null = null;

  const self: ViewStore = {
    ...store,
    go(page, section) {
      window.location.hash = `#/${page}`;
      store.setState({ page, overlay: null, target: section === undefined ? null : { section } });
    },
    select(cell, options) {
      store.setState(({ focusRequests }) => ({
        selected: cell,
        selection: cell === null ? nothing : new Set([cell]),
        reference: null,
        focusRequests: options?.focus === true ? focusRequests + 1 : focusRequests,
      }));
      // Beside the graph the inspector goes with the selection; beside the table it is open until it is closed.
      const state = store.getState();
      if (cell === null && state.matrixView === 'table' && isInspectorOpen(state)) self.showInspector(false);
    },
    focus() {
      store.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }));
    },
    toggleQueue(isOpen) {
      store.setState(({ queue, lastDock }) => ({ queue: (isOpen ?? queue === null) ? lastDock : null }));
    },
    dockQueue(side) {
      store.setState({ queue: side, lastDock: side });
    },
    showMatrixAs(matrixView) {
      keep({ matrixView });
    },
    showTableRows(tableRows) {
      keep({ tableRows });
    },
    atTableUnit(tableUnit) {
      if (tableUnit !== store.getState().tableUnit) store.setState({ tableUnit });
    },
    showInspector(isOpen) {
      const { matrixView, openInspectors } = store.getState();
      keep({ openInspectors: { ...openInspectors, [matrixView]: isOpen } });
    },
    keepInspector(look) {
      keep(look);
    },
    leaveTable(document, place) {
      store.setState(({ tables }) => ({
        tables: new Map(tables).set(document, { ...(tables.get(document) ?? tableStart), ...place }),
      }));
    },
    selectMany(cells, primary) {
      const selection = new Set(cells);
      const last = [...selection].at(-1) ?? null;
      const selected = primary !== undefined && selection.has(primary) ? primary : last;
      store.setState({ selection, selected, reference: null });
    },
    toggle(cell) {
      const selection = new Set(store.getState().selection);
      if (!selection.delete(cell)) selection.add(cell);
      const selected = selection.has(cell) ? cell : ([...selection].at(-1) ?? null);
      store.setState({ selection, selected, reference: null });
    },
    selectReference(reference) {
      store.setState({ reference, selection: nothing, selected: null });
    },
    askGraph(what) {
      store.setState({ graphRequest: { what } });
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
    fit(fitTo = 'all') {
      store.setState(({ fitRequests }) => ({ fitRequests: fitRequests + 1, fitTo }));
    },
    find() {
      if (store.getState().page !== 'matrix') window.location.hash = '#/matrix';
      store.setState(({ findRequests }) => ({
        page: 'matrix',
        overlay: null,
        finding: true,
        findRequests: findRequests + 1,
      }));
    },
    endFind() {
      store.setState({ finding: false });
    },
    leaveCamera(document, camera) {
      store.setState(({ cameras }) => ({ cameras: new Map(cameras).set(document, camera) }));
    },
    turnTo(document) {
      if (document === shown) return;
      const { matrixView, selected, selection } = store.getState();
      if (shown !== null) outlooks.set(shown, { matrixView, selected, selection });
      shown = document;
      store.setState((document === null ? undefined : outlooks.get(document)) ?? freshOutlook);
    },
    forget(document) {
      outlooks.delete(document);
      if (shown === document) shown = null;
    },
    followAddress() {
      const follow = (): void => {
        const page = pageOfHash(window.location.hash);
        // `go` has shown the page already; what was opened on it since then stays.
        if (page !== store.getState().page) store.setState({ page, overlay: null });
      };
      window.addEventListener('hashchange', follow);
      return () => window.removeEventListener('hashchange', follow);
    },
  };
  return self;
}
