import { cellKeyOf, type CellKey } from '../../../shared/base/index.ts';
import type { Layer, MatrixCell, MatrixDocument, Unit } from '../../../shared/matrix/index.ts';
import { laneHeight, metrics } from './graph-metrics.ts';

/** A rectangle in flow units. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedCell extends Box {
  cell: MatrixCell;
  lane: number;
  column: number;
  /** The user put it where no lane says. */
  isMoved: boolean;
}

/** The place of a cell that its unit leaves out. */
export interface PlacedGap extends Box {
  key: CellKey;
  unit: Unit;
  layer: Layer;
  lane: number;
  column: number;
}

/** What a lane or a column stands for. */
export type Band = { kind: 'unit'; unit: Unit } | { kind: 'layer'; layer: Layer };

export type PlacedLane = Box & {
  /** Unit id or layer name, as `view.collapsed` lists it. */
  name: string;
  band: Band;
  isCollapsed: boolean;
  /** Also those that a folded lane hides. */
  cells: readonly CellKey[];
};

export type PlacedColumn = Box & { name: string; band: Band };

/** Where everything stands. The nodes, the canvas, the small map and the camera are all drawn from this one value. */
export interface GraphLayout {
  lanesBy: 'unit' | 'layer';
  /** Cells that are shown, in document order. */
  cells: readonly PlacedCell[];
  byKey: ReadonlyMap<CellKey, PlacedCell>;
  /** Left-out cells where they would be shown, in document order. */
  gaps: readonly PlacedGap[];
  lanes: readonly PlacedLane[];
  columns: readonly PlacedColumn[];
  bounds: Box;
}

/** Places the cells of a document: by unit, units are lanes and layers stand side by side; by layer, the other way round. */
export function layoutGraph(matrix: MatrixDocument, cells: readonly MatrixCell[]): GraphLayout {
  const lanesBy = matrix.view?.lanes ?? 'unit';
  const units = matrix.units.map((unit): Band => ({ kind: 'unit', unit }));
  const layers = matrix.layers.map((layer): Band => ({ kind: 'layer', layer }));
  const [laneBands, columnBands] = lanesBy === 'unit' ? [units, layers] : [layers, units];
  const folded = new Set(matrix.view?.collapsed);
  const gap = lanesBy === 'unit' ? metrics.laneGap : metrics.layerLaneGap;
  const keys: CellKey[][] = laneBands.map(() => []);
  for (const cell of cells) keys[lanesBy === 'unit' ? cell.unitIndex : cell.layerIndex]?.push(cell.key);

  const width = columnX(columnBands.length) - metrics.columnGap + metrics.lanePadding;
  let y: number = metrics.headerHeight;
  const lanes = laneBands.map((band, index): PlacedLane => {
    const name = nameOf(band);
    const isCollapsed = folded.has(name);
    const height = isCollapsed ? metrics.foldedLane : laneHeight;
    const lane = { name, band, isCollapsed, cells: keys[index] ?? [], x: 0, y, width, height };
    y += height + gap;
    return lane;
  });
  const columns = columnBands.map((band, index): PlacedColumn => ({
    name: nameOf(band),
    band,
    x: columnX(index),
    y: 0,
    width: metrics.cellWidth,
    height: metrics.headerHeight - metrics.laneGap,
  }));
  const { cellWidth, cellHeight } = metrics;
  function spotOf(unitIndex: number, layerIndex: number): (Box & { lane: number; column: number }) | null {
    const [lane, column] = lanesBy === 'unit' ? [unitIndex, layerIndex] : [layerIndex, unitIndex];
    const ground = lanes[lane];
    if (ground === undefined || ground.isCollapsed) return null;
    const [x, top] = [columnX(column), ground.y + metrics.lanePadding];
    return { lane, column, x, y: top, width: cellWidth, height: cellHeight };
  }
  const placed = cells.flatMap((cell): PlacedCell[] => {
    const spot = spotOf(cell.unitIndex, cell.layerIndex);
    if (spot === null) return [];
    // Positions were chosen among lanes of units; among those of layers they would mean nothing.
    const chosen = lanesBy === 'unit' ? matrix.view?.positions?.[cell.key] : undefined;
    return [{ ...spot, ...chosen, cell, isMoved: chosen !== undefined }];
  });
  const moved = placed.filter(({ isMoved }) => isMoved);
  const gaps = matrix.units.flatMap((unit, unitIndex) =>
    Object.values(unit.cells).includes(null) ? gapsOf(unit, unitIndex) : [],
  );
  function gapsOf(unit: Unit, unitIndex: number): PlacedGap[] {
    return matrix.layers.flatMap((layer, layerIndex) => {
      const spot = unit.cells[layer.name] === null ? spotOf(unitIndex, layerIndex) : null;
      // Where a cell was put on its ground there is nothing to see of it.
      if (spot === null || moved.some((cell) => overlaps(cell, spot))) return [];
      return [{ ...spot, key: cellKeyOf(unit.id, layer.name), unit, layer }];
    });
  }
  const byKey = new Map(placed.map((each) => [each.cell.key, each]));
  // A lane reaches as far as the cells that were put further right in it.
  const furthest = placed.reduce((most, cell) => {
    const ground = lanes[cell.lane];
    const isInside = ground !== undefined && cell.y >= ground.y && cell.y + cell.height <= ground.y + ground.height;
    return isInside ? Math.max(most, cell.x + cell.width + metrics.lanePadding) : most;
  }, width);
  if (furthest > width) for (const lane of lanes) lane.width = furthest;
  return { lanesBy, cells: placed, byKey, gaps, lanes, columns, bounds: boundsOf([...lanes, ...columns, ...placed]) };
}

/** Left side of the cells in a column, in flow units. */
export function columnX(index: number): number {
  return metrics.labelWidth + index * (metrics.cellWidth + metrics.columnGap);
}

function nameOf(band: Band): string {
  return band.kind === 'unit' ? band.unit.id : band.layer.name;
}

/** The smallest box around all; an empty one at the origin for none. */
export function boundsOf(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}

/** Whether two boxes share some ground. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether `outer` holds all of `inner`. */
export function holds(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Cells that a box touches, such as the view or a drawn frame. */
export function cellsInside(layout: GraphLayout, box: Box): PlacedCell[] {
  return layout.cells.filter((cell) => overlaps(cell, box));
}

/** The cell at a point; of those that lie over each other, the last one, which is drawn on top. */
export function cellAt(layout: GraphLayout, point: { x: number; y: number }): PlacedCell | null {
  return layout.cells.findLast((cell) => covers(cell, point)) ?? null;
}

/** The left-out place at a point. */
export function gapAt(layout: GraphLayout, point: { x: number; y: number }): PlacedGap | null {
  return layout.gaps.find((gap) => covers(gap, point)) ?? null;
}

function covers(box: Box, { x, y }: { x: number; y: number }): boolean {
  return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
}
