import type { CellKey } from '../../shared/base/index.ts';
import type { MatrixCell } from '../../shared/matrix/index.ts';
import { cellsOf, type PlanChanges, type PlannedCell, type RunPlan } from '../../shared/plan/index.ts';
import { keepSame } from './keep-same.ts';

/** The cells of a document after a change; those that are what they were stay the same objects. */
export function keepCells(before: readonly MatrixCell[], cells: readonly MatrixCell[]): readonly MatrixCell[] {
  const known = new Map(before.map((cell) => [cell.key, cell]));
  const kept = cells.map((cell) => keepSame(known.get(cell.key), cell));
  return kept.length === before.length && kept.every((cell, index) => cell === before[index]) ? before : kept;
}

export interface KnownPlan {
  plan: RunPlan | null;
  planned: ReadonlyMap<CellKey, PlannedCell>;
}

/** The plan that a window goes on from, told by what is new in it. */
export function keepPlanChanges(known: KnownPlan, changes: PlanChanges): KnownPlan {
  const { id: _id, since: _since, order: _order, ...rest } = changes;
  return keepPlan(known, { ...rest, cells: cellsOf(changes, known.plan?.cells ?? []) });
}

/** A plan made anew; what it says of a cell stays the same object where it says the same, wherever the cell now stands. */
export function keepPlan({ plan: before, planned }: KnownPlan, answer: RunPlan): KnownPlan {
  const cells = answer.cells.map((cell) => keepSame(planned.get(cell.key), cell));
  const plan = keepSame(before, { ...answer, cells });
  if (plan.cells === before?.cells) return { plan, planned };
  return { plan, planned: new Map(plan.cells.map((cell) => [cell.key, cell])) };
}
