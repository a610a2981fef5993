import type { RunPlan } from '../../../shared/plan/index.ts';
import { useDocument, usePreferences, useSpending } from '../../studio/index.ts';
import { runLimits, type RunLimit } from './run-limits.ts';
import { limitsOf } from './run-terms.ts';

/** The limits of document, settings, day and month for a plan. */
export function useRunLimits(plan: RunPlan): RunLimit[] {
  const budgetUsd = useDocument((state) => state.document?.matrix.settings?.budget_usd);
  const runCap = usePreferences((state) => state.settings.runCapMicroUsd);
  const periods = useSpending((state) => state.summary?.periods);
  return runLimits(plan, limitsOf(budgetUsd, runCap), periods ?? []);
}
