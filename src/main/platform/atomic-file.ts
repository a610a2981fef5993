import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isErrno } from './file-hash.ts';

/**
 * Writes a file so that after a crash either the old or the new content is there, never a part of it. `mode` are the
 * permissions of a POSIX system; without it those that the system gives to new files.
 */
export async function writeFileAtomic(
  file: string,
  content: string | Uint8Array,
  { mode }: { mode?: number } = {},
): Promise<void> {
  const temporary = temporaryBeside(file);
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameDurably(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Writes a file that must not exist yet; with `replace` it may, and is replaced at once. Throws the system's EEXIST
 * otherwise. A link is never written through.
 */
export async function writeFileExclusive(
  file: string,
  content: string | Uint8Array,
  { replace }: { replace: boolean },
): Promise<void> {
  if (replace) return writeFileAtomic(file, content);
  await writeFile(file, content, { flag: 'wx', flush: true });
}

/** Copies a file over another one atomically. A link in the target's place is replaced, never written through. */
export async function copyFileAtomic(source: string, target: string): Promise<void> {
  const temporary = temporaryBeside(target);
  try {
    await copyFile(source, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await syncFile(temporary);
    await renameDurably(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const renameTries = 3;
const renamePauseMs = 150;
/** Answers of Windows while another program has the target open. */
const heldElsewhere = ['EBUSY', 'EPERM', 'EACCES'];

/**
 * Renames a file and forces the folder's entry to disk. A target that another program holds open is tried three times;
 * then the system's error is thrown and both files are as they were.
 */
export async function renameDurably(source: string, target: string, move = rename): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await move(source, target);
      break;
    } catch (error) {
      if (tries >= renameTries || !heldElsewhere.some((code) => isErrno(error, code))) throw error;
      await sleep(renamePauseMs);
    }
  }
  await syncFolder(dirname(target));
}

/** Forces a file's content to disk. */
export async function syncFile(file: string): Promise<void> {
  await withHandle(file, 'r+', (handle) => handle.sync());
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  await withHandle(folder, 'r', (handle) => handle.sync());
}

async function withHandle(file: string, flags: string, use: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(file, flags);
  try {
    await use(handle);
  } finally {
    await handle.close();
  }
}

function temporaryBeside(file: string): string {
  return join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}.tmp`);
}
