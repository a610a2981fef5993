import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { AssetDownloadError, CancelledError, type FailureData } from '../../../shared/base/index.ts';
import { discardDownload, downloadFile } from '../../artifact/index.ts';
import type { RemoteEngine, RemoteStatus } from '../../engine/index.ts';
import type { ExecutionOptions } from '../cell-executor.ts';
import type { LedgerJob } from '../ledger/index.ts';
import type { RunResources } from '../run-resources.ts';
import { storageFailure } from '../storage-failure.ts';
import { persist } from './persist.ts';

export type Succeeded = Extract<RemoteStatus, { state: 'succeeded' }>;

const maxTries = 8;

/** A file that has arrived, and the address it came from: null for a text, which stands in the answer itself. */
export interface FetchedOutput {
  url: string | null;
  sha256: string;
}

/**
 * Brings one output of a finished job into a file. An address that has run out is asked for anew once; a result that is
 * gone is booked as paid, and never ordered again by itself. What came of a download that was cut stays for the next start.
 */
export async function fetchOutput(
  file: string,
  index: number,
  status: Succeeded,
  job: LedgerJob,
  engine: RemoteEngine,
  resources: RunResources,
  { signal, onEvent }: Omit<ExecutionOptions, 'runId'>,
): Promise<FetchedOutput> {
  if (status.output.kind === 'text') return { url: null, sha256: await writeText(file, status.output.text) };
  let url = status.output.urls[index] ?? '';
  let isAskedAnew = false;
  const { assetType } = job.order;
  const mayFetch = (target: URL): boolean => engine.mayFetch(target);
  const fetchOptions = { fetch: resources.fetch, mayFetch, assetType, signal };
  try {
    return await persist(
      async () => {
        try {
          const { sha256 } = await downloadFile(url, file, fetchOptions);
          return { url, sha256 };
        } catch (error) {
          const failure = await storageFailure(error, resources.takes);
          if (hasStatus(failure, expired) && !isAskedAnew) {
            url = (await freshAddress(index, job, engine)) ?? url;
            isAskedAnew = true;
          }
          throw failure;
        }
      },
      resources,
      { signal, onEvent, maxTries, isTransient: isWorthAnotherTry },
    );
  } catch (error) {
    if (!mayGoOn(error)) await discardDownload(file);
    const failure = isGone(error, job, engine, resources) ? resultGone() : error;
    if (failure instanceof AssetDownloadError && failure.kind === 'gone') {
      resources.ledger.record(job.id, { kind: 'gone', amount: job.reservedMicroUsd, reason: failure.message });
      onEvent({ type: 'charged', amount: job.reservedMicroUsd });
    }
    throw failure;
  }
}

async function writeText(file: string, text: string): Promise<string> {
  try {
    await writeFile(file, text);
    return createHash('sha256').update(text).digest('hex');
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** The provider is asked for the present address, never to do the work again. */
async function freshAddress(index: number, job: LedgerJob, engine: RemoteEngine): Promise<string | null> {
  const now = await engine.check(job.remoteId ?? '', {});
  if (now.state === 'gone') throw resultGone();
  return now.state === 'succeeded' && now.output.kind === 'files' ? (now.output.urls[index] ?? null) : null;
}

/** Statuses of an address that has run out, or of a server that does not have the file yet. */
const expired: ReadonlySet<number> = new Set([401, 403, 404, 410]);
const missing: ReadonlySet<number> = new Set([404, 410]);

function hasStatus(error: unknown, statuses: ReadonlySet<number>): boolean {
  return error instanceof AssetDownloadError && statuses.has(Number(error.values.status));
}

/**
 * After all tries the file is still not there, though the provider speaks of success. A refusal alone may pass, and the
 * result be fetched at another time; once the provider keeps it no longer, it will not.
 */
function isGone(error: unknown, job: LedgerJob, { keepsResultsMs }: RemoteEngine, { clock }: RunResources): boolean {
  if (hasStatus(error, missing)) return true;
  return hasStatus(error, expired) && keepsResultsMs !== undefined && clock.nowMs() - job.createdAtMs > keepsResultsMs;
}

/** Whether a later start may take the download up where it ended. */
function mayGoOn(error: unknown): boolean {
  if (error instanceof CancelledError) return true;
  return error instanceof AssetDownloadError && error.kind === 'incomplete' && !hasStatus(error, missing);
}

function isWorthAnotherTry(failure: FailureData): boolean {
  if (failure.code === 'ProviderError') return failure.kind !== 'auth' && failure.kind !== 'credit';
  // A page instead of the file is what a server in trouble sends, or the log-in of a hotel.
  return failure.code === 'AssetDownloadError' && (failure.kind === 'incomplete' || failure.kind === 'web-page');
}

/** The failure of a result that was paid but is kept no more. */
export function resultGone(): InstanceType<typeof AssetDownloadError> {
  return new AssetDownloadError('gone', 'The provider does not keep this result any more.', {
    hint: 'It was paid, but has to be made anew.',
  });
}
