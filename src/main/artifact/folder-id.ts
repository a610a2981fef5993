import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno, writeFileAtomic } from '../platform/index.ts';

const fileName = 'folder-id';
const idPattern = /^[0-9a-f-]{36}$/;

/** Name of a takes folder that goes with it when the project is moved; made on first use. */
export async function folderIdOf(takesFolder: string): Promise<string> {
  const known = await readFolderId(takesFolder);
  if (known !== null) return known;
  const id = randomUUID();
  await writeFileAtomic(join(takesFolder, fileName), id);
  return id;
}

/** The name that a takes folder has, null where there is none, nor perhaps a folder. */
export async function readFolderId(takesFolder: string): Promise<string | null> {
  const text = await readFile(join(takesFolder, fileName), 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return '';
    throw error;
  });
  return idPattern.test(text) ? text : null;
}
