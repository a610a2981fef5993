import { randomUUID } from 'node:crypto';
import { changesOf, tellPlan, type PlanChanges, type RunPlan, type ToldPlan } from '../../shared/plan/index.ts';

/** Plans that are remembered: the newest of so many windows and documents. A window whose plan is forgotten is told all. */
const mostPlans = 6;

/** What windows were told of plans, so that the next time only what is new has to be told. */
export interface ToldPlans {
  tell(plan: RunPlan, since: string | null): PlanChanges;
}

/** Creates an empty memory. */
export function createToldPlans(): ToldPlans {
  let known: readonly ToldPlan[] = [];
  return {
    tell(plan, since) {
      const base = known.find(({ id }) => id === since) ?? null;
      const told = tellPlan(randomUUID(), plan);
      // The window that asked goes on from this one: it will not come back to the one before.
      known = [told, ...known.filter((each) => each !== base)].slice(0, mostPlans);
      return changesOf(plan, told, base);
    },
  };
}
