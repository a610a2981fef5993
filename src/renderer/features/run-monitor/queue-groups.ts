import type { CellKey, FailureData } from '../../../shared/base/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';

/** The cells of a run that goes on, as the queue lists them. */
export interface QueueGroups {
  going: CellRun[];
  /** Paused by a provider or for another try. */
  waiting: CellRun[];
  /** In the order of the run. */
  queued: CellRun[];
  ended: CellRun[];
}

/** Splits the cells of a run by what they do now; skipped ones had no part in it. */
export function queueGroups(cells: Iterable<CellRun>): QueueGroups {
  const groups: QueueGroups = { going: [], waiting: [], queued: [], ended: [] };
  for (const cell of cells) {
    if (cell.state === 'running' || cell.state === 'downloading') groups.going.push(cell);
    else if (cell.state === 'waiting') groups.waiting.push(cell);
    else if (cell.state === 'queued' || cell.state === 'idle') groups.queued.push(cell);
    else if (cell.state !== 'skipped') groups.ended.push(cell);
  }
  return groups;
}

/** Cells that did not get done for the same reason. */
export interface Cause {
  /** The failure of the first of them; null for cells that others block or that were cancelled. */
  failure: FailureData | null;
  kind: 'failure' | 'blocked' | 'cancelled';
  /** The cause in words. */
  text: string;
  cells: CellKey[];
}

/** Failures grouped by what they say, the most frequent first; then what is blocked, then what was cancelled. */
export function causesOf(cells: Iterable<CellRun>, say: (failure: FailureData) => string): Cause[] {
  const failures = new Map<string, Cause>();
  const blocked: Cause = { failure: null, kind: 'blocked', text: '', cells: [] };
  const cancelled: Cause = { failure: null, kind: 'cancelled', text: '', cells: [] };
  for (const cell of cells) {
    if (cell.state === 'cancelled') cancelled.cells.push(cell.key);
    else if (
      (cell.state === 'failed' || cell.state === 'unknown' || cell.state === 'blocked') &&
      cell.failure !== null
    ) {
      const text = say(cell.failure);
      const cause = failures.get(text) ?? { failure: cell.failure, kind: 'failure', text, cells: [] };
      cause.cells.push(cell.key);
      failures.set(text, cause);
    } else if (cell.state === 'blocked') blocked.cells.push(cell.key);
  }
  const byNumber = [...failures.values()].sort((a, b) => b.cells.length - a.cells.length);
  return [...byNumber, blocked, cancelled].filter((cause) => cause.cells.length > 0);
}
