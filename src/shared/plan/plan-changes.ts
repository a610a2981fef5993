import { z } from 'zod';
import { cellKey, type CellKey } from '../base/index.ts';
import { plannedCell, runPlan, type PlannedCell, type RunPlan } from './plan.ts';

/** A plan told by what it has other than one that is known already: most edits change a few cells of thousands. */
export const planChanges = runPlan.omit({ cells: true }).extend({
  /** Name of this plan, by which the changes since it are asked for. */
  id: z.string(),
  /** The plan that this one is told by; null where all of it is told. */
  since: z.string().nullable(),
  /** Keys of all cells in their order; null where they are those of `since`. */
  order: z.array(cellKey).nullable(),
  /** Cells of which something is new. */
  cells: z.array(plannedCell),
});
export type PlanChanges = z.output<typeof planChanges>;

/** A plan with the text of each of its cells, for comparing. */
export interface ToldPlan {
  id: string;
  texts: ReadonlyMap<CellKey, string>;
}

/** Notes what a plan says, so that the next one can be told by its changes. */
export function tellPlan(id: string, { cells }: RunPlan): ToldPlan {
  return { id, texts: new Map(cells.map((cell) => [cell.key, JSON.stringify(cell)])) };
}

/** What a plan, `told` already noted down, has other than one that was told before; all of it where there is none. */
export function changesOf({ cells, ...rest }: RunPlan, told: ToldPlan, since: ToldPlan | null): PlanChanges {
  const { id, texts } = told;
  if (since === null) return { ...rest, id, since: null, order: cells.map(({ key }) => key), cells };
  const isOrderKept = haveSameKeys(texts, since.texts);
  return {
    ...rest,
    id,
    since: since.id,
    order: isOrderKept ? null : cells.map(({ key }) => key),
    cells: cells.filter(({ key }) => texts.get(key) !== since.texts.get(key)),
  };
}

/** The cells of a plan by what it has other than one whose cells are known. */
export function cellsOf(
  { order, cells, since }: Pick<PlanChanges, 'order' | 'cells' | 'since'>,
  known: readonly PlannedCell[],
): PlannedCell[] {
  if (since === null) return cells;
  const news = new Map(cells.map((cell) => [cell.key, cell]));
  if (order === null) return known.map((cell) => news.get(cell.key) ?? cell);
  const before = new Map(known.map((cell) => [cell.key, cell]));
  return order.flatMap((key) => news.get(key) ?? before.get(key) ?? []);
}

function haveSameKeys(some: ReadonlyMap<CellKey, string>, others: ReadonlyMap<CellKey, string>): boolean {
  if (some.size !== others.size) return false;
  const keys = others.keys();
  for (const key of some.keys()) if (keys.next().value !== key) return false;
  return true;
}
