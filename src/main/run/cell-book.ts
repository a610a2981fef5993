import { noCost, sumMicroUsd, type CellKey, type MicroUsd } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import { initialCellRun, isTerminal, reduceCellRun, type CellRun, type CellRunEvent } from '../../shared/run/index.ts';

/** Where each cell of a run stands, and what it may still cost. */
export interface CellBook {
  list(): CellRun[];
  keys(): CellKey[];
  get(key: CellKey): CellRun | undefined;
  /** How many cells have not ended. */
  readonly open: number;
  apply(key: CellKey, event: CellRunEvent): void;
  /** Lists these first, in this order: the queue is shown as the cells will start. */
  toFront(keys: readonly CellKey[]): void;
  /** Takes a cell in that joins the run, or runs once more. */
  enter(cell: PlannedCell): void;
  /** Notes the present price of a cell that is planned anew. */
  reprice(cell: PlannedCell): void;
  /** Highest price of the cells that have not ended, except these. */
  openPriceMicroUsd(except: ReadonlySet<CellKey>): MicroUsd;
}

/** The book of a plan's cells; `onChange` hears of each new state. */
export function createCellBook(cells: readonly PlannedCell[], onChange: (cell: CellRun) => void): CellBook {
  const runs = new Map<CellKey, CellRun>(cells.map((cell) => [cell.key, initialCellRun(cell)]));
  const prices = new Map(cells.map((cell) => [cell.key, cell.price.highMicroUsd]));
  let open = cells.filter((cell) => cell.action === 'run').length;

  function apply(key: CellKey, event: CellRunEvent): void {
    const before = runs.get(key);
    if (before === undefined) return;
    const after = reduceCellRun(before, event);
    if (after === before) return;
    if (isTerminal(after.state) && !isTerminal(before.state)) open -= 1;
    if (!isTerminal(after.state) && isTerminal(before.state)) open += 1;
    runs.set(key, after);
    onChange(after);
  }

  return {
    list: () => [...runs.values()],
    keys: () => [...runs.keys()],
    get: (key) => runs.get(key),
    get open() {
      return open;
    },
    apply,
    toFront(keys) {
      const before = [...runs];
      const front = keys.flatMap((key) => runs.get(key) ?? []);
      runs.clear();
      for (const run of front) runs.set(run.key, run);
      for (const [key, run] of before) if (!runs.has(key)) runs.set(key, run);
    },
    enter(cell) {
      if (runs.has(cell.key)) {
        apply(cell.key, { type: 'requeued' });
        return;
      }
      const run = initialCellRun(cell);
      runs.set(cell.key, run);
      open += 1;
      onChange(run);
    },
    reprice(cell) {
      prices.set(cell.key, cell.price.highMicroUsd);
    },
    openPriceMicroUsd(except) {
      const waiting = [...runs.values()].filter((each) => !isTerminal(each.state) && !except.has(each.key));
      return sumMicroUsd(waiting.map((each) => prices.get(each.key) ?? noCost));
    },
  };
}
