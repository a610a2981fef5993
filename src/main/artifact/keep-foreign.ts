import { copyFile, lstat, rename, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
import { TelarError } from '../../shared/base/index.ts';
import { hashFile, isErrno } from '../platform/index.ts';
import type { CellFile } from './cell-file.ts';

export interface ForeignParts {
  outputDir: string;
  list: () => readonly Take[];
  /** Takes over what other processes have added to the index; answers whether there was anything. */
  refresh: () => Promise<boolean>;
  newPartFile: (extension: string) => string;
  /** Takes a copy over as a take of the cell that is not picked. Throws when it is no such asset. */
  adoptPart: (cell: CellFile, partFile: string) => Promise<Take>;
  clock: () => Date;
}

/**
 * Keeps what somebody put under a conventional name since the last look, just before a take is published over it: as a
 * further take of the cell, else beside it as `NAME.yours-TIME.EXT`. It is moved aside before anything else, so that a crash
 * at any moment leaves it there. Answers a sentence about it, null when the file was Telar's own or none.
 */
export async function keepForeign(cell: CellFile, parts: ForeignParts): Promise<string | null> {
  const file = join(parts.outputDir, cell.fileName);
  if (!(await isForeign(file, parts))) return null;
  const { name, ext } = parse(cell.fileName);
  const time = parts.clock().toISOString().replaceAll(/[:.]/g, '-');
  const asideName = `${name}.yours-${time}${ext}`;
  const aside = join(parts.outputDir, asideName);
  await rename(file, aside);
  const part = parts.newPartFile('adopted');
  try {
    await copyFile(aside, part);
    await parts.adoptPart(cell, part);
  } catch (error) {
    await rm(part, { force: true });
    if (!(error instanceof TelarError) || error.code !== 'AssetDownloadError') throw error;
    return `${cell.fileName}: a file of yours stood in its place; it is ${asideName} now.`;
  }
  await rm(aside);
  return `${cell.fileName}: a file of yours stood in its place; it is another take of the cell now.`;
}

/** Whether a regular file holds bytes that no take has. A link is replaced, never followed. */
async function isForeign(file: string, { list, refresh }: ForeignParts): Promise<boolean> {
  const info = await lstat(file).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  });
  if (!info?.isFile()) return false;
  const sha256 = await hashFile(file);
  const isKnown = (): boolean => list().some((take) => take.sha256 === sha256 || take.originalSha256 === sha256);
  // Another process writes the index before it publishes, so what is unknown is looked up once more.
  if (isKnown()) return false;
  return !((await refresh()) && isKnown());
}
