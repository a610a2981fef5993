import { assertNever, type CellKey } from '../base/index.ts';
import type { PlanScope } from './plan.ts';

interface Scoped {
  key: CellKey;
  unit: string;
  layerName: string;
  dependsOn: readonly CellKey[];
}

/** Keys of the cells a scope covers. */
export function cellsInScope(scope: PlanScope, cells: readonly Scoped[]): Set<CellKey> {
  switch (scope.kind) {
    case 'all':
      return new Set(cells.map((cell) => cell.key));
    case 'layer':
      return new Set(cells.filter((cell) => cell.layerName === scope.layer).map((cell) => cell.key));
    case 'unit':
      return new Set(cells.filter((cell) => cell.unit === scope.unit).map((cell) => cell.key));
    case 'cells':
      return new Set(scope.cells);
    case 'to-cell':
      return reach(scope.cell, (key) => cells.find((cell) => cell.key === key)?.dependsOn ?? []);
    case 'from-cell':
      return reach(scope.cell, (key) => cells.filter((cell) => cell.dependsOn.includes(key)).map((cell) => cell.key));
    default:
      return assertNever(scope);
  }
}

function reach(start: CellKey, next: (key: CellKey) => readonly CellKey[]): Set<CellKey> {
  const found = new Set<CellKey>();
  const open = [start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    open.push(...next(key));
  }
  return found;
}
