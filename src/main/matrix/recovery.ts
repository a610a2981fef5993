import { rename, rm } from 'node:fs/promises';
import { TelarError } from '../../shared/base/index.ts';
import { serializeMatrixDocument, type MatrixDocument } from '../../shared/matrix/index.ts';
import { isErrno, isLockLeftBehind, writeFileAtomic } from '../platform/index.ts';
import { damagedRecoveryFileOf, lockFileOf, ownCopyFileOf, recoveryFileOf } from './beside-document.ts';
import { changedAt, readDocument } from './read-document.ts';

/** What an earlier session left behind. */
export interface Recovery {
  /** Its unsaved changes and when they were kept, or null. */
  unsaved: { matrix: MatrixDocument; atMs: number } | null;
  /** Where a recovery copy is kept that could not be read, or null. */
  damaged: string | null;
}

const nothing: Recovery = { unsaved: null, damaged: null };

/**
 * Reads the recovery copy of a document. One that cannot be read is put aside: it must not keep the document from
 * opening. One that is older than the document was overtaken by another program; it is kept as the own copy.
 */
export async function readRecovery(file: string): Promise<Recovery> {
  const recovery = recoveryFileOf(file);
  const [copy, original] = await Promise.all([changedAt(recovery), changedAt(file)]);
  if (copy === null) return nothing;
  if (original !== null && copy < original) {
    await rename(recovery, ownCopyFileOf(file));
    return nothing;
  }
  try {
    return { unsaved: { matrix: (await readDocument(recovery)).matrix, atMs: copy }, damaged: null };
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    await rename(recovery, damagedRecoveryFileOf(file));
    return { unsaved: null, damaged: damagedRecoveryFileOf(file) };
  }
}

/** Writes the recovery copy, or removes it where there is nothing to recover. */
export async function writeRecovery(file: string, unsaved: MatrixDocument | null): Promise<void> {
  if (unsaved === null) await rm(recoveryFileOf(file), { force: true });
  else await writeFileAtomic(recoveryFileOf(file), serializeMatrixDocument(unsaved));
}

/** Gives up unsaved changes for what was saved; they stay in the own copy beside the document. */
export async function putRecoveryAside(file: string): Promise<void> {
  try {
    await rename(recoveryFileOf(file), ownCopyFileOf(file));
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
  }
}

/**
 * When the unsaved changes were kept that a program left behind when it ended without closing its document; null where
 * it was closed, has none, is open somewhere, or was saved since by another program.
 */
export async function leftBehindAt(file: string): Promise<number | null> {
  const [copy, original] = await Promise.all([changedAt(recoveryFileOf(file)), changedAt(file)]);
  if (copy === null || (original !== null && copy < original)) return null;
  return (await isLockLeftBehind(lockFileOf(file))) ? copy : null;
}

/** The saved version of a document and the one of its recovery copy. Throws MatrixFormatError. */
export async function readBothVersions(file: string): Promise<{ saved: MatrixDocument; unsaved: MatrixDocument }> {
  const [saved, unsaved] = await Promise.all([readDocument(file), readDocument(recoveryFileOf(file))]);
  return { saved: saved.matrix, unsaved: unsaved.matrix };
}
