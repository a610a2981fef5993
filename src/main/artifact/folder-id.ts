import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno, writeFileAtomic } from '../platform/index.ts';

const idPattern = /^[0-9a-f-]{36}$/;

/** Name of a takes folder that goes with it when the project is moved; made on first use. */
export async function folderIdOf(takesFolder: string): Promise<string> {
  const file = join(takesFolder, 'folder-id');
  const known = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  });
  if (idPattern.test(known)) return known;
  const id = randomUUID();
  await writeFileAtomic(file, id);
  return id;
}
