import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { isErrno } from './file-hash.ts';
import { isProcessAlive } from './process-alive.ts';

const retryMs = 15;
/** Nobody holds such a lock for more than one small write; after this long something is wrong. */
const patienceMs = 15_000;

/**
 * Does some work while no other process holds the same lock file. The lock of a process that was killed is taken over.
 * Rejects when a living process keeps the lock for 15 seconds.
 */
export async function withLockFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  while (!(await tryLock(file))) {
    if (await isAbandoned(file)) await rm(file, { force: true });
    else if (performance.now() > deadline) throw new Error(`${file} stays locked by another process`);
    else await setTimeout(retryMs);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  });
  const owner = Number(text);
  // An empty file is one that is just being made.
  return text !== '' && Number.isInteger(owner) && owner !== process.pid && !isProcessAlive(owner);
}
