import { expect, it } from 'vitest';
import { microUsd } from '../../../shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import { isOverLimit, limitsOf, lowestLimit, pricesByModel, shareOf, unknownModels } from './run-terms.ts';

const usd = (amount: number) => microUsd.parse(amount * 1_000_000);

function cell(model: string, low: number, high: number, basis = 'x', isKnown = true): PlannedCell {
  const price = { lowMicroUsd: usd(low), highMicroUsd: usd(high), basis, isKnown };
  return { model, price, action: 'run' } as PlannedCell;
}

function planOf(...cells: PlannedCell[]): RunPlan {
  const price = {
    lowMicroUsd: usd(cells.reduce((sum, each) => sum + each.price.lowMicroUsd, 0) / 1_000_000),
    highMicroUsd: usd(cells.reduce((sum, each) => sum + each.price.highMicroUsd, 0) / 1_000_000),
    basis: 'sum of the cells',
    isKnown: cells.every((each) => each.price.isKnown),
  };
  const totals = { run: cells.length, skip: 0, blocked: 0, price };
  return { cells, totals, warnings: [], maxThreads: null, onError: 'stop', rehearsal: false };
}

const film = cell('film', 0.1, 0.4);
const still = cell('still', 0.05, 0.1);

it.each([
  [undefined, null, null],
  [2, null, usd(2)],
  [undefined, usd(1), usd(1)],
  [2, usd(1), usd(1)],
  [0.5, usd(1), usd(0.5)],
])('document %s and settings %s: the limit is %s', (budget, settings, expected) => {
  expect(lowestLimit(limitsOf(budget, settings))).toBe(expected);
});

it('is over the limit by its highest price; a rehearsal never is', () => {
  const plan = planOf(film, still);
  expect(isOverLimit(plan, limitsOf(0.5, null))).toBe(false);
  expect(isOverLimit(plan, limitsOf(0.49, null))).toBe(true);
  expect(isOverLimit({ ...plan, rehearsal: true }, limitsOf(0.49, null))).toBe(false);
});

it('sums by model, the dearest first, and keeps the basis that all its cells share', () => {
  const plan = planOf(still, film, cell('still', 0.05, 0.1), cell('film', 0.1, 0.1, 'other'));
  expect(pricesByModel(plan).map(({ model, cells, price }) => [model, cells, price.highMicroUsd, price.basis])).toEqual(
    [
      ['film', 2, usd(0.5), ''],
      ['still', 2, usd(0.2), 'x'],
    ],
  );
});

it('names models without a price once, and gives no shares then', () => {
  const odd = cell('odd', 0, 0, 'unknown', false);
  const plan = planOf(film, odd, odd);
  expect(unknownModels(plan)).toEqual(['odd']);
  expect(shareOf(film, plan)).toBeNull();
  expect(shareOf(film, planOf(film, still))).toBe(0.8);
});
