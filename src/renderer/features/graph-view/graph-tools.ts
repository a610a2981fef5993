import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { CellKey } from '../../../shared/base/index.ts';
import type { MatrixCell, NodePosition } from '../../../shared/matrix/index.ts';
import type { Wire, WireChoice } from '../../../shared/plan/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import type { ReferenceEnds } from '../../studio/index.ts';

/** A place in the window, in CSS pixels. */
export interface WindowPoint {
  x: number;
  y: number;
}

/** What a menu over the graph is about. */
export type GraphMenuSubject =
  | { kind: 'cells' }
  | { kind: 'reference'; reference: ReferenceEnds }
  | { kind: 'group'; group: string }
  /** The place of a left-out cell. */
  | { kind: 'gap'; cell: CellKey }
  | { kind: 'canvas' }
  /** Several parameters could take the wire. */
  | { kind: 'wire'; wire: Pick<Wire, 'reader' | 'source' | 'template'>; choices: readonly WireChoice[] }
  /** The same for a wire from what is still to be made. */
  | ({ kind: 'input' } & NewInput);

/** What a cell takes in and could get from a new layer. */
export interface NewInput {
  reader: MatrixCell;
  template: ModelTemplate;
  type: AssetType;
  choices: readonly WireChoice[];
}

/** The wire in the user's hand. */
export interface DraggedWire {
  cell: MatrixCell;
  /** Whether it was taken up where the cell gives out, or where it takes in. */
  end: 'source' | 'target';
  /** What can flow through it: what the cell makes, or all that it takes in. */
  types: readonly AssetType[];
  /** The type of the point where it was taken up, whose colour it has. */
  type: AssetType;
  /** Cells it cannot lead to: they would wait for themselves. */
  closed: ReadonlySet<CellKey>;
}

export interface GraphToolsState {
  wire: DraggedWire | null;
  menu: { subject: GraphMenuSubject; at: WindowPoint } | null;
  /** Where cells are while they are dragged, until the document has them there. */
  drag: ReadonlyMap<CellKey, NodePosition> | null;
  /** The group whose name is being typed. */
  renaming: string | null;
}

export type GraphTools = StoreApi<GraphToolsState>;

/** Creates the store of one graph: what is in the user's hand and open at the pointer. */
export function createGraphTools(): GraphTools {
  return createStore<GraphToolsState>()(() => ({ wire: null, menu: null, drag: null, renaming: null }));
}

export const GraphToolsContext = createContext<GraphTools | null>(null);

/** The tools of the graph this is part of. */
export function useGraphTools(): GraphTools {
  const tools = use(GraphToolsContext);
  if (tools === null) throw new Error('a part of the graph stands outside of it');
  return tools;
}

/** Follows the tools. */
export function useTool<T>(select: (state: GraphToolsState) => T): T {
  return useStore(useGraphTools(), select);
}
