import type { CellKey } from '../../../shared/base/index.ts';
import type { GraphLayout } from './graph-layout.ts';

export const arrowDirections: Readonly<Record<string, Direction>> = {
  ArrowLeft: { lanes: 0, columns: -1 },
  ArrowRight: { lanes: 0, columns: 1 },
  ArrowUp: { lanes: -1, columns: 0 },
  ArrowDown: { lanes: 1, columns: 0 },
};

export interface Direction {
  lanes: -1 | 0 | 1;
  columns: -1 | 0 | 1;
}

/** Where the arrow keys lead: a cell, or the place of one that is left out. */
export interface NeighbourSpot {
  kind: 'cell' | 'gap';
  key: CellKey;
}

interface Spot {
  lane: number;
  column: number;
}

/** The nearest shown cell in a direction, jumping over left-out ones and folded lanes; null at the border. */
export function neighbourCell(
  { cells, byKey }: Pick<GraphLayout, 'cells' | 'byKey'>,
  from: CellKey,
  direction: Direction,
): CellKey | null {
  const start = byKey.get(from);
  if (start === undefined) return cells[0]?.cell.key ?? null;
  return nearest(cells, start, direction)?.cell.key ?? null;
}

/** The nearest cell or left-out place in a direction, jumping over folded lanes; null at the border. */
export function neighbourSpot(
  { cells, gaps }: Pick<GraphLayout, 'cells' | 'gaps'>,
  from: Spot,
  direction: Direction,
): NeighbourSpot | null {
  const spots = [
    ...cells.map(({ cell, lane, column }) => ({ kind: 'cell' as const, key: cell.key, lane, column })),
    ...gaps.map(({ key, lane, column }) => ({ kind: 'gap' as const, key, lane, column })),
  ];
  const found = nearest(spots, from, direction);
  return found === null ? null : { kind: found.kind, key: found.key };
}

function nearest<T extends Spot>(spots: readonly T[], start: Spot, direction: Direction): T | null {
  let found: { spot: T; distance: number } | null = null;
  for (const spot of spots) {
    const [lanes, columns] = [spot.lane - start.lane, spot.column - start.column];
    const isInLine = direction.lanes === 0 ? lanes === 0 : columns === 0;
    const distance = lanes * direction.lanes + columns * direction.columns;
    if (isInLine && distance > 0 && (found === null || distance < found.distance)) found = { spot, distance };
  }
  return found?.spot ?? null;
}
