import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { MatrixFormatError, TelarError } from '../../shared/base/index.ts';
import {
  maxDocumentBytes,
  parseMatrixDocument,
  readNewerDocument,
  type MatrixDocument,
} from '../../shared/matrix/index.ts';
import { isErrno } from '../platform/index.ts';
import { backupFileOf } from './beside-document.ts';

/** A document as it is on disk. */
export interface DocumentOnDisk {
  matrix: MatrixDocument;
  /** SHA-256 of the file's bytes. */
  hash: string;
  /** Made by a newer program: only what this one understands is shown, so it must not be written. */
  isNewer: boolean;
}

/** Reads and parses a document. Throws MatrixFormatError with the place; the file is only read. */
export async function readDocument(file: string): Promise<DocumentOnDisk> {
  const { text, hash } = await readText(file);
  return { matrix: parseMatrixDocument(text, file), hash, isNewer: false };
}

/** Like readDocument, but a document of a newer version is read as far as it can be shown. */
export async function readDocumentToShow(file: string): Promise<DocumentOnDisk> {
  const { text, hash } = await readText(file);
  try {
    return { matrix: parseMatrixDocument(text, file), hash, isNewer: false };
  } catch (error) {
    if (!(error instanceof TelarError) || error.kind !== 'newer-version') throw error;
    const matrix = readNewerDocument(text, file);
    if (matrix === null) throw error;
    return { matrix, hash, isNewer: true };
  }
}

/**
 * What the last save kept of a document, standing for a file that cannot be read: its hash is the file's, so that a save
 * replaces just this broken one. Throws MatrixFormatError where there is no backup, or it is broken as well.
 */
export async function readBackup(file: string): Promise<DocumentOnDisk> {
  const backup = await readDocument(backupFileOf(file));
  return { ...backup, hash: (await hashOnDisk(file)) ?? '' };
}

/** When a file was changed last, in milliseconds since 1970; null where there is none. */
export async function changedAt(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null;
    throw error;
  }
}

/** SHA-256 of a file's present bytes, or null where there is none. */
export async function hashOnDisk(file: string): Promise<string | null> {
  try {
    return hashOf(await readFile(file));
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Hash of a document's bytes, as readDocument gives it. */
export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readText(file: string): Promise<{ text: string; hash: string }> {
  const bytes = await readBytes(file).catch((error: unknown) => {
    if (error instanceof TelarError) throw error;
    const missing = isErrno(error, 'ENOENT');
    const reason = error instanceof Error ? error.message : String(error);
    const message = missing ? `There is no file ${file}.` : `The file ${file} cannot be read: ${reason}`;
    throw new MatrixFormatError(missing ? 'not-found' : 'unreadable', message, {
      hint: missing ? 'Check the path.' : 'Check the permissions of the file.',
      place: { file },
      values: { file, reason },
      cause: error,
    });
  });
  return { text: decode(bytes, file), hash: hashOf(bytes) };
}

/** A pipe would never end and a file of gigabytes would fill the memory, so both are refused before reading. */
async function readBytes(file: string): Promise<Uint8Array> {
  const info = await stat(file);
  if (!info.isFile()) throw new Error('it is no file');
  if (info.size > maxDocumentBytes) {
    const reason = `it has ${info.size} bytes, ${maxDocumentBytes} are allowed`;
    throw new MatrixFormatError('too-large', `The document is too large: ${reason}.`, {
      hint: 'Split it into several documents. The file was not changed.',
      place: { file },
      values: { reason },
    });
  }
  return readFile(file);
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new MatrixFormatError('not-utf8', 'The document is not UTF-8 text.', {
      hint: 'Save it as UTF-8 in a text editor. The file was not changed.',
      place: { file },
      cause: error,
    });
  }
}
