import { cellKey, type CellKey, type FailureData } from '../../../shared/base/index.ts';
import type { PlannedCell, PlanReason } from '../../../shared/plan/index.ts';
import type { CellRun, CellState } from '../../../shared/run/index.ts';

/** What the inspector has to explain about a cell; the gravest thing only. */
export type CellVerdict =
  | { kind: 'failure'; failure: FailureData }
  | { kind: 'blocked'; by: CellKey }
  | { kind: 'stale'; reasons: readonly PlanReason[] };

export interface VerdictFacts {
  planned: PlannedCell | null;
  lastRun: CellRun | null;
  state: CellState;
  stale: boolean;
}

/** Why a cell is not simply done: what the last run left, then what the plan says. */
export function cellVerdict({ planned, lastRun, state, stale }: VerdictFacts): CellVerdict | null {
  const wasLeft = state === 'failed' || state === 'blocked' || state === 'unknown';
  const failure = (wasLeft ? lastRun?.failure : null) ?? planned?.failure ?? null;
  if (failure !== null) return { kind: 'failure', failure };
  // The message of a blocked cell is the key of the cell it waited for.
  const named = cellKey.safeParse(state === 'blocked' ? lastRun?.message : null);
  if (named.success) return { kind: 'blocked', by: named.data };
  const upstream = planned?.why.find((reason) => reason.kind === 'upstream-blocked');
  if (upstream !== undefined) return { kind: 'blocked', by: upstream.cell };
  return stale && planned !== null ? { kind: 'stale', reasons: planned.why } : null;
}
