import { DocumentConflictError, type DocumentId, type TakeId } from '../../shared/base/index.ts';
import type { JobDecision, OpenJob } from '../../shared/contract/index.ts';
import type { TakeIndex } from '../artifact/index.ts';
import type { Logger } from '../platform/index.ts';
import {
  DetachedError,
  finishJob,
  finishOpenJobs,
  type ExecutionEvent,
  type Ledger,
  type LedgerJob,
  type RunResources,
} from '../run/index.ts';
import type { EventHub } from './event-hub.ts';
import type { RunLocks } from './run-locks.ts';

/** Paid jobs that an earlier process left open, or whose submission was lost. */
export interface PaidJobs {
  list(resources: RunResources): OpenJob[];
  /**
   * Takes up what is still open in an output folder, except what somebody else finishes; settles when each has ended or
   * failed, which is logged, and never rejects.
   */
  finishAll(resources: RunResources, except?: (job: LedgerJob) => boolean): Promise<void>;
  decide(resources: RunResources, jobId: TakeId, decision: JobDecision): Promise<void>;
  /** Stops waiting; what goes on at providers is found again at the next start. */
  detach(): Promise<void>;
}

export interface PaidJobsOptions {
  ledger: Ledger;
  takeIndex: TakeIndex;
  events: EventHub;
  locks: RunLocks;
  log: Logger;
}

/** The paid jobs of this core. */
export function createPaidJobs({ ledger, takeIndex, events, locks, log }: PaidJobsOptions): PaidJobs {
  const stopping = new AbortController();
  const working = new Set<Promise<void>>();

  function told(documentId: DocumentId): void {
    events.publish({ type: 'jobs.changed', documentId });
    events.publish({ type: 'takes.changed', documentId });
  }

  async function finishAll(resources: RunResources, except: (job: LedgerJob) => boolean): Promise<void> {
    const { documentId, takes } = resources;
    const jobs = ledger.openJobs(takes.outputDir).filter((job) => !except(job));
    if (jobs.length === 0) return;
    const lock = await acquireFree(resources);
    if (lock === null) return;
    const onFailure = (job: LedgerJob, error: unknown): void =>
      log.warn({ err: error, job: job.id, cell: job.cell }, 'a paid job could not be finished');
    const onEvent = (event: ExecutionEvent): void => {
      if (event.type === 'noticed') log.warn({ notice: event.notice, documentId }, 'a paid job was not as planned');
    };
    const options = { signal: stopping.signal, onEvent, except, onFailure };
    try {
      await finishOpenJobs(resources, options);
    } finally {
      await lock.release();
    }
    for (const job of jobs) await takeIndex.refreshCell(documentId, takes, job.cell);
    told(documentId);
  }

  /** Null when another process is at work there: the jobs are its own. */
  async function acquireFree({ takes }: RunResources): Promise<{ release(): Promise<void> } | null> {
    try {
      return await locks.acquire(takes.outputDir);
    } catch (error) {
      if (error instanceof DocumentConflictError) return null;
      throw error;
    }
  }

  function track(work: Promise<void>): Promise<void> {
    working.add(work);
    return work.finally(() => working.delete(work));
  }

  return {
    list: (resources) => ledger.openJobs(resources.takes.outputDir).map(toOpenJob),
    finishAll: (resources, except = () => false) =>
      track(
        finishAll(resources, except).catch((error: unknown) => {
          log.error({ err: error }, 'open paid jobs could not be taken up');
        }),
      ),
    async decide(resources, jobId, decision) {
      const job = ledger.find(jobId);
      // Another process that runs there may be following this very job.
      const lock = await locks.acquire(resources.takes.outputDir);
      try {
        if (decision === 'look-again') await track(lookAgain(ledger.find(jobId), resources));
        else if (resources.remote.following.has(jobId)) throw beingFetched();
        else ledger.record(jobId, { kind: 'abandoned', amount: job.reservedMicroUsd, reason: 'released by the user' });
      } finally {
        await lock.release();
      }
      told(resources.documentId);
    },
    async detach() {
      stopping.abort(new DetachedError());
      await Promise.allSettled(working);
    },
  };

  async function lookAgain(job: LedgerJob, resources: RunResources): Promise<void> {
    const asIntent: LedgerJob = job.state === 'unknown' ? { ...job, state: 'intent' } : job;
    await finishJob(asIntent, resources, { signal: stopping.signal, onEvent: () => undefined });
    await takeIndex.refreshCell(resources.documentId, resources.takes, job.cell);
  }
}

function beingFetched(): Error {
  return new DocumentConflictError('already-running', 'This job is being fetched right now.', {
    hint: 'Wait a moment and look again.',
  });
}

function toOpenJob(job: LedgerJob): OpenJob {
  const { id, runId, documentId, cell, provider, remoteId, reservedMicroUsd, createdAtMs } = job;
  const state = job.state as OpenJob['state'];
  return {
    id,
    runId,
    documentId,
    cell,
    provider,
    model: job.order.model,
    state,
    remoteId,
    reservedMicroUsd,
    createdAtMs,
  };
}
