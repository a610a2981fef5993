import type { CellKey } from '../../../shared/base/index.ts';
import type { PlannedCell, PlanScope } from '../../../shared/plan/index.ts';
import { isTerminal, type CellState } from '../../../shared/run/index.ts';

/** Something to do about a cell, from the inspector. */
export type NextAction =
  | { kind: 'run'; label: 'runCell' | 'retryCell' | 'runToCell'; scope: PlanScope }
  | { kind: 'cancel' }
  | { kind: 'to-front' }
  | { kind: 'change'; parameter: string };

export interface CellSituation {
  planned: PlannedCell;
  state: CellState;
  /** A run goes on: a cell that is not part of it joins it in front of the others. */
  isRunning: boolean;
  plannedByKey: ReadonlyMap<CellKey, PlannedCell>;
}

/** What can be done next about a cell, the most useful first. */
export function nextActions({ planned, state, isRunning, plannedByKey }: CellSituation): NextAction[] {
  if (isRunning && !isTerminal(state) && state !== 'idle') {
    return state === 'queued' ? [{ kind: 'to-front' }, { kind: 'cancel' }] : [{ kind: 'cancel' }];
  }
  if (planned.action === 'blocked') {
    const parameter = planned.failure?.place.parameter;
    return parameter === undefined ? [] : [{ kind: 'change', parameter }];
  }
  const upstream = planned.dependsOn.flatMap((key) => plannedByKey.get(key) ?? []);
  const toCell: NextAction = { kind: 'run', label: 'runToCell', scope: { kind: 'to-cell', cell: planned.key } };
  // Alone it would be refused: a scope never widens by itself.
  if (upstream.some((each) => each.pickedTake === null)) return [toCell];
  if (planned.action !== 'run') return [];
  const label = state === 'failed' || state === 'cancelled' || state === 'unknown' ? 'retryCell' : 'runCell';
  const alone: NextAction = { kind: 'run', label, scope: { kind: 'cells', cells: [planned.key] } };
  return upstream.some((each) => each.action === 'run') ? [toCell, alone] : [alone];
}
