import { assertNever, type CellKey } from '../base/index.ts';
import type { PlannedCell, PlanScope } from './plan.ts';

type Scoped = Pick<PlannedCell, 'key' | 'unit' | 'layerName' | 'dependsOn' | 'stale'>;

/** Keys of the cells a scope covers; `failed` are those that failed in the last run. */
export function cellsInScope(
  scope: PlanScope,
  cells: readonly Scoped[],
  failed: ReadonlySet<CellKey> = new Set(),
): Set<CellKey> {
  switch (scope.kind) {
    case 'all':
      return keysOf(cells);
    case 'layer':
      return keysOf(cells.filter((cell) => cell.layerName === scope.layer));
    case 'unit':
      return keysOf(cells.filter((cell) => cell.unit === scope.unit));
    case 'without': {
      const layers = new Set(scope.layers);
      const units = new Set(scope.units);
      return keysOf(cells.filter((cell) => !layers.has(cell.layerName) && !units.has(cell.unit)));
    }
    case 'cells':
      return new Set(scope.cells);
    case 'to-cell':
      return reach([scope.cell], upstreamOf(cells));
    case 'from-cell':
      return reach([scope.cell], downstreamOf(cells));
    case 'stale':
      // Staleness already went down the graph, see decide.ts.
      return keysOf(cells.filter((cell) => cell.stale));
    case 'failed':
      return reach([...failed], downstreamOf(cells));
    default:
      return assertNever(scope);
  }
}

/** Whether a scope means this cell itself, by its name: then it runs although it is muted. */
export function namesCell(scope: PlanScope, cell: CellKey): boolean {
  switch (scope.kind) {
    case 'cells':
      return scope.cells.length === 1 && scope.cells[0] === cell;
    case 'to-cell':
    case 'from-cell':
      return scope.cell === cell;
    case 'all':
    case 'layer':
    case 'unit':
    case 'without':
    case 'stale':
    case 'failed':
      return false;
    default:
      return assertNever(scope);
  }
}

function keysOf(cells: readonly Scoped[]): Set<CellKey> {
  return new Set(cells.map((cell) => cell.key));
}

type Neighbours = ReadonlyMap<CellKey, readonly CellKey[]>;

function upstreamOf(cells: readonly Scoped[]): Neighbours {
  return new Map(cells.map((cell) => [cell.key, cell.dependsOn]));
}

function downstreamOf(cells: readonly Scoped[]): Neighbours {
  const downstream = new Map<CellKey, CellKey[]>();
  for (const cell of cells) {
    for (const key of cell.dependsOn) {
      const known = downstream.get(key);
      if (known === undefined) downstream.set(key, [cell.key]);
      else known.push(cell.key);
    }
  }
  return downstream;
}

function reach(start: readonly CellKey[], next: Neighbours): Set<CellKey> {
  const found = new Set<CellKey>();
  const open = [...start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    for (const each of next.get(key) ?? []) open.push(each);
  }
  return found;
}
