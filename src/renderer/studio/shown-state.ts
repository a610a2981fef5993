import type { TakeId } from '../../shared/base/index.ts';
import type { CellRun, CellState, RunRecord } from '../../shared/run/index.ts';

/** What is known of a cell from its plan, its last run and its picked take. */
export interface CellFacts {
  run: Pick<RunRecord, 'state' | 'interrupted' | 'startedAtMs' | 'endedAtMs'> | null;
  cell: Pick<CellRun, 'state' | 'endedAtMs'> | null;
  hasPick: boolean;
  /** A paid job of it may have been charged, and waits for the user's decision. */
  isUndecided: boolean;
  /** When the picked take was made; null when unknown. */
  pickedAtMs: number | null;
}

const leftBehind: ReadonlySet<CellState> = new Set(['failed', 'cancelled', 'blocked']);

/** Whether a run still goes on. */
export function isActive(run: Pick<RunRecord, 'state' | 'interrupted'>): boolean {
  return !run.interrupted && (run.state === 'running' || run.state === 'paused');
}

/**
 * The state a cell shows. A run that goes on wins; then what the last run left undone, unless a newer take was made since
 * (by a run of another window or the command line); else whether there is a take.
 */
export function shownState({ run, cell, hasPick, isUndecided, pickedAtMs }: CellFacts): CellState {
  const rest: CellState = hasPick ? 'succeeded' : 'idle';
  if (run !== null && cell !== null && isActive(run)) return cell.state;
  if (isUndecided) return 'unknown';
  // What the last run calls unknown has been decided about, else its job were still open.
  if (run === null || cell === null || cell.state === 'unknown') return rest;
  // The host's end cancelled it, not the user: the notice above the matrix tells of that.
  if (run.interrupted && cell.state === 'cancelled') return rest;
  if (!leftBehind.has(cell.state)) return rest;
  const leftAtMs = cell.endedAtMs ?? run.endedAtMs ?? run.startedAtMs;
  const newer = hasPick && pickedAtMs !== null && pickedAtMs > leftAtMs;
  return newer ? 'succeeded' : cell.state;
}

/**
 * The take to look at: that of the run that goes on, else the picked one, else the placeholder of a rehearsal. The newest
 * run knows its placeholders also where the list of takes is not loaded so far.
 */
export function shownTake({ run, cell, picked, rehearsed }: TakeFacts): { take: TakeId | null; isRehearsed: boolean } {
  const live = run !== null && isActive(run) ? (cell?.takeId ?? null) : null;
  const placeholder = rehearsed ?? (run?.rehearsal === true ? (cell?.takeId ?? null) : null);
  const take = live ?? picked ?? placeholder;
  return { take, isRehearsed: take !== null && (take === placeholder || (take === live && run?.rehearsal === true)) };
}

export interface TakeFacts {
  run: Pick<RunRecord, 'state' | 'interrupted' | 'rehearsal'> | null;
  cell: Pick<CellRun, 'takeId'> | null;
  picked: TakeId | null;
  /** Newest placeholder among the loaded takes. */
  rehearsed: TakeId | null;
}
