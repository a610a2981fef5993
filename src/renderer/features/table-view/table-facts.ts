import type { CellKey } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import type { CellState } from '../../../shared/run/index.ts';

/** What the table can be filtered by, besides "all". A cell may count for several. */
export const stateFilters = ['todo', 'stale', 'failed', 'done', 'locked', 'muted'] as const;
export type StateFilter = (typeof stateFilters)[number];

/** How many cells there are of each kind, which units have one, and how far each layer is. */
export interface TableFacts {
  total: number;
  counts: Readonly<Record<StateFilter, number>>;
  /** Ids of the units with a cell of a kind. */
  units: Readonly<Record<StateFilter, ReadonlySet<string>>>;
  /** Cells of a layer that are done and up to date, and all of its cells, by layer name. */
  layers: ReadonlyMap<string, { done: number; total: number }>;
}

const failedStates: ReadonlySet<CellState> = new Set(['failed', 'blocked', 'unknown']);

export interface FactSource {
  cells: readonly MatrixCell[];
  planned: ReadonlyMap<CellKey, PlannedCell>;
  stateOf: (key: CellKey) => CellState;
}

/** Counts all cells, in one pass. */
export function countCells({ cells, planned, stateOf }: FactSource): TableFacts {
  const counts = { todo: 0, stale: 0, failed: 0, done: 0, locked: 0, muted: 0 };
  const units = {
    todo: new Set<string>(),
    stale: new Set<string>(),
    failed: new Set<string>(),
    done: new Set<string>(),
    locked: new Set<string>(),
    muted: new Set<string>(),
  };
  const layers = new Map<string, { done: number; total: number }>();
  for (const cell of cells) {
    const marks = marksOf(cell, planned.get(cell.key), stateOf(cell.key));
    for (const mark of marks) {
      counts[mark] += 1;
      units[mark].add(cell.unit.id);
    }
    const layer = layers.get(cell.layer.name) ?? { done: 0, total: 0 };
    layers.set(cell.layer.name, { done: layer.done + (marks.includes('done') ? 1 : 0), total: layer.total + 1 });
  }
  return { total: cells.length, counts, units, layers };
}

function marksOf(cell: MatrixCell, planned: PlannedCell | undefined, state: CellState): StateFilter[] {
  const marks: StateFilter[] = [];
  const isStale = planned?.stale ?? false;
  const hasTake = planned?.pickedTake != null;
  if (isStale) marks.push('stale');
  else if (hasTake && state === 'succeeded') marks.push('done');
  if (!hasTake) marks.push('todo');
  if (failedStates.has(state) || planned?.action === 'blocked') marks.push('failed');
  if (cell.locked) marks.push('locked');
  if (cell.muted) marks.push('muted');
  return marks;
}
