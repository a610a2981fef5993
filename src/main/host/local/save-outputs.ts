import { constants, copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { UsageError } from '../../../shared/base/index.ts';
import { copyFileAtomic, isErrno } from '../../platform/index.ts';

export interface SaveOptions {
  /** A file that is there is replaced. */
  replace: boolean;
}

/**
 * Copies the outputs of an inference: the first to `target`, or into it where it is a folder; the others beside it, with
 * -2, -3 … before the ending. Answers the absolute paths. Throws UsageError for a file that is there or cannot be written.
 */
export async function saveOutputs(paths: readonly string[], target: string, options: SaveOptions): Promise<string[]> {
  const first = await targetFile(target, paths[0] ?? '');
  const saved: string[] = [];
  for (const [index, path] of paths.entries()) {
    const ending = extname(first);
    const file = index === 0 ? first : `${first.slice(0, first.length - ending.length)}-${index + 1}${ending}`;
    await saveOne(path, file, options);
    saved.push(file);
  }
  return saved;
}

/** Refuses a target before anything is paid: a file that is there, a folder that is not. Throws UsageError. */
export async function checkTarget(target: string, { replace }: SaveOptions): Promise<void> {
  const folder = await kindOf(dirname(resolve(target)));
  if (folder !== 'folder') throw unwritable(target, 'its folder is not there');
  if ((await kindOf(target)) === 'file' && !replace) throw exists(target);
}

/** Makes the folder that files shall go to, before anything is paid. Throws UsageError where it cannot be. */
export async function prepareTargetFolder(folder: string): Promise<void> {
  try {
    await mkdir(resolve(folder), { recursive: true });
  } catch (error) {
    throw unwritable(folder, error instanceof Error ? error.message : String(error));
  }
}

async function targetFile(target: string, source: string): Promise<string> {
  return (await kindOf(target)) === 'folder' ? resolve(target, basename(source)) : resolve(target);
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null;
    throw error;
  }
}

async function saveOne(source: string, file: string, { replace }: SaveOptions): Promise<void> {
  try {
    if (replace) await copyFileAtomic(source, file);
    else await copyFile(source, file, constants.COPYFILE_EXCL);
  } catch (error) {
    if (isErrno(error, 'EEXIST')) throw exists(file, source);
    throw unwritable(file, error instanceof Error ? error.message : String(error), source);
  }
}

function exists(file: string, source?: string): Error {
  return new UsageError('invalid', `There is already a file ${file}.${kept(source)}`, {
    hint: 'Choose another name, or replace it with --force.',
    place: { file },
  });
}

function unwritable(file: string, reason: string, source?: string): Error {
  return new UsageError('invalid', `${file} cannot be written: ${reason}.${kept(source)}`, {
    hint: 'Check the path and its permissions.',
    place: { file },
  });
}

function kept(source: string | undefined): string {
  return source === undefined ? '' : ` The result is kept as ${source}.`;
}
