import { MarkerType, type Edge, type Node } from '@xyflow/react';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { CellKey } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { CellHandle, PlannedCell } from '../../../shared/plan/index.ts';
import { handleShift, nodeHandles, sourceHandle, targetHandle, type InputsOf } from './cell-handles.ts';
import type { Box, GraphLayout, PlacedCell, PlacedColumn, PlacedGap, PlacedLane } from './graph-layout.ts';
import { routeReference, type Route } from './graph-route.ts';

export type LanesBy = GraphLayout['lanesBy'];
export type CellNodeType = Node<{ cell: MatrixCell; lanesBy: LanesBy; inputs: readonly CellHandle[] }, 'cell'>;
export type LaneNodeType = Node<{ lane: PlacedLane }, 'lane'>;
export type ColumnNodeType = Node<{ column: PlacedColumn }, 'column'>;
export type GapNodeType = Node<{ gap: PlacedGap }, 'gap'>;
export type GraphNode = CellNodeType | GapNodeType | LaneNodeType | ColumnNodeType;

/** A reference between two cells; it reaches `across` units, or stays in one. */
export type ReferenceEdgeType = Edge<
  { parameters: readonly string[]; isAcross: boolean; route: Route | null },
  'reference'
>;

/** Colour of an asset type as a token. */
export function typeColor(type: AssetType): string {
  return `var(--telar-type-${type})`;
}

/** Nodes of the placed parts: a lane per band, a header per column, a node per cell and left-out place. Live status is not in them. */
export function graphNodes(
  layout: GraphLayout,
  { cells, gaps, lanes, columns }: Pick<GraphLayout, 'cells' | 'gaps' | 'lanes' | 'columns'>,
  inputsOf: InputsOf,
): GraphNode[] {
  return [
    ...lanes.map((lane): LaneNodeType => {
      return { ...still(`lane:${lane.name}`, lane), type: 'lane', data: { lane }, zIndex: -1 };
    }),
    ...columns.map((column): ColumnNodeType => {
      return { ...still(`column:${column.name}`, column), type: 'column', data: { column } };
    }),
    ...gaps.map((gap): GapNodeType => ({ ...still(`gap:${gap.key}`, gap), type: 'gap', data: { gap } })),
    ...cells.map((placed) => cellNode(placed, layout.lanesBy, inputsOf(placed.cell.model))),
  ];
}

function still(id: string, { x, y, width, height }: Box) {
  return {
    id,
    position: { x, y },
    width,
    height,
    measured: { width, height },
    handles: [],
    draggable: false,
    focusable: false,
  };
}

function cellNode(
  { cell, x, y, width, height }: PlacedCell,
  lanesBy: LanesBy,
  inputs: readonly CellHandle[],
): CellNodeType {
  return {
    id: cell.key,
    type: 'cell',
    position: { x, y },
    data: { cell, lanesBy, inputs },
    width,
    height,
    measured: { width, height },
    handles: nodeHandles(inputs, lanesBy),
    focusable: false,
  };
}

/** One reference per pair of cells, with the parameters that carry it. */
export interface Reference {
  source: CellKey;
  target: CellKey;
  parameters: readonly string[];
  assetType: AssetType;
}

/** All references of a plan, by its cells. */
export function listReferences(planned: ReadonlyMap<CellKey, PlannedCell>): Reference[] {
  const references: Reference[] = [];
  for (const cell of planned.values()) {
    for (const source of cell.dependsOn) {
      const parameters = new Set<string>();
      for (const input of cell.inputs) {
        if (input.kind === 'cell' && input.cell === source) parameters.add(input.parameter);
      }
      const assetType = planned.get(source)?.assetType ?? 'image';
      references.push({ source, target: cell.key, parameters: [...parameters], assetType });
    }
  }
  return references;
}

/** How lines are called for those who do not see them. */
export interface EdgeWords {
  kind: string;
  nameOf: (reference: Reference) => string;
}

/** The edge of a reference, coloured by what flows through it; null where a folded lane hides one of its ends. */
export function referenceEdge(
  layout: GraphLayout,
  reference: Reference,
  inputsOf: InputsOf,
  words: EdgeWords,
): ReferenceEdgeType | null {
  const { source, target, parameters, assetType } = reference;
  const [from, to] = [layout.byKey.get(source), layout.byKey.get(target)];
  if (from === undefined || to === undefined) return null;
  const color = typeColor(assetType);
  const inputs = inputsOf(to.cell.model);
  const end = targetHandle(inputs, assetType);
  return {
    id: `${source}>${target}`,
    type: 'reference',
    source,
    target,
    sourceHandle,
    targetHandle: end,
    data: {
      parameters,
      isAcross: from.cell.unitIndex !== to.cell.unitIndex,
      route: routeReference(
        layout,
        from,
        to,
        handleShift(inputs, inputs.find(({ type }) => type === end)?.type ?? assetType),
      ),
    },
    style: { stroke: color },
    markerEnd: { type: MarkerType.ArrowClosed, color, width: 16, height: 16 },
    // Not a stop of Tab, of which there would be thousands, but a place the keyboard can be brought to.
    focusable: false,
    ariaRole: 'group',
    ariaLabel: words.nameOf(reference),
    domAttributes: { tabIndex: -1, 'aria-roledescription': words.kind },
  };
}
