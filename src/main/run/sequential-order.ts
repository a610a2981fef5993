import type { CellKey } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';

type Ordered = Pick<PlannedCell, 'key' | 'unitIndex' | 'layerIndex' | 'dependsOn' | 'parallel'>;

/**
 * For each cell of a layer with `parallel_inference: false` the cell of that layer which must have ended before. The order
 * is that of the units; where dependencies disagree they win. Layers are ordered one after the other, each respecting the
 * ones before, so that the extra waits can never form a circle.
 */
export function sequentialPredecessors(cells: readonly Ordered[]): Map<CellKey, CellKey> {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const predecessors = new Map<CellKey, CellKey>();
  const layers = new Map<number, Ordered[]>();
  for (const cell of cells.filter((each) => !each.parallel)) {
    const layer = layers.get(cell.layerIndex) ?? [];
    layer.push(cell);
    layers.set(cell.layerIndex, layer);
  }
  const waitsFor = (cell: Ordered): CellKey[] => {
    const previous = predecessors.get(cell.key);
    return previous === undefined ? [...cell.dependsOn] : [...cell.dependsOn, previous];
  };
  for (const layer of [...layers.keys()].sort((a, b) => a - b)) {
    const inUnitOrder = (layers.get(layer) ?? []).toSorted((a, b) => a.unitIndex - b.unitIndex);
    const order = visitAfterDependencies(inUnitOrder, byKey, waitsFor).filter((cell) => cell.layerIndex === layer);
    order.forEach((cell, at) => {
      const previous = order[at - 1];
      if (previous !== undefined) predecessors.set(cell.key, previous.key);
    });
  }
  return predecessors;
}

/** Cells in the given order, each after all that it waits for. Without recursion: a chain may be 10,000 cells long. */
function visitAfterDependencies(
  start: readonly Ordered[],
  byKey: ReadonlyMap<CellKey, Ordered>,
  waitsFor: (cell: Ordered) => CellKey[],
): Ordered[] {
  const entered = new Set<CellKey>();
  const order: Ordered[] = [];
  for (const first of start) {
    const open: { cell: Ordered; rest: CellKey[] }[] = [];
    const enter = (cell: Ordered | undefined): void => {
      if (cell === undefined || entered.has(cell.key)) return;
      entered.add(cell.key);
      open.push({ cell, rest: waitsFor(cell).reverse() });
    };
    enter(first);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const next = top.rest.pop();
      if (next !== undefined) enter(byKey.get(next));
      else {
        order.push(top.cell);
        open.pop();
      }
    }
  }
  return order;
}
