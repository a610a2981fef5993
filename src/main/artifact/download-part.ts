import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { isErrno } from '../platform/index.ts';

/** How far a download came, written beside its part file: a later try, or a later process, goes on from there. */
const mark = z.object({
  etag: z.string(),
  bytes: z.int().positive(),
  /** Of those bytes: a part that a crash has damaged is not continued. */
  sha256: z.string(),
});

/** What a download may go on from. */
export interface Beginning {
  /** Entity tag of the content that the bytes belong to; null for a download from the start. */
  etag: string | null;
  bytes: number;
  /** Has seen these bytes. */
  hash: Hash;
}

export function nothingYet(): Beginning {
  return { etag: null, bytes: 0, hash: createHash('sha256') };
}

/** What is there of a cut download; nothing when the part is not, byte for byte, what was written. */
export async function readBeginning(partFile: string): Promise<Beginning> {
  const known = await readMark(partFile);
  if (known === null) return nothingYet();
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(partFile, { end: known.bytes - 1 })) hash.update(chunk as Buffer);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return nothingYet();
    throw error;
  }
  return hash.copy().digest('hex') === known.sha256 ? { etag: known.etag, bytes: known.bytes, hash } : nothingYet();
}

/** Notes how far a download came. Only a strong tag stands for the same bytes (RFC 9110, 8.8.1). */
export async function writeMark(partFile: string, { etag, bytes, hash }: Beginning): Promise<void> {
  if (etag === null || bytes === 0) return;
  const text = JSON.stringify({ etag, bytes, sha256: hash.copy().digest('hex') } satisfies z.input<typeof mark>);
  await writeFile(markOf(partFile), text);
}

/** The tag by which a download may be continued. */
export function strongTag(header: string | null): string | null {
  return header !== null && /^"[^"]*"$/.test(header) ? header : null;
}

/** Forgets how far a download came; its bytes stay. */
export async function removeMark(partFile: string): Promise<void> {
  await rm(markOf(partFile), { force: true });
}

/** Removes what an unfinished download has left. */
export async function discardDownload(partFile: string): Promise<void> {
  await removeMark(partFile);
  await rm(partFile, { force: true });
}

async function readMark(partFile: string): Promise<z.output<typeof mark> | null> {
  try {
    return mark.parse(JSON.parse(await readFile(markOf(partFile), 'utf8')));
  } catch (error) {
    // A crash may have cut the mark itself: then the download starts anew.
    if (isErrno(error, 'ENOENT') || error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

function markOf(partFile: string): string {
  return `${partFile}.mark`;
}
