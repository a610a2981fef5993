import { z } from 'zod';
import {
  documentId,
  failureData,
  microUsd,
  noCost,
  runId,
  sumMicroUsd,
  type CellKey,
  type MicroUsd,
} from '../base/index.ts';
import type { PlannedCell } from '../plan/index.ts';
import { cellRun, fresh, isTerminal, type CellNotice, type CellRun, type CellState } from './cell-run.ts';

export const runState = z.enum(['running', 'paused', 'succeeded', 'failed', 'cancelled']);
export type RunState = z.output<typeof runState>;

/** One execution of a plan, as screens show it and the database keeps it. */
export const runRecord = z.object({
  id: runId,
  documentId,
  state: runState,
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  /** The host ended while this run was going on. */
  interrupted: z.boolean(),
  /** Made placeholders only; nothing was charged. */
  rehearsal: z.boolean(),
  /** Hard limit of this run, null for none. */
  capMicroUsd: microUsd.nullable(),
  /** Why the run paused by itself; it goes on when the user has mended that and says so. */
  trouble: failureData.nullable(),
  cells: z.array(cellRun),
});
export type RunRecord = z.output<typeof runRecord>;

/** A run in the list of a document's runs: how it went and what it cost. */
export const pastRun = z.object({
  id: runId,
  state: runState,
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  interrupted: z.boolean(),
  rehearsal: z.boolean(),
  done: z.int(),
  /** Failed, blocked, or perhaps charged. */
  failed: z.int(),
  cancelled: z.int(),
  total: z.int(),
  chargedMicroUsd: microUsd,
  /** Highest price that was shown before, of its charged jobs; null where none is known. */
  estimateMicroUsd: microUsd.nullable(),
});
export type PastRun = z.output<typeof pastRun>;

/** How a planned cell enters a run. */
export function initialCellRun(cell: PlannedCell): CellRun {
  const state: CellState = cell.action === 'run' ? 'queued' : cell.action === 'skip' ? 'skipped' : 'blocked';
  return {
    key: cell.key,
    unit: cell.unit,
    layerName: cell.layerName,
    layerIndex: cell.layerIndex,
    ...fresh,
    state,
    costMicroUsd: noCost,
    notices: [],
    takeId: state === 'skipped' ? cell.pickedTake : null,
    failure: cell.failure,
  };
}

/** State of a run whose cells all ended: any failed or blocked cell makes it failed, else any cancelled one cancelled. */
export function finalRunState(cells: readonly CellRun[]): RunState {
  const states = new Set(cells.map((cell) => cell.state));
  if (states.has('failed') || states.has('blocked') || states.has('unknown')) return 'failed';
  return states.has('cancelled') ? 'cancelled' : 'succeeded';
}

export interface RunCounts {
  done: number;
  failed: number;
  skipped: number;
  blocked: number;
  cancelled: number;
  /** Cells whose submission may have been charged. */
  unknown: number;
  open: number;
}

/** How many cells of a run are in which kind of state; `done` counts those that succeeded in this run. */
export function countCells(cells: readonly CellRun[]): RunCounts {
  const count = (state: CellState): number => cells.filter((cell) => cell.state === state).length;
  return {
    done: count('succeeded'),
    failed: count('failed'),
    skipped: count('skipped'),
    blocked: count('blocked'),
    cancelled: count('cancelled'),
    unknown: count('unknown'),
    open: cells.filter((cell) => !isTerminal(cell.state)).length,
  };
}

/** What was not as planned about the jobs of a run, with the cell of each. */
export function noticesOf(cells: readonly CellRun[]): { cell: CellKey; notice: CellNotice }[] {
  return cells.flatMap(({ key, notices }) => notices.map((notice) => ({ cell: key, notice })));
}

/** What the cells of a run have cost so far. */
export function costOf(cells: readonly CellRun[]): MicroUsd {
  return sumMicroUsd(cells.map((cell) => cell.costMicroUsd));
}
