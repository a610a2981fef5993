import { canonicalJson, type JsonObject } from '../../../shared/base/index.ts';
import type { RemoteEngine, RemoteListing } from '../../engine/index.ts';
import type { ExecutionOptions } from '../cell-executor.ts';
import type { LedgerJob } from '../ledger/index.ts';
import type { RunResources } from '../run-resources.ts';
import { persist } from './persist.ts';
import { submissionUnknown } from './submission-unknown.ts';

/** Clocks of this machine and the provider may differ by this much. */
const clockSkewMs = 5 * 60_000;
const maxTries = 20;
const twinPauseMs = 250;

/**
 * Looks a job whose submission has no answer up in the provider's own list: twice, some time apart, since a list may lag
 * behind. Answers the job with its id; else marks it `unknown` and throws, for the user to decide. Nothing is submitted.
 */
export async function reconcileJob(
  job: LedgerJob,
  engine: RemoteEngine,
  resources: RunResources,
  options: Omit<ExecutionOptions, 'runId'>,
): Promise<LedgerJob> {
  const { ledger, clock, timing } = resources;
  const { signal, onEvent } = options;
  for (let look = 1; look <= 2; look++) {
    if (look > 1) {
      onEvent({ type: 'waiting', message: 'looking-up', untilMs: clock.nowMs() + timing.reconcileMs });
      await clock.sleep(timing.reconcileMs, signal);
    }
    await twinsToArrive(job, resources, signal);
    const since = job.createdAtMs - clockSkewMs;
    const { endpoint } = job.order;
    const list = await persist(() => engine.listSince(since, { endpoint, signal }), resources, {
      signal,
      onEvent,
      maxTries,
    });
    const own = findOwn(job, list, resources);
    if (own !== null) {
      onEvent({ type: 'resumed' });
      return ledger.record(job.id, { kind: 'submitted', remoteId: own.remoteId });
    }
  }
  ledger.record(job.id, { kind: 'unknown' });
  throw submissionUnknown({ unit: job.order.unit, layer: job.order.layer });
}

/** Another submission with the same input may be under way: its job must not be taken for ours before its answer is here. */
async function twinsToArrive(job: LedgerJob, { remote, clock }: RunResources, signal: AbortSignal): Promise<void> {
  const isTwin = ([id, inputHash]: readonly [string, string]): boolean => id !== job.id && inputHash === job.inputHash;
  while ([...remote.submitting].some(isTwin)) await clock.sleep(twinPauseMs, signal);
}

/** The oldest job of the list with our endpoint and input that no other job of ours has. */
function findOwn(job: LedgerJob, list: readonly RemoteListing[], { ledger }: RunResources): RemoteListing | null {
  const matching = list
    .filter((each) => each.endpoint === job.order.endpoint && contains(each.input, job.order.input))
    .filter((each) => !ledger.isClaimed(job, each.remoteId))
    .sort((a, b) => a.createdAtMs - b.createdAtMs);
  return matching[0] ?? null;
}

/** Whether a listed input has all that we sent; a provider may have filled in defaults. */
function contains(listed: JsonObject, sent: JsonObject): boolean {
  return Object.entries(sent).every(([name, value]) => {
    const other = listed[name];
    return other !== undefined && canonicalJson(other) === canonicalJson(value);
  });
}
