import type { CellKey } from '../base/index.ts';

interface Ordered {
  key: CellKey;
  dependsOn: readonly CellKey[];
}

/** Cells sorted so that each comes after what it depends on, and the cells of a cycle, as a closed path. */
export function orderCells<T extends Ordered>(cells: readonly T[]): { ordered: T[]; cycle: CellKey[] } {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const state = new Map<CellKey, 'open' | 'done'>();
  const ordered: T[] = [];
  let cycle: CellKey[] = [];

  function visit(cell: T, trail: readonly CellKey[]): void {
    if (state.get(cell.key) === 'done') return;
    if (state.get(cell.key) === 'open') {
      if (cycle.length === 0) cycle = [...trail.slice(trail.indexOf(cell.key)), cell.key];
      return;
    }
    state.set(cell.key, 'open');
    for (const key of cell.dependsOn) {
      const upstream = byKey.get(key);
      if (upstream !== undefined) visit(upstream, [...trail, cell.key]);
    }
    state.set(cell.key, 'done');
    ordered.push(cell);
  }

  for (const cell of cells) visit(cell, []);
  return { ordered, cycle };
}
