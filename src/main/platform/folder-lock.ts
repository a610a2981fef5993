import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { isErrno } from './file-hash.ts';
import { isProcessAlive, startTicksOf } from './process-alive.ts';

const retryMs = 15;
/** Nobody holds such a lock for more than one small write; after this long something is wrong. */
const patienceMs = 15_000;
/** A lock file without content is just being made, unless its maker was killed meanwhile. */
const makingMs = 1_000;

/**
 * Does some work while no other process holds the same lock file. The lock of a process that was killed is taken over.
 * Rejects when a living process keeps the lock for 15 seconds.
 */
export async function withLockFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  while (!(await tryLock(file))) {
    const text = await readLock(file);
    if (text !== null && (await isAbandoned(file, text))) await removeAbandoned(file, text);
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
    await writeFile(file, `${process.pid} ${startTicksOf(process.pid) ?? ''}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    // On a full disk the file may be there without its content.
    if (isErrno(error, 'ENOSPC')) await rm(file, { force: true });
    throw error;
  }
}

async function readLock(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  });
}

async function isAbandoned(file: string, text: string): Promise<boolean> {
  if (text === '') {
    const info = await stat(file).catch(() => null);
    return info !== null && Date.now() - info.mtimeMs > makingMs;
  }
  const [owner = '', startTicks = ''] = text.split(' ');
  const processId = Number(owner);
  if (!Number.isInteger(processId) || !isProcessAlive(processId)) return true;
  // The number may belong to another program by now.
  return startTicks !== '' && startTicks !== startTicksOf(processId);
}

/** Moves the lock away and looks at it once more: somebody else may have taken it over a moment ago. */
async function removeAbandoned(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID().slice(0, 8)}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readLock(aside)) === text) await rm(aside, { force: true });
  else await rename(aside, file);
}
