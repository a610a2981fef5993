import { z } from 'zod';
import {
  assertNever,
  cellKey,
  failureData,
  layerName,
  microUsd,
  sumMicroUsd,
  takeId,
  unitId,
  type TakeId,
  type FailureData,
  type MicroUsd,
} from '../base/index.ts';

/** Most characters of a text that is shown while it is being written. */
export const partialTextLimit = 2_000;

export const cellState = z.enum([
  'idle',
  'queued',
  'waiting',
  'running',
  'downloading',
  'succeeded',
  'failed',
  'cancelled',
  'skipped',
  'blocked',
  'unknown',
]);
export type CellState = z.output<typeof cellState>;

/** Something about a finished job that was not as planned, though it is no failure. Amounts in micro-USD. */
export const cellNotice = z.discriminatedUnion('kind', [
  /** The provider charged clearly more than was reserved. */
  z.object({ kind: z.literal('dearer'), expectedMicroUsd: microUsd, chargedMicroUsd: microUsd }),
  /** More files came than were ordered; `kept` of them are takes. */
  z.object({ kind: z.literal('more-outputs'), expected: z.int(), delivered: z.int(), kept: z.int() }),
  /** What the engine of this machine did otherwise than asked, as a plain sentence. */
  z.object({ kind: z.literal('engine-note'), text: z.string().max(2_000) }),
]);
export type CellNotice = z.output<typeof cellNotice>;

/** One cell's part of a run. Times are milliseconds since 1970; `progress` is 0 to 1. */
export const cellRun = z.object({
  key: cellKey,
  unit: unitId,
  layerName,
  layerIndex: z.int(),
  state: cellState,
  attempt: z.int().min(0),
  progress: z.number().min(0).max(1).nullable(),
  step: z.int().nullable(),
  steps: z.int().nullable(),
  /** Id under which the host serves the newest preview. */
  preview: z.string().nullable(),
  /** End of the text that is being written; not kept when the cell has ended. */
  partialText: z.string().max(partialTextLimit).nullable(),
  message: z.string().nullable(),
  /** End of a pause that the provider asked for or that a retry needs. */
  waitUntilMs: z.number().nullable(),
  /** Place in the provider's queue, 0 = next. */
  queuePosition: z.int().min(0).nullable(),
  /** What the cell has cost in this run so far. */
  costMicroUsd: microUsd,
  /** What the user should hear about, also when all went well. */
  notices: z.array(cellNotice),
  takeId: takeId.nullable(),
  failure: failureData.nullable(),
  startedAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
});
export type CellRun = z.output<typeof cellRun>;

export type CellRunEvent =
  | { type: 'started'; atMs: number }
  | { type: 'progressed'; step: number; steps: number }
  | { type: 'previewed'; preview: string }
  /** The end of the text so far. */
  | { type: 'written'; text: string }
  | { type: 'queuedRemotely'; position: number | null }
  | { type: 'retrying'; message: string; untilMs: number | null }
  /** A wait is over. */
  | { type: 'continued' }
  | { type: 'downloading' }
  | { type: 'charged'; costMicroUsd: MicroUsd }
  | { type: 'noticed'; notice: CellNotice }
  /** Waits until the run goes on: what it met is not its own trouble. */
  | { type: 'held' }
  | { type: 'requeued' }
  | { type: 'succeeded'; takeId: TakeId; atMs: number }
  | { type: 'failed'; failure: FailureData; atMs: number }
  | { type: 'cancelled'; message: string | null; atMs: number }
  /** The submission may have been charged: the user decides. */
  | { type: 'lost'; failure: FailureData; atMs: number }
  | { type: 'skipped'; message: string; takeId: TakeId | null; atMs: number }
  | { type: 'blocked'; message: string; atMs: number };

const terminalStates: ReadonlySet<CellState> = new Set([
  'succeeded',
  'failed',
  'cancelled',
  'skipped',
  'blocked',
  'unknown',
]);

/** Whether nothing more can happen to a cell in this run. */
export function isTerminal(state: CellState): boolean {
  return terminalStates.has(state);
}

/**
 * Next state of a cell. Terminal states win: events that arrive late change nothing, except what a late result has cost
 * or told, and the user's wish to run the cell again.
 */
export function reduceCellRun(cell: CellRun, event: CellRunEvent): CellRun {
  if (event.type === 'charged') return { ...cell, costMicroUsd: sumMicroUsd([cell.costMicroUsd, event.costMicroUsd]) };
  if (event.type === 'noticed') return { ...cell, notices: [...cell.notices, event.notice] };
  if (event.type === 'requeued') return { ...cell, ...fresh, state: 'queued' };
  if (isTerminal(cell.state)) return cell;
  switch (event.type) {
    case 'started':
      return {
        ...cell,
        state: 'running',
        attempt: cell.attempt + 1,
        partialText: null,
        message: null,
        waitUntilMs: null,
        startedAtMs: cell.startedAtMs ?? event.atMs,
      };
    case 'queuedRemotely':
      return { ...cell, queuePosition: event.position };
    case 'progressed':
      return {
        ...cell,
        queuePosition: null,
        step: event.step,
        steps: event.steps,
        progress: Math.min(1, event.step / event.steps),
      };
    case 'previewed':
      return { ...cell, preview: event.preview };
    case 'written':
      return { ...cell, partialText: event.text.slice(-partialTextLimit) };
    case 'retrying':
      return {
        ...cell,
        state: 'waiting',
        progress: null,
        step: null,
        steps: null,
        queuePosition: null,
        partialText: null,
        message: event.message,
        waitUntilMs: event.untilMs,
      };
    case 'held':
      return { ...cell, ...fresh, state: 'waiting', attempt: cell.attempt };
    case 'continued':
      return { ...cell, state: 'running', message: null, waitUntilMs: null };
    case 'downloading':
      return { ...cell, state: 'downloading', queuePosition: null };
    case 'succeeded':
      return { ...ended(cell, event.atMs), state: 'succeeded', progress: 1, takeId: event.takeId };
    case 'failed':
      return { ...ended(cell, event.atMs), state: 'failed', failure: event.failure };
    case 'lost':
      return { ...ended(cell, event.atMs), state: 'unknown', failure: event.failure };
    case 'cancelled':
      return { ...ended(cell, event.atMs), state: 'cancelled', message: event.message };
    case 'skipped':
      return { ...ended(cell, event.atMs), state: 'skipped', message: event.message, takeId: event.takeId };
    case 'blocked':
      return { ...ended(cell, event.atMs), state: 'blocked', message: event.message };
    default:
      return assertNever(event);
  }
}

/** What a cell knows before it starts. */
export const fresh = {
  attempt: 0,
  progress: null,
  step: null,
  steps: null,
  preview: null,
  partialText: null,
  message: null,
  waitUntilMs: null,
  queuePosition: null,
  takeId: null,
  failure: null,
  startedAtMs: null,
  endedAtMs: null,
} as const;

function ended(cell: CellRun, atMs: number): CellRun {
  const nothing = { preview: null, partialText: null, message: null, waitUntilMs: null, queuePosition: null };
  return { ...cell, ...nothing, endedAtMs: atMs };
}
