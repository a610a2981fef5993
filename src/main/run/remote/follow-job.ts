import type { Take } from '../../../shared/artifact/index.ts';
import {
  CancelledError,
  fromFailure,
  microUsd,
  noCost,
  ProviderError,
  TelarError,
  type MicroUsd,
} from '../../../shared/base/index.ts';
import type { Billed, RemoteEngine, RemoteStatus } from '../../engine/index.ts';
import { DetachedError, UnconfirmedCancelError, type ExecutionOptions } from '../cell-executor.ts';
import type { LedgerJob } from '../ledger/index.ts';
import type { RunResources } from '../run-resources.ts';
import { dearerNotice } from './charge.ts';
import { resultGone } from './fetch-output.ts';
import { keepOutputs } from './keep-outputs.ts';
import { persist } from './persist.ts';

type FollowOptions = Omit<ExecutionOptions, 'runId'>;

/** How often in a row a provider must not know a job until it is believed. */
const looksUntilGone = 3;

/**
 * Follows a submitted job to its end: the result becomes takes and is charged. An abort cancels
 * at the provider and waits for its word, because a result that comes late is paid and kept; a detached one just leaves.
 */
export async function followJob(
  job: LedgerJob,
  engine: RemoteEngine,
  resources: RunResources,
  options: FollowOptions,
): Promise<Take> {
  const { ledger, takes } = resources;
  const made = takes.find(job.id);
  // The process ended between the take and its line in the ledger.
  if (made !== null) return settle(job, made, resources, options);
  const status = await untilEnded(job, engine, resources, options);
  switch (status.state) {
    case 'succeeded': {
      // What is paid is fetched, also when the user cancelled meanwhile.
      const take = await keepOutputs(job, status, engine, resources, {
        ...options,
        signal: untilDetached(options.signal, resources.timing.cancelMs),
      });
      return settle(job, take, resources, options);
    }
    case 'failed':
      book(job, 'failed', status.billed, status.failure.message, resources, options);
      throw fromFailure(status.failure);
    case 'cancelled':
      book(job, 'cancelled', status.billed, null, resources, options);
      throw new CancelledError();
    case 'gone':
      ledger.record(job.id, { kind: 'gone', amount: job.reservedMicroUsd, reason: null });
      options.onEvent({ type: 'charged', amount: job.reservedMicroUsd });
      throw resultGone();
  }
}

