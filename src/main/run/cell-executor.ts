import { CancelledError, type MicroUsd, type RunId, type TakeId } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import type { CellNotice, CellRunEvent } from '../../shared/run/index.ts';
import type { EngineEvent } from '../engine/index.ts';

/** What a cell tells while it is being executed. */
export type ExecutionEvent =
  | EngineEvent
  | { type: 'queue'; position: number | null }
  /** Nothing goes on until then, as far as is known. */
  | { type: 'waiting'; message: string; untilMs: number | null }
  | { type: 'resumed' }
  | { type: 'downloading' }
  | { type: 'charged'; amount: MicroUsd }
  | { type: 'noticed'; notice: CellNotice };

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

/** The user cancelled, but the provider has not said that it stopped: the job stays in the ledger, to be looked at again. */
export class UnconfirmedCancelError extends CancelledError {}

/** Reason of an abort that must not cancel what goes on at a provider: this process ends, the ledger remembers. */
export class DetachedError extends Error {
  constructor() {
    super('Detached');
    this.name = 'DetachedError';
  }
}

/** Reason of an abort by a run that waits until its storage is mended: like a process that ends, it comes back. */
export class PausedError extends DetachedError {}

/** What an event of the execution means for the cell's state; `addPreview` keeps a picture and answers its id. */
export function toRunEvent(
  event: ExecutionEvent,
  addPreview: (bytes: Uint8Array, mediaType: string) => string,
): CellRunEvent {
  switch (event.type) {
    case 'progress':
      return { type: 'progressed', step: event.step, steps: event.steps };
    case 'preview':
      return { type: 'previewed', preview: addPreview(event.bytes, event.mediaType) };
    case 'text':
      return { type: 'written', text: event.text };
    case 'queue':
      return { type: 'queuedRemotely', position: event.position };
    case 'waiting':
      return { type: 'retrying', message: event.message, untilMs: event.untilMs };
    case 'resumed':
      return { type: 'continued' };
    case 'downloading':
      return { type: 'downloading' };
    case 'noticed':
      return { type: 'noticed', notice: event.notice };
    case 'charged':
      return { type: 'charged', costMicroUsd: event.amount };
  }
}
