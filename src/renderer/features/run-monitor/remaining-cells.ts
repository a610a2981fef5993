import type { CellKey } from '../../../shared/base/index.ts';
import type { OpenJob } from '../../../shared/contract/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';

/** How far an interrupted run came. */
export interface Interruption {
  done: number;
  total: number;
  /** Cells it had not finished, that still exist and of which no paid job is open. */
  remaining: CellKey[];
  /** Paid jobs of it that are being fetched again. */
  reattached: number;
  /** Paid jobs of it that wait for the user's decision. */
  undecided: number;
}

/** Splits the cells of an interrupted run into what is done and what is left; `jobs` are its open paid jobs. */
export function interruptionOf(
  cells: Iterable<CellRun>,
  existing: ReadonlySet<CellKey>,
  jobs: readonly OpenJob[],
): Interruption {
  const all = [...cells];
  const open = all.filter((cell) => cell.state !== 'succeeded' && cell.state !== 'skipped');
  const paid = new Set(jobs.map((job) => job.cell));
  const undecided = jobs.filter((job) => job.state === 'unknown').length;
  return {
    done: all.length - open.length,
    total: all.length,
    remaining: open.map((cell) => cell.key).filter((key) => existing.has(key) && !paid.has(key)),
    reattached: jobs.length - undecided,
    undecided,
  };
}
