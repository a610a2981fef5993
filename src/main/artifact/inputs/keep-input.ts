import { lstat, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MediaImportError, TelarError } from '../../../shared/base/index.ts';
import { hashFile, isErrno, makeFolder, renameDurably, syncFile } from '../../platform/index.ts';
import { safeStem } from './safe-name.ts';

/** Most files of one name; more are a mistake. */
const maxSameName = 10_000;

/** Makes the folder for files brought in. Throws MediaImportError `not-writable`, also where a link stands in its place. */
export async function prepareInputs(folder: string, name: string): Promise<void> {
  await writing(name, async () => {
    makeFolder(folder);
    // A project may come from somebody else, and git keeps links: nothing is written through one.
    if (!(await lstat(folder)).isDirectory()) throw notWritable(name, `${folder} is a link`);
  });
}

/**
 * Moves a finished file into its folder under a name of its own that nothing had, or drops it where a file of the same
 * content is there already. Answers the name. Nothing is ever overwritten.
 */
export async function keepInput(part: string, name: string, extension: string): Promise<string> {
  return writing(name, async () => {
    const folder = dirname(part);
    const twin = await findTwin(folder, part);
    if (twin !== null) {
      await rm(part);
      return twin;
    }
    await syncFile(part);
    const kept = await reserve(folder, safeStem(name), extension);
    await renameDurably(part, join(folder, kept));
    return kept;
  });
}

/** A visible file of the same content. Only files of the same length are read. */
async function findTwin(folder: string, part: string): Promise<string | null> {
  const { size } = await lstat(part);
  const sha256 = await hashFile(part);
  for (const entry of await readdir(folder)) {
    if (entry.startsWith('.')) continue;
    const info = await lstat(join(folder, entry));
    if (info.isFile() && info.size === size && (await hashFile(join(folder, entry))) === sha256) return entry;
  }
  return null;
}

/** Takes a name by making an empty file of it, which the finished one then replaces in one step. */
async function reserve(folder: string, stem: string, extension: string): Promise<string> {
  for (let count = 1; count <= maxSameName; count += 1) {
    const name = `${stem}${count === 1 ? '' : `-${count}`}.${extension}`;
    try {
      await (await open(join(folder, name), 'wx')).close();
      return name;
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw error;
    }
  }
  throw notWritable(`${stem}.${extension}`, 'too many files have this name');
}

/** Runs a write and says of the system's refusal which file could not be kept, and why. */
export async function writing<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TelarError || !(error instanceof Error) || !('code' in error)) throw error;
    throw notWritable(name, error.message, error);
  }
}

function notWritable(name: string, reason: string, cause?: Error): Error {
  return new MediaImportError('not-writable', `"${name}" cannot be kept beside the document: ${reason}`, {
    hint: 'Check the permissions and the free space of the document’s folder, or save the document elsewhere.',
    values: { file: name, reason },
    ...(cause === undefined ? {} : { cause }),
  });
}
