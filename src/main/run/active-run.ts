import { randomUUID } from 'node:crypto';
import {
  CancelledError,
  noCost,
  runId as runIdSchema,
  sumMicroUsd,
  TelarError,
  toFailure,
  type CellKey,
  type DocumentId,
  type FailureData,
  type MicroUsd,
  type RunId,
} from '../../shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import {
  finalRunState,
  initialCellRun,
  isTerminal,
  reduceCellRun,
  type CellRun,
  type CellRunEvent,
  type RunRecord,
  type RunState,
} from '../../shared/run/index.ts';
import type { Clock } from '../platform/index.ts';
import {
  DetachedError,
  toRunEvent,
  UnconfirmedCancelError,
  type CellExecutor,
  type ExecutionEvent,
} from './cell-executor.ts';
import type { ResourceNeed, ResourcePool } from './resource-pool.ts';
import { retryDelayMs } from './retry.ts';
import { createSchedule, type Ending } from './schedule.ts';

export interface RunListener {
  onCell(runId: RunId, cell: CellRun): void;
  onRun(run: RunRecord): void;
  /** A take was made; awaited before the cell is reported as succeeded. */
  onTake(cell: PlannedCell): Promise<void>;
  onPreview(cell: PlannedCell, bytes: Uint8Array, mediaType: string): string;
  /** A failure that is no TelarError: a bug, to be logged. */
  onBug(error: unknown): void;
}

export interface ActiveRun {
  readonly id: RunId;
  readonly record: RunRecord;
  /** Settles when every cell has ended; never rejects. */
  readonly finished: Promise<RunRecord>;
  /** Adds cells that the user wants now; they overtake those that wait. False when the run is about to end. */
  join(plan: RunPlan): boolean;
  /** Highest price of the cells that have not ended, except these. */
  openPriceMicroUsd(except: ReadonlySet<CellKey>): MicroUsd;
  pause(): void;
  resume(): void;
  /** Puts waiting cells in front of the others. */
  moveToFront(keys: readonly CellKey[]): void;
  cancel(): void;
  cancelCell(key: CellKey): void;
  /** Ends without cancelling what goes on at providers: the ledger finds it again. */
  detach(): void;
}

export interface RunParts {
  execute: CellExecutor;
  pool: ResourcePool;
  /** What a cell occupies while it runs. */
  needsOf: (cell: PlannedCell) => readonly ResourceNeed[];
  clock: Clock;
  random: () => number;
  /** Whether ending a running cell of this provider saves money. */
  isPaid: (cell: PlannedCell) => boolean;
}

export interface StartOptions {
  documentId: DocumentId;
  capMicroUsd: MicroUsd | null;
}

