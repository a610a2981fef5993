import { access, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { isErrno, writeFileAtomic } from '../platform/index.ts';

/** File of the sample story below the resources folder. */
export const sampleExample = join('examples', 'four-lights.telar.json');

/** Whether a file is part of the program itself, where nothing may be written. */
export function isShippedFile(resources: string, file: string): boolean {
  const inside = relative(resources, file);
  return inside !== '' && !inside.startsWith('..');
}

/** The user's own copy of a shipped example, made under `projects/` on first use; an existing one is left alone. */
export async function ownCopyOfExample(home: string, example: string): Promise<string> {
  const name = basename(example).replace(/\.telar\.json$/, '');
  const copy = join(home, 'projects', name, basename(example));
  try {
    await access(copy);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    await mkdir(dirname(copy), { recursive: true });
    await writeFileAtomic(copy, await readFile(example));
  }
  return copy;
}
