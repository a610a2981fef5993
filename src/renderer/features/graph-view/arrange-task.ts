import type { NodePosition } from '../../../shared/matrix/index.ts';
import type { Arrangement, ArrangeTask } from './arrange.ts';
import { columnX, type GraphLayout, type PlacedCell } from './graph-layout.ts';
import { metrics } from './graph-metrics.ts';
import type { Reference } from './layout-graph.ts';

/** What the worker has to know. Cells that are not arranged keep their ground. */
export function arrangeTask(
  layout: GraphLayout,
  cells: readonly PlacedCell[],
  references: readonly Reference[],
): ArrangeTask {
  const chosen = new Set(cells);
  const taken: Record<number, [number, number][]> = {};
  for (const other of layout.cells) {
    const ground = layout.lanes[other.lane];
    if (chosen.has(other) || ground === undefined || !standsIn(other, ground)) continue;
    (taken[other.lane] ??= []).push([other.x, other.x + other.width]);
  }
  const isAll = cells.length === layout.cells.length;
  const leftmost = Math.min(...cells.map(({ x }) => x));
  return {
    cells: cells.map(({ cell, lane, column, width, height }) => ({
      key: cell.key,
      width,
      height,
      lane,
      order: column,
      y: (layout.lanes[lane]?.y ?? 0) + metrics.lanePadding,
    })),
    references: references.map(({ source, target }) => ({ source, target })),
    left: isAll ? columnX(0) : Math.max(columnX(0), leftmost),
    step: columnX(1) - columnX(0),
    taken,
  };
}

/** The arrangement as the document keeps it: a cell that has come to stand at its place in the grid needs no position. */
export function placedArrangement(
  cells: readonly PlacedCell[],
  arrangement: Arrangement,
): [key: string, position: NodePosition | null][] {
  const byKey = new Map<string, PlacedCell>(cells.map((placed) => [placed.cell.key, placed]));
  return arrangement.flatMap(([key, place]): [string, NodePosition | null][] => {
    const placed = byKey.get(key);
    if (placed === undefined) return [];
    if (place.x !== columnX(placed.column)) return [[key, place]];
    return placed.isMoved ? [[key, null]] : [];
  });
}

function standsIn(cell: PlacedCell, lane: { y: number; height: number }): boolean {
  return cell.y < lane.y + lane.height && lane.y < cell.y + cell.height;
}
