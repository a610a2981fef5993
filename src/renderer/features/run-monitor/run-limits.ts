import type { MicroUsd } from '../../../shared/base/index.ts';
import type { PeriodSpending } from '../../../shared/contract/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import type { Limits } from './run-terms.ts';

/** A limit that holds for a run. */
export interface RunLimit {
  kind: 'document' | 'settings' | 'day' | 'month';
  limitMicroUsd: MicroUsd;
  /** What is left of it; the whole limit for those of one run. */
  leftMicroUsd: MicroUsd;
  /** The run may cost more than is left. */
  isPassed: boolean;
}

/** The limits that are set for a plan, those of the run first. A rehearsal passes none. */
export function runLimits(plan: RunPlan, limits: Limits, periods: readonly PeriodSpending[]): RunLimit[] {
  const high = plan.rehearsal ? 0 : plan.totals.price.highMicroUsd;
  const found: Omit<RunLimit, 'isPassed'>[] = [];
  for (const kind of ['document', 'settings'] as const) {
    const limit = limits[kind];
    if (limit !== null) found.push({ kind, limitMicroUsd: limit, leftMicroUsd: limit });
  }
  for (const { period, capMicroUsd, spentMicroUsd, reservedMicroUsd } of periods) {
    if (capMicroUsd === null || period === 'week') continue;
    const left = Math.max(0, capMicroUsd - spentMicroUsd - reservedMicroUsd) as MicroUsd;
    found.push({ kind: period, limitMicroUsd: capMicroUsd, leftMicroUsd: left });
  }
  return found.map((each) => ({ ...each, isPassed: high > each.leftMicroUsd }));
}
