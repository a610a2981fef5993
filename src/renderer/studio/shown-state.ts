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