/** Aborts when this process ends; a user who cancels a download that is nearly done still gets it, one that drips not. */
function untilDetached(signal: AbortSignal, patienceMs: number): AbortSignal {
  const detached = new AbortController();
  const onAbort = (): void => {
    if (signal.reason instanceof DetachedError) detached.abort(signal.reason);
    else setTimeout(() => detached.abort(), patienceMs).unref();
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return detached.signal;
}

/** The charge is the last line: what is charged is on disk. */
function settle(job: LedgerJob, take: Take, { ledger }: RunResources, { onEvent }: FollowOptions): Take {
  if (job.state !== 'downloaded') ledger.record(job.id, { kind: 'downloaded', takes: [take.id] });
  ledger.record(job.id, { kind: 'charged', amount: take.costMicroUsd, reason: null });
  onEvent({ type: 'charged', amount: take.costMicroUsd });
  const notice = dearerNotice(job, take.costMicroUsd);
  if (notice !== null) onEvent({ type: 'noticed', notice });
  return take;
}

/** Writes down a job that made nothing; what it may have cost counts as its whole reserved price. */
function book(
  job: LedgerJob,
  kind: 'failed' | 'cancelled',
  billed: Billed,
  reason: string | null,
  { ledger }: RunResources,
  { onEvent }: FollowOptions,
): void {
  const amount: MicroUsd = billed === 'no' ? noCost : microUsd.parse(job.reservedMicroUsd);
  ledger.record(job.id, { kind, amount, reason });
  if (amount > 0) onEvent({ type: 'charged', amount });
}

type Ended = Extract<RemoteStatus, { state: 'succeeded' | 'failed' | 'cancelled' | 'gone' }>;

async function untilEnded(
  job: LedgerJob,
  engine: RemoteEngine,
  resources: RunResources,
  { signal, onEvent }: FollowOptions,
): Promise<Ended> {
  const { clock, timing } = resources;
  const remoteId = job.remoteId ?? '';
  const startedAt = clock.elapsedMs();
  const deadlineMs = deadlineOf(job, resources);
  /** The time of the template is that of the work: waiting for a machine takes as long as it takes, up to the usual limit. */
  let dueAt = startedAt + Math.max(deadlineMs, timing.deadlineMs);
  let runningSince: number | null = null;
  const patience = new AbortController();
  let cancelledAt: number | null = null;
  let missing = 0;
  let pause = timing.pollMs;
  for (;;) {
    if (signal.aborted && signal.reason instanceof DetachedError) throw new CancelledError();
    if (signal.aborted && cancelledAt === null) {
      cancelledAt = clock.elapsedMs();
      await tryToCancel(remoteId, engine, resources, { signal: patience.signal, onEvent });
      pause = timing.pollMs;
    }
    const waiting = cancelledAt === null ? signal : patience.signal;
    const isOver = (): boolean => clock.elapsedMs() > dueAt;
    const status = await persist(() => engine.check(remoteId, { signal: waiting }), resources, {
      signal: waiting,
      onEvent,
      maxTries: 30,
      untilMs: dueAt,
    }).catch((error: unknown) => {
      // Aborted while it waited for the provider: cancel there first. A provider that is not to be reached is given up too.
      if ((error instanceof CancelledError && cancelledAt === null) || isOver()) return null;
      throw error;
    });
    missing = status?.state === 'gone' ? missing + 1 : 0;
    // One "not found" may be a replica that lags behind.
    if (status !== null && (status.state !== 'gone' || missing >= looksUntilGone)) {
      if (status.state === 'running') dueAt = Math.min(dueAt, (runningSince ??= clock.elapsedMs()) + deadlineMs);
      if (status.state === 'queued') onEvent({ type: 'queue', position: status.position });
      else if (status.state !== 'running') return status;
      else if (status.progress !== null) onEvent({ type: 'progress', ...status.progress });
    }
    if (cancelledAt !== null && clock.elapsedMs() - cancelledAt > timing.cancelMs) throw new UnconfirmedCancelError();
    if (isOver()) await giveUp(remoteId, dueAt - startedAt, engine, resources, { signal: patience.signal, onEvent });
    await clock.sleep(pause, waiting).catch((error: unknown) => {
      if (!(error instanceof CancelledError)) throw error;
    });
    pause = Math.min(timing.maxPollMs, pause * 1.5);
  }
}

/** The time that its template gives a job of this model, in milliseconds; the usual one where it says nothing or is gone. */
function deadlineOf(job: LedgerJob, { templates, timing }: RunResources): number {
  const seconds = templates.get(job.order.model)?.deadline_s;
  return seconds === undefined ? timing.deadlineMs : seconds * 1000;
}

/** A cancellation that the provider does not take is noticed by the status of the job, which is looked at further on. */
async function tryToCancel(
  remoteId: string,
  engine: RemoteEngine,
  resources: RunResources,
  options: FollowOptions,
): Promise<void> {
  try {
    await persist(() => engine.cancel(remoteId), resources, { ...options, maxTries: 3 });
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
  }
}

/** The ledger keeps the job open: should it end after all, or the cancellation be lost, the next run looks at it. */
async function giveUp(
  remoteId: string,
  waitedMs: number,
  engine: RemoteEngine,
  resources: RunResources,
  options: FollowOptions,
): Promise<never> {
  await tryToCancel(remoteId, engine, resources, options);
  const minutes = Math.max(1, Math.round(waitedMs / 60_000));
  throw new ProviderError('timeout', `The job ${remoteId} has not ended after ${minutes} minutes; it was cancelled.`, {
    hint: 'Run the cell again: if the result exists after all, it is fetched and not paid again.',
    values: { minutes },
  });
}
