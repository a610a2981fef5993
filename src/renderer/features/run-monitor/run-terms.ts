import { microUsd, sumMicroUsd, type MicroUsd } from '../../../shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import type { Price } from '../../../shared/template/index.ts';

/** The limits that hold for a run, in millionths of a dollar; null where none is set. */
export interface Limits {
  document: MicroUsd | null;
  settings: MicroUsd | null;
}

/** What a model costs in a plan. */
export interface ModelPrice {
  model: string;
  cells: number;
  price: Price;
}

/** Limits of a document and of the settings. `budgetUsd` is the document's `budget_usd`. */
export function limitsOf(budgetUsd: number | undefined, settings: MicroUsd | null): Limits {
  const document = budgetUsd === undefined ? null : microUsd.parse(Math.floor(budgetUsd * 1_000_000));
  return { document, settings };
}

/** The limit that holds: the lowest one. */
export function lowestLimit({ document, settings }: Limits): MicroUsd | null {
  if (document === null || settings === null) return document ?? settings;
  return document < settings ? document : settings;
}

/** Whether a plan costs more than the limit even before anything else counts against it. */
export function isOverLimit(plan: RunPlan, limits: Limits): boolean {
  const lowest = lowestLimit(limits);
  return lowest !== null && !plan.rehearsal && plan.totals.price.highMicroUsd > lowest;
}

/** What runs by model, the dearest first. The basis is that of its cells when they agree, else empty. */
export function pricesByModel(plan: RunPlan): ModelPrice[] {
  const cellsOf = Map.groupBy(
    plan.cells.filter((cell) => cell.action === 'run'),
    (cell) => cell.model,
  );
  return [...cellsOf]
    .map(([model, cells]) => ({ model, cells: cells.length, price: priceOf(cells) }))
    .sort((a, b) => b.price.highMicroUsd - a.price.highMicroUsd);
}

function priceOf(cells: readonly PlannedCell[]): Price {
  const [basis = '', ...others] = new Set(cells.map((cell) => cell.price.basis));
  return {
    lowMicroUsd: sumMicroUsd(cells.map((cell) => cell.price.lowMicroUsd)),
    highMicroUsd: sumMicroUsd(cells.map((cell) => cell.price.highMicroUsd)),
    basis: others.length === 0 ? basis : '',
    isKnown: cells.every((cell) => cell.price.isKnown),
  };
}

/** Models of a plan whose price is not known. */
export function unknownModels(plan: RunPlan): string[] {
  const running = plan.cells.filter((cell) => cell.action === 'run' && !cell.price.isKnown);
  return [...new Set(running.map((cell) => cell.model))];
}

/** A cell's part of what the plan costs at most, 0 to 1; null where that says nothing. */
export function shareOf(cell: PlannedCell, plan: RunPlan): number | null {
  const { highMicroUsd, isKnown } = plan.totals.price;
  if (!isKnown || highMicroUsd === 0 || cell.action !== 'run' || plan.totals.run < 2) return null;
  return cell.price.highMicroUsd / highMicroUsd;
}
