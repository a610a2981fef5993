import { realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { diskFailure, OutputFolderError } from '../../shared/base/index.ts';
import { isErrno, makeFolder } from '../platform/index.ts';

/** Folder that holds all takes and their index, inside an output folder. */
export const takesFolderName = '.takes';

/**
 * Absolute output folder of a document: `output_dir` relative to the document's folder, which it cannot leave. A folder
 * that the user names on this machine (`override`) may lie anywhere.
 */
export function resolveOutputDir(documentFile: string, outputDir: string, override: string | null): string {
  if (override !== null) return resolve(override);
  const base = dirname(documentFile);
  const folder = resolve(base, outputDir);
  const inside = relative(base, folder);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside) || isAbsolute(outputDir)) {
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
  return folder;
}

/** Makes the output folder and its `.takes` folder and proves that they can be written. Throws OutputFolderError. */
export async function prepareOutputDir(folder: string): Promise<void> {
  const takes = join(folder, takesFolderName);
  try {
    makeFolder(takes);
    const probe = join(takes, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(folder: string, error: unknown): unknown {
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
