import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';

/** What a plan does with its cells, in the order in which it matters. */
export const planActions = ['run', 'blocked', 'skip'] as const;
export type PlanAction = (typeof planActions)[number];

/** Cells of a plan with this action whose name or model holds all the words of the search. */
export function findPlanned(plan: RunPlan, action: PlanAction, search: string): PlannedCell[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return plan.cells.filter((cell) => {
    if (cell.action !== action) return false;
    const text = `${cell.key} ${cell.model}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
