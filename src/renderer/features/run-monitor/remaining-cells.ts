import type { CellKey } from '../../../shared/base/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';

/** How far an interrupted run came. */
export interface Interruption {
  done: number;
  total: number;
  /** Cells it had not finished and that still exist. */
  remaining: CellKey[];
}

/** Splits the cells of an interrupted run into what is done and what is left. */
export function interruptionOf(cells: Iterable<CellRun>, existing: ReadonlySet<CellKey>): Interruption {
  const all = [...cells];
  const open = all.filter((cell) => cell.state !== 'succeeded' && cell.state !== 'skipped');
  return {
    done: all.length - open.length,
    total: all.length,
    remaining: open.map((cell) => cell.key).filter((key) => existing.has(key)),
  };
}
