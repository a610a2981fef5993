import type { Take } from '../../../shared/artifact/index.ts';
import { CancelledError, ProviderUnavailableError } from '../../../shared/base/index.ts';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import type { RemoteEngine } from '../../engine/index.ts';
import type { ExecutionOptions } from '../cell-executor.ts';
import type { LedgerJob } from '../ledger/index.ts';
import type { RunResources } from '../run-resources.ts';
import { storageFailure } from '../storage-failure.ts';
import { followJob } from './follow-job.ts';
import { once } from './once.ts';
import { reconcileJob } from './reconcile-job.ts';
import { submissionUnknown } from './submission-unknown.ts';

type SettleOptions = Omit<ExecutionOptions, 'runId'>;

/** Finishes what a cell has still open at a provider, if anything; answers the take it brought. */
export async function settleOpenJob(
  cell: PlannedCell,
  resources: RunResources,
  options: SettleOptions,
): Promise<Take | null> {
  if (cell.provider === 'rehearsal') return null;
  const job = resources.ledger.openJobOf(resources.takes.outputDir, cell.key);
  return job === null ? null : finishJob(job, resources, options);
}

/** Takes a job up where it was left. Throws `submission-unknown` for one that the user has to decide about. */
export function finishJob(job: LedgerJob, resources: RunResources, options: SettleOptions): Promise<Take> {
  return once(job.id, resources, () => finish(job, resources, options));
}

async function finish(job: LedgerJob, resources: RunResources, options: SettleOptions): Promise<Take> {
  if (job.state === 'unknown') throw submissionUnknown({ unit: job.order.unit, layer: job.order.layer });
  const engine = remoteEngineOf(job, resources);
  const submitted = job.state === 'intent' ? await reconcileJob(job, engine, resources, options) : job;
  const take = await followJob(submitted, engine, resources, options);
  resources.history?.fetched(job.id, take.id);
  return take;
}

export interface FinishOptions extends SettleOptions {
  /** Jobs to leave to somebody else. */
  except?: (job: LedgerJob) => boolean;
  /** Hears what kept a job open: a failure, or a bug. */
  onFailure: (job: LedgerJob, error: unknown) => void;
}

/** Finishes the open jobs of an output folder; what fails stays open and is told by `onFailure`. Never rejects. */
export async function finishOpenJobs(resources: RunResources, options: FinishOptions): Promise<void> {
  const { except = () => false } = options;
  const jobs = resources.ledger
    .openJobs(resources.takes.outputDir)
    .filter((job) => job.state !== 'unknown' && !except(job));
  await Promise.all(
    jobs.map(async (job) => {
      try {
        await finishJob(job, resources, options);
      } catch (error) {
        if (error instanceof CancelledError) return;
        options.onFailure(job, await storageFailure(error, resources.takes));
      }
    }),
  );
}

function remoteEngineOf(job: LedgerJob, { engines }: RunResources): RemoteEngine {
  const engine = engines.find((each) => each.provider === job.provider);
  if (engine?.kind === 'remote') {
    engine.requireReady();
    return engine;
  }
  throw new ProviderUnavailableError('no-engine', `Nothing here can talk to "${job.provider}".`, {
    hint: 'Update Telar; the paid result is not lost meanwhile.',
    place: { unit: job.order.unit, layer: job.order.layer },
    values: { provider: job.provider },
  });
}
