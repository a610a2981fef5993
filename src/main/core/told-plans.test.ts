import { expect, it } from 'vitest';
import type { RunPlan } from '../../shared/plan/index.ts';
import { freePrice } from '../../shared/template/index.ts';
import { createToldPlans } from './told-plans.ts';

const plan: RunPlan = {
  cells: [],
  totals: { run: 0, skip: 0, blocked: 0, price: freePrice },
  warnings: [],
  maxThreads: null,
  onError: 'stop',
  rehearsal: false,
};

it('goes on from what it told each window, and tells all where it was asked for what it has forgotten', () => {
  const told = createToldPlans();
  const [one, other] = [told.tell(plan, null), told.tell(plan, null)];
  const next = told.tell(plan, one.id);
  expect([one.since, next.since, told.tell(plan, other.id).since]).toEqual([null, one.id, other.id]);
  expect(told.tell(plan, one.id).since).toBeNull();
  for (let window = 0; window < 6; window++) told.tell(plan, null);
  expect(told.tell(plan, next.id).since).toBeNull();
});
