import type { CellKey, DocumentId, TakeId, UnitId } from '../../shared/base/index.ts';
import type { AssetType } from '../../shared/artifact/index.ts';
import type { WireChoice } from '../../shared/plan/index.ts';
import type { KeptView } from './kept-view.ts';

export const pages = ['matrix', 'generate', 'gallery', 'models', 'engine', 'costs', 'settings'] as const;
export type Page = (typeof pages)[number];

/** The two ways to look at the one document. */
export type MatrixView = KeptView['matrixView'];

/** Heights of the table's rows. */
export type TableRows = KeptView['tableRows'];

/** A part of a page that is to be seen when it opens. */
export type Section = 'providers';

/** The one thing that may lie over the page. */
export type Overlay =
  | { kind: OverlayName }
  | { kind: 'picture'; take: TakeId; compare?: readonly TakeId[] }
  | { kind: 'take'; take: TakeId }
  /** The search for a new layer, whose cells read those of the source's column. */
  | { kind: 'add-layer'; source: CellKey | null }
  /** The search for a new layer whose cells are read by those of the reader's column. */
  | { kind: 'add-source'; reader: CellKey; type: AssetType; choice: WireChoice };

export type OverlayName =
  | 'shortcuts'
  | 'plan'
  | 'confirm'
  | 'confirm-generation'
  | 'open-document'
  | 'new-document'
  | 'save-as'
  | 'import-table'
  | 'switch-model'
  | 'recovery'
  | 'close-document'
  | 'broken-document';

/** What the graph is asked to do by key or from the palette; it alone knows where its cells stand. */
export type GraphRequest =
  | 'delete'
  | 'alignLeft'
  | 'alignTop'
  | 'spreadAcross'
  | 'spreadDown'
  | 'arrange'
  | 'resetPositions'
  | 'group'
  | 'ungroup'
  | 'fold'
  | 'connect'
  | 'nextWire'
  | 'previousWire';

/** Edge of the window at which a panel lies. */
export type DockSide = 'right' | 'bottom';

/** A line of the graph: `target` reads `source`. */
export interface ReferenceEnds {
  source: CellKey;
  target: CellKey;
}

export interface ViewState {
  page: Page;
  /** Where to look on the page; null for its top. Each request to go there is a new object. */
  target: { section: Section } | null;
  matrixView: MatrixView;
  /** Cell in the inspector; the one the keyboard is at. */
  selected: CellKey | null;
  /** Every selected cell, `selected` among them; empty with it. */
  selection: ReadonlySet<CellKey>;
  /** The selected line of the graph; never together with cells. */
  reference: ReferenceEnds | null;
  /** What the graph was last asked to do; each request is a new object. */
  graphRequest: { what: GraphRequest } | null;
  /** Take that the keyboard is at in the gallery. */
  focusedTake: TakeId | null;
  overlay: Overlay | null;
  /** Where the queue lies beside the page; null while it is closed. */
  queue: DockSide | null;
  /** Where it lay last. */
  lastDock: DockSide;
  /** Grow by one when the graph shall fit, or shall move the keyboard focus to the selected cell. */
  fitRequests: number;
  /** What the latest request to fit is about. */
  fitTo: 'all' | 'selection';
  focusRequests: number;
  /** Whether the search over the matrix is open; grows by one when its field shall have the focus. */
  finding: boolean;
  findRequests: number;
  /** Where the graph of each document was left, so that it is there again after a look at another page or document. */
  cameras: ReadonlyMap<DocumentId, Camera>;
  tables: ReadonlyMap<DocumentId, TablePlace>;
  tableRows: TableRows;
  /** The unit in whose row the keyboard of the table is; null before the table was there, and in one without rows. */
  tableUnit: UnitId | null;
  openInspectors: Readonly<Record<MatrixView, boolean>>;
  inspectorWidthPx: number | null;
  inspectorGroups: Readonly<Record<string, boolean>>;
}

/** Where the table of a document was left, and what it was filtered by. */
export interface TablePlace {
  left: number;
  top: number;
  filter: string;
  query: string;
}

export interface Camera {
  x: number;
  y: number;
  zoom: number;
}

/** Page an address names; the matrix for anything unknown. */
export function pageOfHash(hash: string): Page {
  const name = hash.replace(/^#\//, '');
  return pages.find((page) => page === name) ?? 'matrix';
}

/** How the table of a document is shown at first. */
export const tableStart: TablePlace = { left: 0, top: 0, filter: 'all', query: '' };

/** Whether the inspector stands beside the matrix as it is looked at now. */
export function isInspectorOpen({ openInspectors, matrixView }: ViewState): boolean {
  return openInspectors[matrixView];
}
