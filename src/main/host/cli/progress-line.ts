import { toUsd } from '../../../shared/base/index.ts';
import { costOf, isTerminal, type CellRun, type CellState } from '../../../shared/run/index.ts';

/** How far a run is: the sum of its cells' parts (0 to 1 each), those that have ended, and the rest in words. */
export interface RunProgress {
  done: number;
  ended: number;
  message: string;
}

/** What the bar of a run shows. `nowMs` is the time now, for what is left of waits. */
export function progressOf(cells: readonly CellRun[], newest: CellRun, nowMs: number): RunProgress {
  const done = cells.reduce((sum, cell) => sum + (isTerminal(cell.state) ? 1 : (cell.progress ?? 0)), 0);
  const count = (...states: CellState[]): number => cells.filter((cell) => states.includes(cell.state)).length;
  const cost = costOf(cells);
  const parts = [
    part(count('running', 'downloading'), 'running'),
    part(count('waiting'), 'waiting'),
    part(count('queued'), 'queued'),
    part(count('failed', 'unknown'), 'failed'),
    cost === 0 ? '' : `$${toUsd(cost)}`,
    `${newest.key} ${stateInWords(newest, nowMs)}`,
  ];
  return {
    done,
    ended: cells.filter((cell) => isTerminal(cell.state)).length,
    message: parts.filter(Boolean).join(' · '),
  };
}

/** One inference in one line: "35 % · step 7 of 20". */
export function cellLine(cell: CellRun, nowMs: number): string {
  const share = cell.progress === null || isTerminal(cell.state) ? '' : `${Math.round(cell.progress * 100)} %`;
  const message = cell.state === 'waiting' ? null : cell.message;
  return [share, stateInWords(cell, nowMs), message ?? ''].filter(Boolean).join(' · ');
}

function part(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}`;
}

function stateInWords(cell: CellRun, nowMs: number): string {
  if (cell.state === 'waiting' && cell.waitUntilMs !== null) {
    const seconds = Math.max(0, Math.ceil((cell.waitUntilMs - nowMs) / 1000));
    return `waits ${seconds} s${cell.message === null ? '' : `: ${cell.message}`}`;
  }
  if (cell.state === 'running' && cell.queuePosition !== null)
    return `is number ${cell.queuePosition + 1} in the queue`;
  if (cell.state === 'running' && cell.step !== null) return `step ${cell.step} of ${cell.steps ?? '?'}`;
  return cell.state;
}
