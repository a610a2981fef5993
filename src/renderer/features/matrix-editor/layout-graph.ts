import { MarkerType, Position, type Edge, type Node, type NodeHandle } from '@xyflow/react';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { Layer, MatrixCell, MatrixDocument, NodePosition, Unit } from '../../../shared/matrix/index.ts';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import { gridPosition, laneHeight, lanesWidth, metrics } from './graph-metrics.ts';

export type CellNodeType = Node<{ cell: MatrixCell }, 'cell'>;
export type LaneNodeType = Node<{ unit: Unit }, 'lane'>;
export type ColumnNodeType = Node<{ layer: Layer }, 'column'>;
export type GraphNode = CellNodeType | LaneNodeType | ColumnNodeType;

/** Colour of an asset type as a token. */
export function typeColor(type: AssetType): string {
  return `var(--telar-type-${type})`;
}

/** Nodes of a document: a lane per unit, a header per layer, a node per cell. Live status is not in them. */
export function layoutNodes(matrix: MatrixDocument, cells: readonly MatrixCell[]): GraphNode[] {
  const width = lanesWidth(matrix.layers.length);
  const lanes = matrix.units.map((unit, index): LaneNodeType => {
    const { y } = gridPosition(index, 0);
    const position = { x: 0, y: y - metrics.lanePadding };
    return { ...still(`lane:${unit.id}`, position, width, laneHeight), type: 'lane', data: { unit }, zIndex: -1 };
  });
  const columns = matrix.layers.map((layer, index): ColumnNodeType => {
    const position = { x: gridPosition(0, index).x, y: 0 };
    const size = [metrics.cellWidth, metrics.headerHeight - metrics.laneGap] as const;
    return { ...still(`column:${layer.name}`, position, ...size), type: 'column', data: { layer } };
  });
  return [...lanes, ...columns, ...cells.map((cell) => cellNode(cell, matrix.view?.positions?.[cell.key]))];
}

function still(id: string, position: NodePosition, width: number, height: number) {
  return {
    id,
    position,
    width,
    height,
    measured: { width, height },
    handles: [],
    draggable: false,
    focusable: false,
  };
}

function cellNode(cell: MatrixCell, moved: NodePosition | undefined): CellNodeType {
  const { cellWidth: width, cellHeight: height } = metrics;
  return {
    id: cell.key,
    type: 'cell',
    position: moved ?? gridPosition(cell.unitIndex, cell.layerIndex),
    data: { cell },
    width,
    height,
    measured: { width, height },
    handles: [handle('target', 0), handle('source', width)],
    focusable: false,
  };
}

function handle(type: 'source' | 'target', x: number): NodeHandle {
  const size = metrics.handle;
  return {
    type,
    position: type === 'source' ? Position.Right : Position.Left,
    x: x - size / 2,
    y: metrics.cellHeight / 2 - size / 2,
    width: size,
    height: size,
  };
}

/** One edge per pair of cells, labelled with the parameters that carry it and coloured by what flows through it. */
export function layoutEdges(planned: Iterable<PlannedCell>): Edge[] {
  const cells = [...planned];
  const typeOf = new Map(cells.map((cell) => [cell.key, cell.assetType]));
  return cells.flatMap((cell) =>
    cell.dependsOn.map((source): Edge => {
      const parameters = cell.inputs.flatMap((input) =>
        input.kind === 'cell' && input.cell === source ? [input.parameter] : [],
      );
      const color = typeColor(typeOf.get(source) ?? 'image');
      return {
        id: `${source}>${cell.key}`,
        source,
        target: cell.key,
        label: [...new Set(parameters)].join(', '),
        style: { stroke: color },
        markerEnd: { type: MarkerType.ArrowClosed, color, width: 16, height: 16 },
        focusable: false,
      };
    }),
  );
}
