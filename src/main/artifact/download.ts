import { open, rm, stat } from 'node:fs/promises';
import { AssetDownloadError, CancelledError } from '../../shared/base/index.ts';
import { isErrno, type Fetch } from '../platform/index.ts';

const maxHops = 5;
const maxBytes = 4 * 1024 ** 3;
/** A connection that brings nothing for this long is given up. */
const idleMs = 30_000;
/** The whole of it may take this long: what drips for ever never ends otherwise. */
const totalMs = 60 * 60_000;

export interface DownloadOptions {
  fetch: Fetch;
  /** Whether an address may be asked, also after a redirect. */
  mayFetch: (url: URL) => boolean;
  signal: AbortSignal;
}

/**
 * Fetches a result into a file that is not done until this returns. A second try goes on where the first was cut off, if
 * the server still has the same file. Throws AssetDownloadError `incomplete` (`values.status` holds the HTTP status, 0
 * without an answer) or `not-allowed`.
 */
export async function downloadFile(url: string, partFile: string, options: DownloadOptions): Promise<void> {
  const tag = resumeTags.get(partFile) ?? null;
  const have = tag === null ? 0 : await sizeOf(partFile);
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), idleMs);
  try {
    const headers = {
      'accept-encoding': 'identity',
      ...(have > 0 && tag !== null ? { range: `bytes=${have}-`, 'if-range': tag } : {}),
    };
    const signal = AbortSignal.any([options.signal, idle.signal, AbortSignal.timeout(totalMs)]);
    const response = await follow(url, { headers, signal }, options);
    const resumes = response.status === 206 && have > 0;
    if (response.status !== 200 && !resumes) throw refused(url, response.status);
    const etag = response.headers.get('etag');
    if (etag === null) resumeTags.delete(partFile);
    else resumeTags.set(partFile, etag);
    await writeBody(response, partFile, resumes ? have : 0, () => timer.refresh());
    resumeTags.delete(partFile);
  } catch (error) {
    if (options.signal.aborted) throw new CancelledError();
    if (error instanceof AssetDownloadError || isErrno(error, 'ENOSPC')) throw error;
    throw incomplete(url, error instanceof Error ? error.message : String(error), error);
  } finally {
    clearTimeout(timer);
  }
}

/** Entity tags of downloads that were cut off, by part file: only the same content may be continued. */
const resumeTags = new Map<string, string>();

/** Removes what an unfinished download has left. */
export async function discardDownload(partFile: string): Promise<void> {
  resumeTags.delete(partFile);
  await rm(partFile, { force: true });
}

async function follow(url: string, request: RequestInit, options: DownloadOptions): Promise<Response> {
  let target = new URL(url);
  for (let hop = 0; hop <= maxHops; hop++) {
    if (!options.mayFetch(target)) throw notAllowed(target);
    const response = await options.fetch(target, { ...request, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    target = new URL(location, target);
  }
  throw incomplete(url, `more than ${maxHops} redirects`);
}

async function writeBody(response: Response, file: string, offset: number, onBytes: () => void): Promise<void> {
  const announced = response.headers.get('content-length');
  const handle = await open(file, offset > 0 ? 'r+' : 'w');
  try {
    let position = offset;
    for await (const chunk of bytesOf(response)) {
      onBytes();
      position += (await handle.write(chunk, 0, chunk.length, position)).bytesWritten;
      if (position > maxBytes) throw incomplete(response.url, 'it is larger than 4 GB');
    }
    if (announced !== null && position - offset !== Number(announced)) {
      throw incomplete(response.url, `${position - offset} of ${announced} bytes arrived`);
    }
    if (position === 0) throw incomplete(response.url, 'it is empty');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Chunks of an answer's body. */
async function* bytesOf(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body !== null) yield* response.body as AsyncIterable<Uint8Array>;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (info) => info.size,
    (error: unknown) => {
      if (isErrno(error, 'ENOENT')) return 0;
      throw error;
    },
  );
}

function refused(url: string, status: number): Error {
  return incomplete(url, `the server answered ${status}`, undefined, status);
}

function incomplete(url: string, reason: string, cause?: unknown, status = 0): Error {
  return new AssetDownloadError('incomplete', `The result could not be fetched: ${reason}.`, {
    hint: 'Run the cell again: the result is fetched once more, nothing is paid twice.',
    values: { reason, status, host: hostOf(url) },
    cause,
  });
}

function notAllowed(url: URL): Error {
  return new AssetDownloadError('not-allowed', `Telar does not fetch results from ${url.host}.`, {
    hint: 'Report this: the provider may have moved its files.',
    values: { host: url.host },
  });
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
