import type { MicroUsd, RunId, TakeId } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import type { EngineEvent } from '../engine/index.ts';

/** What a cell tells while it is being executed. */
export type ExecutionEvent =
  | EngineEvent
  | { type: 'queue'; position: number | null }
  /** Nothing goes on until then, as far as is known. */
  | { type: 'waiting'; message: string; untilMs: number | null }
  | { type: 'resumed' }
  | { type: 'downloading' }
  | { type: 'charged'; amount: MicroUsd };

/** `made` a new take, or found the present one `unchanged`. */
export interface ExecutionResult {
  kind: 'made' | 'unchanged';
  takeId: TakeId;
}

export interface ExecutionOptions {
  runId: RunId;
  /** Aborted with a DetachedError when the process ends: remote work then goes on, to be fetched at the next start. */
  signal: AbortSignal;
  onEvent: (event: ExecutionEvent) => void;
}

/** Makes the take of one cell. Throws TelarError, or CancelledError when the signal aborts. */
export type CellExecutor = (cell: PlannedCell, options: ExecutionOptions) => Promise<ExecutionResult>;

/** Reason of an abort that must not cancel what goes on at a provider: this process ends, the ledger remembers. */
export class DetachedError extends Error {
  constructor() {
    super('Detached');
    this.name = 'DetachedError';
  }
}
