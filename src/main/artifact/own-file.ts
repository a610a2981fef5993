import { lstat, realpath, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hashFile, isErrno } from '../platform/index.ts';

/** What became of a file that was to be removed: one that is not, or no more, our own stays. */
export type Removal = 'removed' | 'absent' | 'kept';

/**
 * Removes a file of a folder if it is just what we wrote there: a plain name, a regular file without another name (hard
 * link), in a folder that is no link, with the bytes we know. Anything else is somebody's and is not touched.
 */
export async function removeOwnFile(folder: string, name: string, sha256: string | undefined): Promise<Removal> {
  if (name !== basename(name) || name === '.' || name === '..' || /[\\/:]/.test(name)) return 'kept';
  const file = join(folder, name);
  const before = await lstatOrNull(file);
  if (before === null) return 'absent';
  if (sha256 === undefined || !before.isFile() || before.nlink !== 1) return 'kept';
  if (!(await isRealFolder(folder)) || (await hashFile(file)) !== sha256) return 'kept';
  const after = await lstatOrNull(file);
  // It was changed or exchanged while it was read.
  if (after?.ino !== before.ino || after.mtimeMs !== before.mtimeMs || after.nlink !== 1) return 'kept';
  await unlink(file);
  return 'removed';
}

/** Whether the last part of a path is a folder itself, not a link to one. */
async function isRealFolder(folder: string): Promise<boolean> {
  const [info, real] = await Promise.all([lstat(folder), realpath(folder)]);
  return info.isDirectory() && basename(real) === basename(folder);
}

async function lstatOrNull(file: string) {
  return lstat(file).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null;
    throw error;
  });
}
