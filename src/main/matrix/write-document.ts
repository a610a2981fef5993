import { mkdir, open, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { DocumentConflictError } from '../../shared/base/index.ts';
import { copyFileAtomic, isErrno, writeFileAtomic } from '../platform/index.ts';
import { backupFileOf } from './beside-document.ts';
import { hashOnDisk } from './read-document.ts';

export interface WriteOptions {
  /** Hash of the file as this session last saw it. */
  expectedHash: string;
  /** What to do where another program wrote it meanwhile. */
  onConflict: 'refuse' | 'overwrite';
}

/**
 * Replaces a document's file and keeps what was there as `.bak`, also what another program wrote. Throws
 * DocumentConflictError: changed-on-disk, or not-writable with the system's reason.
 */
export async function writeDocument(file: string, text: string, options: WriteOptions): Promise<void> {
  const onDisk = await hashOnDisk(file);
  if (onDisk !== null && onDisk !== options.expectedHash && options.onConflict === 'refuse') {
    throw new DocumentConflictError('changed-on-disk', `Another program changed ${basename(file)}.`, {
      hint: 'Overwrite it (what it wrote is kept as .bak), reload it, or save under another name.',
      place: { file },
      values: { file: basename(file) },
    });
  }
  try {
    if (onDisk !== null) await copyFileAtomic(file, backupFileOf(file));
    await writeFileAtomic(file, text);
  } catch (error) {
    throw notWritable(file, error);
  }
}

/** Makes the folder of a document that is to be written. Throws DocumentConflictError: not-writable. */
export async function makeDocumentFolder(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    throw notWritable(file, error);
  }
}

/** Writes a file that must not exist yet. Throws DocumentConflictError: file-exists or not-writable. */
export async function writeNewDocument(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx').catch((error: unknown) => {
    if (!isErrno(error, 'EEXIST')) throw notWritable(file, error);
    throw new DocumentConflictError('file-exists', `There is already a file ${file}.`, {
      hint: 'Choose another name; nothing was written.',
      place: { file },
      values: { file: basename(file) },
    });
  });
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw notWritable(file, error);
  } finally {
    await handle.close();
  }
}

function notWritable(file: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new DocumentConflictError('not-writable', `The document ${file} cannot be written: ${reason}`, {
    hint: 'Check the permissions and the free space of its folder, or save it elsewhere. Nothing is lost.',
    place: { file },
    values: { file: basename(file), reason },
    cause: error,
  });
}
