import { AssetDownloadError, diskFailure } from '../../shared/base/index.ts';
import type { AddressRefusedError } from '../platform/index.ts';

/** A download that did not come to its end; `status` is the HTTP status of a refusal, 0 for any other reason. */
export function incomplete(
  url: string,
  reason: string,
  { status = 0, cause }: { status?: number; cause?: unknown } = {},
) {
  return new AssetDownloadError('incomplete', `The result could not be fetched: ${reason}.`, {
    hint: 'Run the cell again: the result is fetched once more, nothing is paid twice.',
    values: { reason, status, host: hostOf(url) },
    cause,
  });
}

export function tooLarge(url: string, maxBytes: number): Error {
  const reason = `it is larger than ${inGigabytes(maxBytes)}`;
  return new AssetDownloadError('too-large', `The result could not be fetched: ${reason}.`, {
    hint: 'Ask the model for less: a shorter or smaller result.',
    values: { reason, host: hostOf(url), size: inGigabytes(maxBytes) },
  });
}

/** An address that Telar does not go to. */
export function notAllowed(error: AddressRefusedError): Error {
  const { host, reason } = error;
  return new AssetDownloadError('not-allowed', `Telar does not fetch results from ${host}: ${reason}.`, {
    hint: 'Report this: the provider may have moved its files.',
    values: { host, reason },
    cause: error,
  });
}

/** A disk that has no room for what was announced: told before any of it is written. */
export function noRoom(folder: string, wanted: number, free: number): Error {
  const reason = `no space left on device: ${inGigabytes(wanted)} wanted, ${inGigabytes(free)} free`;
  const error = new Error(reason);
  return diskFailure(error, folder) ?? error;
}

function inGigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(bytes % 1024 ** 3 === 0 ? 0 : 2)} GB`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
