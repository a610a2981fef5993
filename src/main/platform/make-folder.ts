import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isErrno } from './file-hash.ts';

/**
 * Makes a folder and its missing parents. Node's own recursive mkdir never returns where the system answers "no such
 * file" for a folder that does exist, as below /proc (seen with Node 24).
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let path = folder; !existsSync(path) && dirname(path) !== path; path = dirname(path)) missing.unshift(path);
  if (missing.length === 0) {
    // Throws where something else than a folder stands in the way.
    mkdirSync(folder, { recursive: true });
    return;
  }
  for (const path of missing) makeOne(path);
}

function makeOne(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process was faster.
    if (!isErrno(error, 'EEXIST')) throw error;
  }
}
