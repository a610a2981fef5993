import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { lstat, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { diskFailure, OutputFolderError, TelarError } from '../../shared/base/index.ts';
import { isErrno, makeFolder } from '../platform/index.ts';

/** Folder that holds all takes and their index, inside an output folder. */
export const takesFolderName = '.takes';
/** Name of the index inside it. */
export const takesIndexName = 'index.jsonl';

/**
 * Absolute output folder of a document: `output_dir` relative to the document's folder, which it cannot leave. A folder
 * that the user names on this machine (`override`) may lie anywhere.
 */
export function resolveOutputDir(documentFile: string, outputDir: string, override: string | null): string {
  // One folder, one name: what is paid for it is found under that.
  if (override !== null) return realFolder(resolve(override));
  const base = dirname(documentFile);
  const folder = resolve(base, outputDir);
  // Also where a link leads: a document that came from somebody must not choose where it writes.
  if (isAbsolute(outputDir) || !isBelow(base, folder) || !isBelow(realFolder(base), realFolder(folder))) {
    throw new OutputFolderError(
      'outside-document',
      `The output folder "${outputDir}" is outside the document’s folder.`,
      {
        hint: 'Use a folder below the document, such as "outputs", or name another one with --output-dir.',
        place: { file: documentFile },
        values: { folder: outputDir },
      },
    );
  }
  return realFolder(folder);
}

/** Whether a path lies inside a folder and is not the folder itself. */
function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path with its links resolved, as far as it exists. */
function realFolder(path: string): string {
  if (dirname(path) === path) return path;
  try {
    return realpathSync(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT') && !isErrno(error, 'ENOTDIR')) throw error;
    return join(realFolder(dirname(path)), basename(path));
  }
}

/** Folders that are no place for results. */
export interface ProtectedFolders {
  /** Nothing may be written anywhere inside of these: the program's own files. */
  application: readonly string[];
  /** Nothing may be written right into it, or into a folder that contains it. */
  home: string;
  /** Telar's data folder: nothing may be written right into it. */
  data: string;
}

/** Refuses an output folder that is the system's root, the home folder, or the application's. Throws OutputFolderError. */
export function refuseProtectedFolder(folder: string, { application, home, data }: ProtectedFolders): void {
  const real = realFolder(resolve(folder));
  const place = { place: { file: folder }, values: { folder } };
  if (application.map(realFolder).some((each) => real === each || isBelow(each, real))) {
    throw new OutputFolderError('inside-application', `The output folder ${folder} lies inside the application.`, {
      hint: 'Choose a folder elsewhere: an update would remove what is in there.',
      ...place,
    });
  }
  const isTooWide = parse(real).root === real || isBelow(real, realFolder(home));
  if (!isTooWide && real !== realFolder(home) && real !== realFolder(data)) return;
  throw new OutputFolderError('protected', `Telar does not put results right into ${folder}.`, {
    hint: `Choose a folder of its own, such as ${join(folder, 'outputs')}.`,
    ...place,
  });
}

/** Makes the output folder and its `.takes` folder and proves that they can be written. Throws OutputFolderError. */
export async function prepareOutputDir(folder: string): Promise<void> {
  const takes = join(folder, takesFolderName);
  try {
    makeFolder(takes);
    await refuseLinks(takes);
    const probe = join(takes, `.probe-${randomUUID()}`);
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/**
 * A project may come from somebody else, and git keeps links: through one the index would be written into, or cut off in,
 * a file of the user.
 */
export async function refuseLinks(takes: string): Promise<void> {
  for (const file of [takes, join(takes, takesIndexName)]) {
    const info = await lstat(file).catch((error: unknown) => {
      if (isErrno(error, 'ENOENT')) return null;
      throw error;
    });
    const isOwn = info === null || (file === takes ? info.isDirectory() : info.isFile() && info.nlink === 1);
    if (isOwn) continue;
    throw new OutputFolderError('not-a-file', `${file} is a link, or has a second name elsewhere.`, {
      hint: 'Put the file or folder itself in its place, or choose another output folder.',
      place: { file },
      values: { file, reason: 'a link' },
    });
  }
}

function unwritable(folder: string, error: unknown): unknown {
  if (error instanceof TelarError) return error;
  const known = diskFailure(error, folder);
  if (known !== null || !(error instanceof Error) || !('code' in error)) return known ?? error;
  const isInTheWay = isErrno(error, 'ENOTDIR') || isErrno(error, 'EEXIST');
  return new OutputFolderError(
    isInTheWay ? 'not-a-folder' : 'not-writable',
    `Telar cannot write to the output folder ${folder}: ${error.message}`,
    {
      hint: isInTheWay
        ? 'A file stands in its way: choose another output folder.'
        : 'Make the folder writable, or choose another output folder.',
      place: { file: folder },
      values: { folder, reason: error.message },
      cause: error,
    },
  );
}

/** Whether a path exists and lies, links resolved, inside a folder. */
export async function isInside(folder: string, path: string): Promise<boolean> {
  const [root, target] = await Promise.all([realpath(folder), realpath(path)]);
  return target === root || target.startsWith(root + sep);
}
