import { open, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AssetType } from '../../shared/artifact/index.ts';
import { CancelledError, diskFailure, TelarError } from '../../shared/base/index.ts';
import { AddressRefusedError, fetchFollowing, type Fetch } from '../platform/index.ts';
import { incomplete, noRoom, notAllowed, tooLarge } from './download-failures.ts';
import {
  discardDownload,
  nothingYet,
  readBeginning,
  removeMark,
  strongTag,
  writeMark,
  type Beginning,
} from './download-part.ts';
import { sniffSource, webPage, withByteSource } from './media/index.ts';

export interface DownloadLimits {
  /** A connection that brings nothing for this long is given up. */
  idleMs: number;
  /** One try may take this long: what drips for ever never ends otherwise. */
  totalMs: number;
  maxBytes: number;
}

export const downloadLimits: DownloadLimits = { idleMs: 30_000, totalMs: 60 * 60_000, maxBytes: 4 * 1024 ** 3 };

/** How much may be lost to a crash of the program. */
const markEveryBytes = 32 * 1024 ** 2;
/** Left for the rest of the program when a large result fills the disk. */
const spareBytes = 16 * 1024 ** 2;

export interface DownloadOptions {
  fetch: Fetch;
  /** Whether an address may be asked, also after a redirect. */
  mayFetch: (url: URL) => boolean;
  /** What is expected: of a text nobody can say that it is a web page by mistake. */
  assetType: AssetType;
  signal: AbortSignal;
  limits?: Partial<DownloadLimits>;
  /** Free bytes where a folder lies; tests have their own. */
  freeBytes?: (folder: string) => Promise<number>;
}

/** What has arrived, byte for byte as it was sent. */
export interface Download {
  bytes: number;
  sha256: string;
}

/**
 * Fetches a result into a file that is not done until this returns; then it is on disk. A second try goes on where the
 * first was cut off, also one of a later process, if the server still has the same file. Throws AssetDownloadError
 * `incomplete` (`values.status` holds the HTTP status, 0 without an answer), `web-page`, `too-large` or `not-allowed`,
 * OutputFolderError `disk-full`, or the system's error of a write.
 */
export async function downloadFile(url: string, partFile: string, options: DownloadOptions): Promise<Download> {
  const limits = { ...downloadLimits, ...options.limits };
  const beginning = await readBeginning(partFile);
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), limits.idleMs);
  const total = AbortSignal.timeout(limits.totalMs);
  const signal = AbortSignal.any([options.signal, idle.signal, total]);
  try {
    const { fetch, mayFetch } = options;
    const response = await fetchFollowing(url, { fetch, mayFetch, signal, headers: headersFor(beginning) });
    const body = await bodyOf(response, url, beginning, partFile);
    await requireRoom(body, url, dirname(partFile), limits.maxBytes, options.freeBytes ?? systemFreeBytes);
    const download = await writeBody(body, url, partFile, limits.maxBytes, () => timer.refresh());
    if (options.assetType !== 'text') await refuseWebPage(partFile);
    await removeMark(partFile);
    return download;
  } catch (error) {
    if (options.signal.aborted) throw new CancelledError();
    if (error instanceof AddressRefusedError) throw notAllowed(error);
    if (error instanceof TelarError || diskFailure(error) !== null) throw error;
    if (idle.signal.aborted) throw incomplete(url, `nothing arrived for ${limits.idleMs / 1000} seconds`);
    if (total.aborted) throw incomplete(url, `it was not finished after ${limits.totalMs / 60_000} minutes`);
    throw incomplete(url, error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    clearTimeout(timer);
    // What is not read to its end is not wanted any more.
    idle.abort();
  }
}

function headersFor({ etag, bytes }: Beginning): Record<string, string> {
  return {
    'accept-encoding': 'identity',
    ...(etag === null ? {} : { range: `bytes=${bytes}-`, 'if-range': etag }),
  };
}

interface Body {
  chunks: AsyncIterable<Uint8Array>;
  /** Of the file as far as it is there already. */
  beginning: Beginning;
  /** Bytes still to come; null when the server does not say. */
  announced: number | null;
}

/** What an answer brings. Throws AssetDownloadError `incomplete` for one whose end nobody could tell. */
async function bodyOf(response: Response, url: string, beginning: Beginning, partFile: string): Promise<Body> {
  const { status, headers } = response;
  const resumes = status === 206 && beginning.etag !== null;
  // What is there does not belong to what the server has: the next try starts anew.
  if (status === 416) await discardDownload(partFile);
  if (status !== 200 && !resumes) throw incomplete(url, `the server answered ${status}`, { status });
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
  if (resumes && Number(range?.[1]) !== beginning.bytes) {
    await discardDownload(partFile);
    throw incomplete(url, 'the server sent another part than the one that was asked for');
  }
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw incomplete(url, `it came encoded as ${encoding}, which was not asked for`);
  const length = headers.get('content-length');
  // Without either the end of the connection would be the end of the file, however early it comes.
  if (length === null && headers.get('transfer-encoding') === null) {
    throw incomplete(url, 'the server does not say how long it is');
  }
  const whole = strongTag(headers.get('etag'));
  return {
    chunks: bytesOf(response),
    beginning: resumes ? beginning : { ...nothingYet(), etag: whole },
    announced: length === null ? null : Number(length),
  };
}

/** Chunks of an answer's body. */
async function* bytesOf(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body !== null) yield* response.body as AsyncIterable<Uint8Array>;
}

async function requireRoom(
  { beginning, announced }: Body,
  url: string,
  folder: string,
  maxBytes: number,
  freeBytes: (folder: string) => Promise<number>,
): Promise<void> {
  if (announced === null) return;
  if (beginning.bytes + announced > maxBytes) throw tooLarge(url, maxBytes);
  const free = await freeBytes(folder);
  if (announced + spareBytes > free) throw noRoom(folder, announced, free);
}

async function systemFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function writeBody(
  { chunks, beginning, announced }: Body,
  url: string,
  file: string,
  maxBytes: number,
  onBytes: () => void,
): Promise<Download> {
  const { etag, hash, bytes: start } = beginning;
  const handle = await open(file, start > 0 ? 'r+' : 'w');
  let bytes = start;
  let marked = start;
  let isExact = true;
  try {
    await handle.truncate(start);
    for await (const chunk of chunks) {
      onBytes();
      if (bytes + chunk.length > maxBytes) throw tooLarge(url, maxBytes);
      // The hash is made while the system writes.
      isExact = false;
      const writing = writeAll(handle, chunk, bytes);
      hash.update(chunk);
      await writing;
      bytes += chunk.length;
      isExact = true;
      if (bytes - marked < markEveryBytes) continue;
      await writeMark(file, { etag, hash, bytes });
      marked = bytes;
    }
    if (announced !== null && bytes - start !== announced) {
      throw incomplete(url, `${bytes - start} of ${announced} bytes arrived`);
    }
    if (bytes === 0) throw incomplete(url, 'it is empty');
    await handle.sync();
    return { bytes, sha256: hash.copy().digest('hex') };
  } catch (error) {
    if (isExact) await writeMark(file, { etag, hash, bytes });
    throw error;
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    done += (await handle.write(chunk, done, chunk.length - done, position + done)).bytesWritten;
  }
}

async function refuseWebPage(partFile: string): Promise<void> {
  if ((await withByteSource(partFile, sniffSource)) !== 'text/html') return;
  await discardDownload(partFile);
  throw webPage(partFile);
}
