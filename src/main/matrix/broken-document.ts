import { open } from 'node:fs/promises';
import { TelarError } from '../../shared/base/index.ts';
import type { BrokenDocument } from '../../shared/contract/index.ts';
import { isErrno } from '../platform/index.ts';
import { backupFileOf } from './beside-document.ts';
import { changedAt, readBackup } from './read-document.ts';

/** Lines shown before and after the one with the error. */
const around = 2;
/** Characters of a line that fit into a dialog. */
const maxLineLength = 160;
/** The beginning of a file that is looked at: a broken one may be of any size. */
const maxBytes = 2 * 1024 * 1024;

/**
 * What helps with a document that cannot be opened: whether its backup can be, and the lines around the error. Lines are
 * only read of `.json` files, which documents are.
 */
export async function inspectBrokenDocument(file: string, line: number | undefined): Promise<BrokenDocument> {
  const isDocument = /\.json$/i.test(file);
  const lines = line === undefined || !isDocument ? [] : await linesAround(file, line);
  return { backupAtMs: await backupAt(file), lines };
}

async function backupAt(file: string): Promise<number | null> {
  try {
    await readBackup(file);
  } catch (error) {
    // There is none, or it is broken too: nothing to offer.
    if (error instanceof TelarError) return null;
    throw error;
  }
  return changedAt(backupFileOf(file));
}

async function linesAround(file: string, line: number): Promise<BrokenDocument['lines']> {
  const text = await readBeginning(file);
  if (text === null) return [];
  const first = Math.max(1, line - around);
  const shown = text.split(/\r?\n/).slice(first - 1, line + around);
  return shown.map((each, index) => ({
    number: first + index,
    text: each.length > maxLineLength ? `${each.slice(0, maxLineLength)}…` : each,
  }));
}

async function readBeginning(file: string): Promise<string | null> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    // The failure that is shown says already that the file cannot be read.
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EISDIR'].some((code) => isErrno(error, code))) return null;
    throw error;
  }
}
