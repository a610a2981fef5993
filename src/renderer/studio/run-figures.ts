import type { CellKey, MicroUsd } from '../../shared/base/index.ts';
import { costOf, isTerminal, type CellRun } from '../../shared/run/index.ts';

/** How far a run is. */
export interface RunFigures {
  /** Cells that take part, and those of them that are at their end. */
  total: number;
  done: number;
  /** Of the work, in percent; a running cell counts with its own progress. */
  share: number;
  cost: MicroUsd;
}

/** Several parts of the window ask for the figures of the same cells, many times a second. */
const known = new WeakMap<ReadonlyMap<CellKey, CellRun>, RunFigures>();

/** The figures of a run by its cells; of the same map they are counted once. */
export function runFigures(cells: ReadonlyMap<CellKey, CellRun>): RunFigures {
  let figures = known.get(cells);
  if (figures === undefined) {
    figures = count(cells);
    known.set(cells, figures);
  }
  return figures;
}

function count(cells: ReadonlyMap<CellKey, CellRun>): RunFigures {
  let [total, done, work] = [0, 0, 0];
  for (const cell of cells.values()) {
    if (cell.state === 'skipped') continue;
    const isDone = isTerminal(cell.state);
    total += 1;
    if (isDone) done += 1;
    work += isDone ? 1 : (cell.progress ?? 0);
  }
  return { total, done, share: total === 0 ? 0 : (work / total) * 100, cost: costOf([...cells.values()]) };
}
