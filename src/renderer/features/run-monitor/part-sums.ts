import { sumPrices, type Price } from '../../../shared/template/index.ts';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';

/** What a layer, a unit or a model adds to a plan. */
export interface PartSum {
  /** Cells of it that run. */
  run: number;
  blocked: number;
  price: Price;
}

/** Sums of what runs, by whatever `keyOf` tells apart; cells that are kept as they are count nowhere. */
export function sumsBy(plan: RunPlan, keyOf: (cell: PlannedCell) => string): ReadonlyMap<string, PartSum> {
  const sums = new Map<string, PartSum>();
  for (const [key, cells] of Map.groupBy(plan.cells, keyOf)) {
    const running = cells.filter((cell) => cell.action === 'run');
    sums.set(key, {
      run: running.length,
      blocked: cells.filter((cell) => cell.action === 'blocked').length,
      price: sumPrices(running.map((cell) => cell.price)),
    });
  }
  return sums;
}
