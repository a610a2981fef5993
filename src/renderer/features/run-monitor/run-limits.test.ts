import { expect, it } from 'vitest';
import { microUsd } from '../../../shared/base/index.ts';
import type { PeriodSpending } from '../../../shared/contract/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { runLimits } from './run-limits.ts';

const usd = (amount: number) => microUsd.parse(amount * 1_000_000);
const planOf = (high: number, rehearsal = false): RunPlan =>
  ({ rehearsal, totals: { price: { highMicroUsd: usd(high) } } }) as RunPlan;
const period = (
  name: 'day' | 'week' | 'month',
  cap: number | null,
  spent: number,
  reserved: number,
): PeriodSpending => ({
  period: name,
  from: '2026-11-21',
  spentMicroUsd: usd(spent),
  reservedMicroUsd: usd(reserved),
  capMicroUsd: cap === null ? null : usd(cap),
  alertMicroUsd: null,
});
const periods = [period('day', 5, 3, 1), period('week', null, 3, 0), period('month', 20, 3, 0)];
const limits = { document: usd(2), settings: null };

it('names the limits a plan would pass, with what is left of the day and the month', () => {
  expect(runLimits(planOf(1.5), limits, periods)).toEqual([
    { kind: 'document', limitMicroUsd: usd(2), leftMicroUsd: usd(2), isPassed: false },
    { kind: 'day', limitMicroUsd: usd(5), leftMicroUsd: usd(1), isPassed: true },
    { kind: 'month', limitMicroUsd: usd(20), leftMicroUsd: usd(17), isPassed: false },
  ]);
});

it('a rehearsal passes none', () => {
  expect(runLimits(planOf(100, true), limits, periods).filter((each) => each.isPassed)).toEqual([]);
});
