import { rename, rm, stat } from 'node:fs/promises';
import { TelarError } from '../../shared/base/index.ts';
import { serializeMatrixDocument, type MatrixDocument } from '../../shared/matrix/index.ts';
import { isErrno, writeFileAtomic } from '../platform/index.ts';
import { damagedRecoveryFileOf, ownCopyFileOf, recoveryFileOf } from './beside-document.ts';
import { readDocument } from './read-document.ts';

/** What an earlier session left behind. */
export interface Recovery {
  /** Its unsaved changes, or null. */
  matrix: MatrixDocument | null;
  /** Where a recovery copy is kept that could not be read, or null. */
  damaged: string | null;
}

const nothing: Recovery = { matrix: null, damaged: null };

/**
 * Reads the recovery copy of a document. One that cannot be read is put aside: it must not keep the document from
 * opening. One that is older than the document was overtaken by another program; it is kept as the own copy.
 */
export async function readRecovery(file: string): Promise<Recovery> {
  const recovery = recoveryFileOf(file);
  const [copy, original] = await Promise.all([modifiedAt(recovery), modifiedAt(file)]);
  if (copy === null) return nothing;
  if (original !== null && copy < original) {
    await rename(recovery, ownCopyFileOf(file));
    return nothing;
  }
  try {
    return { matrix: (await readDocument(recovery)).matrix, damaged: null };
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    await rename(recovery, damagedRecoveryFileOf(file));
    return { matrix: null, damaged: damagedRecoveryFileOf(file) };
  }
}

/** Writes the recovery copy, or removes it where there is nothing to recover. */
export async function writeRecovery(file: string, unsaved: MatrixDocument | null): Promise<void> {
  if (unsaved === null) await rm(recoveryFileOf(file), { force: true });
  else await writeFileAtomic(recoveryFileOf(file), serializeMatrixDocument(unsaved));
}

async function modifiedAt(file: string): Promise<number | null> {
  const info = await stat(file).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  });
  return info?.mtimeMs ?? null;
}