/** Starts a plan. The plan alone decides what runs; the matrix is not looked at again. */
export function startRun(plan: RunPlan, parts: RunParts, listener: RunListener, options: StartOptions): ActiveRun {
  const { clock, pool } = parts;
  const id = runIdSchema.parse(randomUUID());
  const startedAtMs = clock.nowMs();
  const runs = new Map<CellKey, CellRun>(plan.cells.map((cell) => [cell.key, initialCellRun(cell)]));
  const aborts = new Map<CellKey, { cell: PlannedCell; abort: AbortController }>();
  const schedule = createSchedule({ pool, needsOf: parts.needsOf });
  const prices = new Map(plan.cells.map((cell) => [cell.key, cell.price.highMicroUsd]));
  let open = plan.cells.filter((cell) => cell.action === 'run').length;
  let state: RunState = 'running';
  let endedAtMs: number | null = null;
  let stopping = false;
  let interrupted = false;
  /** Cells that wait for another try; nothing of theirs goes on anywhere. */
  const parked = new Set<CellKey>();
  const { promise: finished, resolve: finish } = Promise.withResolvers<RunRecord>();

  function record(): RunRecord {
    const { documentId, capMicroUsd } = options;
    const cells = [...runs.values()];
    const { rehearsal } = plan;
    return { id, documentId, state, startedAtMs, endedAtMs, interrupted, rehearsal, capMicroUsd, cells };
  }

  function apply(key: CellKey, event: CellRunEvent): void {
    const before = runs.get(key);
    if (before === undefined) return;
    const after = reduceCellRun(before, event);
    if (after === before) return;
    if (isTerminal(after.state) && !isTerminal(before.state)) open -= 1;
    if (!isTerminal(after.state) && isTerminal(before.state)) open += 1;
    runs.set(key, after);
    listener.onCell(id, after);
  }

  /** Ends a cell in the schedule, and with it all that can never start now. */
  function leave(key: CellKey, ending: Ending): void {
    for (const { cell, by } of schedule.end(key, ending)) {
      apply(cell.key, { type: 'blocked', message: by, atMs: clock.nowMs() });
    }
  }

  function endCancelled(key: CellKey, message: string | null = null): void {
    apply(key, { type: 'cancelled', message: interrupted ? 'interrupted' : message, atMs: clock.nowMs() });
    leave(key, 'broken');
  }

  /** Nothing new starts: cancels what has not begun, also what waits for a place to be tried again. */
  function stop(message: string): void {
    stopping = true;
    for (const key of runs.keys()) {
      if (!schedule.has(key) || aborts.has(key)) continue;
      apply(key, { type: 'cancelled', message, atMs: clock.nowMs() });
      // Its dependents are cancelled by this loop too; only what is already known as broken blocks.
      schedule.end(key, 'usable');
    }
    for (const key of parked) aborts.get(key)?.abort.abort();
  }

  function pump(): void {
    if (state === 'running' && !stopping) {
      for (let cell = schedule.take(); cell !== null; cell = schedule.take()) void runCell(cell);
    } else schedule.rest();
    if (open > 0 || endedAtMs !== null || aborts.size > 0) return;
    stopListening();
    endedAtMs = clock.nowMs();
    state = finalRunState([...runs.values()]);
    listener.onRun(record());
    finish(record());
  }

  async function runCell(cell: PlannedCell): Promise<void> {
    const abort = new AbortController();
    aborts.set(cell.key, { cell, abort });
    apply(cell.key, { type: 'started', atMs: clock.nowMs() });
    let isRetried = false;
    try {
      const { kind, takeId } = await parts.execute(cell, {
        runId: id,
        signal: abort.signal,
        onEvent: (event) => forward(cell, event),
      });
      if (kind === 'made') await listener.onTake(cell);
      const atMs = clock.nowMs();
      const event: CellRunEvent =
        kind === 'made' ? { type: 'succeeded', takeId, atMs } : { type: 'skipped', message: 'unchanged', takeId, atMs };
      apply(cell.key, event);
      if (kind === 'made') pool.succeeded(parts.needsOf(cell));
      leave(cell.key, 'usable');
    } catch (error) {
      isRetried = await onFailure(cell, error, abort.signal);
    }
    // The user may have wanted the cell again at once: then its place here is that of the new try.
    if (aborts.get(cell.key)?.abort === abort) aborts.delete(cell.key);
    // A cancel may have come after the end of the wait, when nobody listened any more.
    if (isRetried && (stopping || abort.signal.aborted)) endCancelled(cell.key);
    else if (isRetried) schedule.retry(cell.key);
    pump();
  }

  function forward(cell: PlannedCell, event: ExecutionEvent): void {
    apply(
      cell.key,
      toRunEvent(event, (bytes, mediaType) => listener.onPreview(cell, bytes, mediaType)),
    );
  }

  async function onFailure(cell: PlannedCell, error: unknown, signal: AbortSignal): Promise<boolean> {
    if (error instanceof CancelledError) {
      endCancelled(cell.key, error instanceof UnconfirmedCancelError ? 'cancel-unconfirmed' : null);
      return false;
    }
    if (!(error instanceof TelarError)) listener.onBug(error);
    const failure = toFailure(error);
    const attempt = runs.get(cell.key)?.attempt ?? 1;
    if (failure.kind === 'rate-limit') pool.slowDown(parts.needsOf(cell));
    const delayMs = stopping ? null : retryDelayMs(failure, attempt, parts.random());
    if (delayMs === null) {
      fail(cell, failure);
      return false;
    }
    apply(cell.key, { type: 'retrying', message: failure.message, untilMs: clock.nowMs() + delayMs });
    parked.add(cell.key);
    schedule.park(cell.key);
    try {
      await clock.sleep(delayMs, signal);
      return true;
    } catch (interruption) {
      return await onFailure(cell, interruption, signal);
    } finally {
      parked.delete(cell.key);
    }
  }

  function fail(cell: PlannedCell, plain: FailureData): void {
    const failure = { ...plain, place: { unit: cell.unit, layer: cell.layerName, ...plain.place } };
    const isLost = failure.code === 'ProviderError' && failure.kind === 'submission-unknown';
    const trouble = commonTrouble(failure);
    const stopsRun = (plan.onError === 'stop' || trouble !== null) && !stopping;
    // Before the place of this cell becomes free: nothing starts after the first failure.
    stopping ||= stopsRun;
    apply(cell.key, { type: isLost ? 'lost' : 'failed', failure, atMs: clock.nowMs() });
    leave(cell.key, 'broken');
    if (!stopsRun) return;
    stop('stopped-after-failure');
    // What cannot be stored now is fetched later; what is not wanted any more is cancelled to save its price.
    const reason = trouble === 'storage' ? new DetachedError() : undefined;
    for (const other of aborts.values()) if (parts.isPaid(other.cell)) other.abort.abort(reason);
  }

  function setState(next: RunState): void {
    if (endedAtMs !== null || state === next) return;
    state = next;
    listener.onRun(record());
    pump();
  }

  const stopListening = pool.onRelease(pump);
  schedule.add(plan.cells.filter((cell) => cell.action === 'run'));
  listener.onRun(record());
  queueMicrotask(pump);
  return {
    id,
    get record() {
      return record();
    },
    finished,
    join(extra) {
      if (stopping || endedAtMs !== null) return false;
      const wanted = extra.cells.filter((cell) => cell.action === 'run');
      const added = wanted.filter((cell) => !schedule.has(cell.key));
      for (const cell of added) {
        if (!runs.has(cell.key)) {
          const run = initialCellRun(cell);
          runs.set(cell.key, run);
          open += 1;
          listener.onCell(id, run);
        } else apply(cell.key, { type: 'requeued' });
      }
      const addedKeys = new Set(added.map((cell) => cell.key));
      // What waits is made as it is planned now: the document may have changed since the run began.
      for (const cell of wanted) if (!addedKeys.has(cell.key)) schedule.replace(cell);
      for (const cell of wanted) prices.set(cell.key, cell.price.highMicroUsd);
      schedule.add(added, { urgent: true });
      const waiting = wanted.map((cell) => cell.key).filter((key) => !addedKeys.has(key));
      schedule.moveToFront(waiting, { urgent: true });
      listener.onRun(record());
      pump();
      return true;
    },
    openPriceMicroUsd(except) {
      const waiting = [...runs.values()].filter((each) => !isTerminal(each.state) && !except.has(each.key));
      return sumMicroUsd(waiting.map((each) => prices.get(each.key) ?? noCost));
    },
    pause: () => setState('paused'),
    resume: () => setState('running'),
    moveToFront: (keys) => schedule.moveToFront(keys),
    cancel() {
      stop('cancelled-by-user');
      for (const { abort } of aborts.values()) abort.abort();
      pump();
    },
    cancelCell(key) {
      const active = aborts.get(key);
      if (active !== undefined) active.abort.abort();
      else if (schedule.has(key)) {
        apply(key, { type: 'cancelled', message: 'cancelled-by-user', atMs: clock.nowMs() });
        leave(key, 'broken');
      }
      pump();
    },
    detach() {
      interrupted = true;
      stop('interrupted');
      for (const { abort } of aborts.values()) abort.abort(new DetachedError());
      pump();
    },
  };
}

/**
 * Trouble that every other cell would meet too, so that the run stops whatever its `on_error` says: no key or credit, or
 * no place to store results and records. Going on would cost money for nothing.
 */
function commonTrouble({ code, kind }: FailureData): 'account' | 'storage' | null {
  if (code === 'ProviderError' && (kind === 'auth' || kind === 'credit')) return 'account';
  const isFull =
    code === 'OutputFolderError' && (kind === 'disk-full' || kind === 'not-writable' || kind === 'replaced');
  return isFull || code === 'DatabaseError' ? 'storage' : null;
}
