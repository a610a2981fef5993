import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Take } from '../../../shared/artifact/index.ts';
import { AssetDownloadError, microUsd, ProviderError, takeId, type FailureData } from '../../../shared/base/index.ts';
import { discardDownload, downloadFile, takesFolderName } from '../../artifact/index.ts';
import type { RemoteEngine, RemoteStatus } from '../../engine/index.ts';
import type { ExecutionOptions } from '../cell-executor.ts';
import type { LedgerJob } from '../ledger/index.ts';
import type { RunResources } from '../run-resources.ts';
import { chargeOf } from './charge.ts';
import { persist } from './persist.ts';

type Succeeded = Extract<RemoteStatus, { state: 'succeeded' }>;

const maxTries = 8;

/**
 * Makes takes of what a finished job delivered: the first output is picked, the others stand beside it. The ids of the
 * takes follow from the job's, so that a second start keeps none of them twice.
 */
export async function keepOutputs(
  job: LedgerJob,
  status: Succeeded,
  engine: RemoteEngine,
  resources: RunResources,
  options: Omit<ExecutionOptions, 'runId'>,
): Promise<Take> {
  options.onEvent({ type: 'downloading' });
  const count = status.output.kind === 'text' ? 1 : status.output.urls.length;
  if (count === 0) {
    // Paid as far as anybody knows, and there is nothing to fetch at another time.
    resources.ledger.record(job.id, { kind: 'failed', amount: job.reservedMicroUsd, reason: 'no output' });
    options.onEvent({ type: 'charged', amount: job.reservedMicroUsd });
    throw empty();
  }
  const charge = chargeOf(job, count, resources.templates);
  let first: Take | null = null;
  // The picked one last: with it the job counts as done.
  for (let index = count - 1; index >= 0; index--) {
    const id = takeId.parse(index === 0 ? job.id : `${job.id}-${index + 1}`);
    first = resources.takes.find(id);
    if (first !== null) continue;
    const file = partFileOf(job, index, resources);
    try {
      await fetchOutput(file, index, status, job, engine, resources, options);
      const facts = {
        model: job.order.model,
        recipe: job.order.recipe,
        prompt: job.order.prompt,
        seed: status.seed,
        durationMs: Math.max(0, resources.clock.nowMs() - job.createdAtMs),
        costMicroUsd: index === 0 ? charge : microUsd.parse(0),
        runId: job.runId,
      };
      first = await resources.takes.add(job.order, file, facts, { id, isPicked: index === 0 });
    } finally {
      await rm(file, { force: true });
    }
  }
  if (first === null) throw empty();
  return first;
}

/** The same name at each try, so that a download goes on where it was cut off. */
function partFileOf(job: LedgerJob, index: number, { takes }: RunResources): string {
  return join(takes.outputDir, takesFolderName, `${job.id}-${index + 1}.${job.order.extension}.part`);
}

async function fetchOutput(
  file: string,
  index: number,
  status: Succeeded,
  job: LedgerJob,
  engine: RemoteEngine,
  resources: RunResources,
  { signal, onEvent }: Omit<ExecutionOptions, 'runId'>,
): Promise<void> {
  if (status.output.kind === 'text') return writeFile(file, status.output.text);
  let url = status.output.urls[index] ?? '';
  const fetchOptions = { fetch: resources.fetch, mayFetch: (target: URL) => engine.mayFetch(target), signal };
  try {
    await persist(
      async () => {
        try {
          await downloadFile(url, file, fetchOptions);
        } catch (error) {
          url = (await freshAddress(error, index, job, engine)) ?? url;
          throw error;
        }
      },
      resources,
      { signal, onEvent, maxTries, isTransient: isWorthAnotherTry },
    );
  } catch (error) {
    await discardDownload(file);
    const failure = isMissing(error) ? resultGone() : error;
    if (failure instanceof AssetDownloadError && failure.kind === 'gone') {
      resources.ledger.record(job.id, { kind: 'gone', amount: job.reservedMicroUsd, reason: failure.message });
      onEvent({ type: 'charged', amount: job.reservedMicroUsd });
    }
    throw failure;
  }
}

/** An address may have run out: the provider is asked for the present one, never to do the work again. */
async function freshAddress(
  error: unknown,
  index: number,
  job: LedgerJob,
  engine: RemoteEngine,
): Promise<string | null> {
  if (!(error instanceof AssetDownloadError) || !expired.has(Number(error.values.status))) return null;
  const now = await engine.check(job.remoteId ?? '', {});
  if (now.state === 'gone') throw resultGone();
  return now.state === 'succeeded' && now.output.kind === 'files' ? (now.output.urls[index] ?? null) : null;
}

/** Statuses of an address that has run out, or of a server that does not have the file yet. */
const expired: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/** After all tries the file is still not there, though the provider speaks of success. */
function isMissing(error: unknown): boolean {
  return error instanceof AssetDownloadError && (error.values.status === 404 || error.values.status === 410);
}

function isWorthAnotherTry(failure: FailureData): boolean {
  if (failure.code === 'ProviderError') return failure.kind !== 'auth' && failure.kind !== 'credit';
  return failure.code === 'AssetDownloadError' && failure.kind === 'incomplete';
}

/** The failure of a result that was paid but is kept no more. */
export function resultGone(): InstanceType<typeof AssetDownloadError> {
  return new AssetDownloadError('gone', 'The provider does not keep this result any more.', {
    hint: 'It was paid, but has to be made anew.',
  });
}

function empty(): Error {
  return new ProviderError('empty', 'The provider reports success but delivered nothing.', {
    hint: 'Look at the job on the provider’s page; run the cell again to pay for another try.',
  });
}
