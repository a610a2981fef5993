import type { CellKey } from '../base/index.ts';

interface Ordered {
  key: CellKey;
  dependsOn: readonly CellKey[];
}

export interface CellOrder<T> {
  /** Each cell after what it depends on; the cells of a cycle in any order among themselves. */
  ordered: T[];
  /** For each cell of a cycle, a closed path from it back to itself: `a, b, a` where a waits for b and b for a. */
  cycles: Map<CellKey, CellKey[]>;
}

/**
 * Sorts cells by their dependencies and finds the cycles: Tarjan's strongly connected components ("Depth-first search and
 * linear graph algorithms", 1972), which come out dependencies first. Without recursion: a chain of `prev_unit` may be
 * ten thousand cells long.
 */
export function orderCells<T extends Ordered>(cells: readonly T[]): CellOrder<T> {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const order: CellOrder<T> = { ordered: [], cycles: new Map() };
  const found = new Map<CellKey, { index: number; low: number; isOpen: boolean }>();
  const open: T[] = [];

  function enter(cell: T): { cell: T; next: number } {
    found.set(cell.key, { index: found.size, low: found.size, isOpen: true });
    open.push(cell);
    return { cell, next: 0 };
  }

  function close(cell: T): void {
    const group = open.splice(open.lastIndexOf(cell));
    for (const each of group) {
      const node = found.get(each.key);
      if (node !== undefined) node.isOpen = false;
    }
    order.ordered.push(...group);
    if (group.length > 1 || cell.dependsOn.includes(cell.key)) addCycles(group, order.cycles);
  }

  for (const root of cells) {
    if (found.has(root.key)) continue;
    const path = [enter(root)];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const node = found.get(step.cell.key);
      const key = step.cell.dependsOn[step.next];
      step.next += 1;
      if (node === undefined) break;
      if (key === undefined) {
        path.pop();
        const parent = found.get(path.at(-1)?.cell.key ?? step.cell.key);
        if (parent !== undefined) parent.low = Math.min(parent.low, node.low);
        if (node.low === node.index) close(step.cell);
        continue;
      }
      const seen = found.get(key);
      const upstream = byKey.get(key);
      if (seen === undefined && upstream !== undefined) path.push(enter(upstream));
      else if (seen?.isOpen === true) node.low = Math.min(node.low, seen.index);
    }
  }
  return order;
}

/** Finds a shortest cycle for each cell of a component; cells on the same cycle share it, each from its own place. */
function addCycles(component: readonly Ordered[], cycles: Map<CellKey, CellKey[]>): void {
  const inside = new Map(component.map((cell) => [cell.key, cell]));
  for (const cell of component) {
    if (cycles.has(cell.key)) continue;
    const cycle = shortestCycle(cell, inside);
    cycle.forEach((key, at) => {
      if (!cycles.has(key)) cycles.set(key, shorten([...cycle.slice(at), ...cycle.slice(0, at), key]));
    });
  }
}

/** Breadth first from a cell back to itself; the closing cell is not repeated. */
function shortestCycle(start: Ordered, inside: ReadonlyMap<CellKey, Ordered>): CellKey[] {
  const cameFrom = new Map<CellKey, CellKey>();
  const queue = [start.key];
  for (const key of queue) {
    for (const next of inside.get(key)?.dependsOn ?? []) {
      if (next === start.key) return pathTo(key, cameFrom);
      if (!inside.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, key);
      queue.push(next);
    }
  }
  return [start.key];
}

function pathTo(end: CellKey, cameFrom: ReadonlyMap<CellKey, CellKey>): CellKey[] {
  const path: CellKey[] = [];
  for (let key: CellKey | undefined = end; key !== undefined; key = cameFrom.get(key)) path.push(key);
  return path.reverse();
}

const maxShown = 12;

/** A cycle through thousands of cells is named in each of them: its first and its last cells tell enough. */
function shorten(path: CellKey[]): CellKey[] {
  return path.length <= maxShown ? path : [...path.slice(0, maxShown - 2), ...path.slice(-2)];
}
