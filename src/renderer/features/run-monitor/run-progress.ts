import { isTerminal, type CellRun } from '../../../shared/run/index.ts';

/** How far a run is: cells, and its share of the work in percent. */
export interface RunProgressFigures {
  done: number;
  total: number;
  share: number;
}

/** Counts the cells that take part in a run; a running one counts with its own progress. */
export function progressOf(cells: Iterable<CellRun>): RunProgressFigures {
  const taking = [...cells].filter((cell) => cell.state !== 'skipped');
  const done = taking.filter((cell) => isTerminal(cell.state)).length;
  const work = taking.reduce((sum, cell) => sum + (isTerminal(cell.state) ? 1 : (cell.progress ?? 0)), 0);
  return { done, total: taking.length, share: taking.length === 0 ? 0 : (work / taking.length) * 100 };
}
