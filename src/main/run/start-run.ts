import { randomUUID } from 'node:crypto';
import {
  CancelledError,
  runId as runIdSchema,
  TelarError,
  toFailure,
  type CellKey,
  type FailureData,
} from '../../shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import { finalRunState, type CellRunEvent, type RunRecord, type RunState } from '../../shared/run/index.ts';
import type { ActiveRun, RunListener, RunParts, StartOptions } from './active-run.ts';
import { createCellBook } from './cell-book.ts';
import { DetachedError, PausedError, toRunEvent, UnconfirmedCancelError } from './cell-executor.ts';
import { commonTrouble } from './common-trouble.ts';
import { askedToWait, retryDelayMs } from './retry.ts';
import { createSchedule, type Ending } from './schedule.ts';

/** What becomes of a cell whose execution did not bring a take: `held` cells wait until the run goes on. */
type Outcome = 'ended' | 'retry' | 'held';

interface Execution {
  cell: PlannedCell;
  abort: AbortController;
  isCancelled: boolean;
}

/** Starts a plan. The plan alone decides what runs; the matrix is not looked at again. */
export function startRun(plan: RunPlan, parts: RunParts, listener: RunListener, options: StartOptions): ActiveRun {
  const { clock, pool } = parts;
  const id = runIdSchema.parse(randomUUID());
  const startedAtMs = clock.nowMs();
  const book = createCellBook(plan.cells, (cell) => listener.onCell(id, cell));
  const executions = new Map<CellKey, Execution>();
  const schedule = createSchedule({ pool, needsOf: parts.needsOf });
  let state: RunState = 'running';
  let trouble: FailureData | null = null;
  let endedAtMs: number | null = null;
  let stopping = false;
  let interrupted = false;
  /** Cells that wait for another try; nothing of theirs goes on anywhere. */
  const parked = new Set<CellKey>();
  /** Cells that wait until the trouble is mended. */
  const held = new Set<CellKey>();
  const { promise: finished, resolve: finish } = Promise.withResolvers<RunRecord>();

  function record(): RunRecord {
    const { documentId, capMicroUsd } = options;
    const { rehearsal } = plan;
    const cells = book.list();
    return { id, documentId, state, startedAtMs, endedAtMs, interrupted, rehearsal, capMicroUsd, trouble, cells };
  }

  /** Ends a cell in the schedule, and with it all that can never start now. */
  function leave(key: CellKey, ending: Ending): void {
    for (const { cell, by } of schedule.end(key, ending)) {
      book.apply(cell.key, { type: 'blocked', message: by, atMs: clock.nowMs() });
    }
  }

  function endCancelled(key: CellKey, message: string | null = null): void {
    book.apply(key, { type: 'cancelled', message: interrupted ? 'interrupted' : message, atMs: clock.nowMs() });
    leave(key, 'broken');
  }

  /** Nothing new starts: cancels what has not begun, also what waits for a place to be tried again. */
  function stop(message: string): void {
    stopping = true;
    held.clear();
    for (const key of book.keys()) {
      if (!schedule.has(key) || executions.has(key)) continue;
      book.apply(key, { type: 'cancelled', message, atMs: clock.nowMs() });
      // Its dependents are cancelled by this loop too; only what is already known as broken blocks.
      schedule.end(key, 'usable');
    }
    for (const key of parked) executions.get(key)?.abort.abort();
  }

  function pump(): void {
    if (state === 'running' && !stopping) {
      for (let cell = schedule.take(); cell !== null; cell = schedule.take()) void runCell(cell);
    } else schedule.rest();
    if (book.open > 0 || endedAtMs !== null || executions.size > 0) return;
    stopListening();
    endedAtMs = clock.nowMs();
    trouble = null;
    state = finalRunState(book.list());
    listener.onRun(record());
    finish(record());
  }

  async function runCell(cell: PlannedCell): Promise<void> {
    const { key } = cell;
    const execution: Execution = { cell, abort: new AbortController(), isCancelled: false };
    executions.set(key, execution);
    book.apply(key, { type: 'started', atMs: clock.nowMs() });
    let outcome: Outcome = 'ended';
    try {
      await makeTake(cell, execution.abort.signal);
    } catch (error) {
      outcome = await onFailure(cell, error, execution.abort.signal);
    }
    // The user may have wanted the cell again at once: then its place here is that of the new try.
    if (executions.get(key) === execution) executions.delete(key);
    // A cancel may have come after the end of the wait, when nobody listened any more.
    if (outcome !== 'ended' && (stopping || execution.isCancelled)) endCancelled(key);
    else if (outcome === 'retry') schedule.retry(key);
    else if (outcome === 'held' && trouble === null) takeUp(key);
    else if (outcome === 'held') held.add(key);
    pump();
  }

  async function makeTake(cell: PlannedCell, signal: AbortSignal): Promise<void> {
    const { kind, takeId } = await parts.execute(cell, {
      runId: id,
      signal,
      onEvent: (event) =>
        book.apply(
          cell.key,
          toRunEvent(event, (bytes, mediaType) => listener.onPreview(cell, bytes, mediaType)),
        ),
    });
    if (kind === 'made') await listener.onTake(cell);
    const atMs = clock.nowMs();
    const event: CellRunEvent =
      kind === 'made' ? { type: 'succeeded', takeId, atMs } : { type: 'skipped', message: 'unchanged', takeId, atMs };
    book.apply(cell.key, event);
    if (kind === 'made') pool.succeeded(parts.needsOf(cell));
    leave(cell.key, 'usable');
  }

  async function onFailure(cell: PlannedCell, error: unknown, signal: AbortSignal): Promise<Outcome> {
    if (error instanceof CancelledError) {
      if (signal.reason instanceof PausedError && !stopping) return hold(cell.key);
      endCancelled(cell.key, error instanceof UnconfirmedCancelError ? 'cancel-unconfirmed' : null);
      return 'ended';
    }
    if (!(error instanceof TelarError)) listener.onBug(error);
    const failure = toFailure(error);
    if (parts.onStorageTrouble === 'pause' && !stopping && commonTrouble(failure) === 'storage') {
      pauseBecauseOf(failure, cell.key);
      return hold(cell.key);
    }
    const attempt = book.get(cell.key)?.attempt ?? 1;
    if (failure.kind === 'rate-limit') pool.slowDown(parts.needsOf(cell));
    const delayMs = stopping ? null : retryDelayMs(failure, attempt, parts.random());
    if (delayMs === null) {
      fail(cell, askedToWait(failure));
      return 'ended';
    }
    book.apply(cell.key, { type: 'retrying', message: failure.message, untilMs: clock.nowMs() + delayMs });
    parked.add(cell.key);
    schedule.park(cell.key);
    try {
      await clock.sleep(delayMs, signal);
      return 'retry';
    } catch (interruption) {
      return await onFailure(cell, interruption, signal);
    } finally {
      parked.delete(cell.key);
    }
  }

  /** The cell keeps its place in the plan, not its resources; what it has open at a provider is found again. */
  function hold(key: CellKey): Outcome {
    book.apply(key, { type: 'held' });
    schedule.park(key);
    return 'held';
  }

  function takeUp(key: CellKey): void {
    book.apply(key, { type: 'requeued' });
    schedule.retry(key);
  }

  /** Nothing new starts, and what runs at a provider is left there: it is fetched when there is a place for it. */
  function pauseBecauseOf(failure: FailureData, failed: CellKey): void {
    if (trouble !== null) return;
    trouble = failure;
    state = 'paused';
    for (const { cell, abort } of executions.values()) {
      if (cell.key !== failed && parts.isPaid(cell)) abort.abort(new PausedError());
    }
    listener.onRun(record());
  }

  function fail(cell: PlannedCell, plain: FailureData): void {
    const failure = { ...plain, place: { unit: cell.unit, layer: cell.layerName, ...plain.place } };
    const isLost = failure.code === 'ProviderError' && failure.kind === 'submission-unknown';
    const common = commonTrouble(failure);
    const stopsRun = (plan.onError === 'stop' || common !== null) && !stopping;
    // Before the place of this cell becomes free: nothing starts after the first failure.
    stopping ||= stopsRun;
    book.apply(cell.key, { type: isLost ? 'lost' : 'failed', failure, atMs: clock.nowMs() });
    leave(cell.key, 'broken');
    if (!stopsRun) return;
    stop('stopped-after-failure');
    // What cannot be stored now is fetched later; what is not wanted any more is cancelled to save its price.
    const reason = common === 'storage' ? new DetachedError() : undefined;
    for (const other of executions.values()) if (parts.isPaid(other.cell)) other.abort.abort(reason);
  }

  const stopListening = pool.onRelease(pump);
  schedule.add(plan.cells.filter((cell) => cell.action === 'run'));
  // A provider keeps a result for an hour: what is paid is fetched before anything new is begun.
  schedule.moveToFront(plan.cells.filter(isPaidAlready).map((cell) => cell.key));
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
      for (const cell of added) book.enter(cell);
      const addedKeys = new Set(added.map((cell) => cell.key));
      // What waits is made as it is planned now: the document may have changed since the run began.
      for (const cell of wanted) if (!addedKeys.has(cell.key)) schedule.replace(cell);
      for (const cell of wanted) book.reprice(cell);
      schedule.add(added, { urgent: true });
      const waiting = wanted.map((cell) => cell.key).filter((key) => !addedKeys.has(key));
      schedule.moveToFront(waiting, { urgent: true });
      listener.onRun(record());
      pump();
      return true;
    },
    openPriceMicroUsd: (except) => book.openPriceMicroUsd(except),
    pause() {
      if (endedAtMs !== null || state === 'paused') return;
      state = 'paused';
      listener.onRun(record());
      pump();
    },
    resume() {
      if (endedAtMs !== null || state === 'running') return;
      state = 'running';
      trouble = null;
      for (const key of held) takeUp(key);
      held.clear();
      listener.onRun(record());
      pump();
    },
    moveToFront(keys) {
      schedule.moveToFront(keys);
      book.toFront(keys);
      listener.onRun(record());
    },
    cancel() {
      stop('cancelled-by-user');
      for (const { abort } of executions.values()) abort.abort();
      pump();
    },
    cancelCell(key) {
      const execution = executions.get(key);
      if (execution !== undefined) {
        execution.isCancelled = true;
        execution.abort.abort();
      } else if (schedule.has(key)) {
        held.delete(key);
        book.apply(key, { type: 'cancelled', message: 'cancelled-by-user', atMs: clock.nowMs() });
        leave(key, 'broken');
      }
      pump();
    },
    detach() {
      interrupted = true;
      stop('interrupted');
      for (const { abort } of executions.values()) abort.abort(new DetachedError());
      pump();
    },
  };
}

function isPaidAlready(cell: PlannedCell): boolean {
  return cell.action === 'run' && cell.why.some((reason) => reason.kind === 'already-paid');
}
