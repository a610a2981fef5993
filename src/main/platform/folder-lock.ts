import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { isErrno } from './file-hash.ts';
import { isProcessAlive, startTicksOf } from './process-alive.ts';

const retryMs = 15;
/** Nobody holds such a lock for more than one small write; after this long something is wrong. */
const patienceMs = 15_000;
/** A lock file is written right after it was made; one that stays empty was left by a process that died in between. */
const emptyMs = 2_000;

/** Locks of this process, which its own number cannot tell apart from those of an earlier process with that number. */
const heldHere = new Set<string>();

/**
 * Does some work while no other process holds the same lock file. The lock of a process that was killed is taken over.
 * Rejects when a living process keeps the lock for 15 seconds.
 */
export async function withLockFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  await lock(file);
  try {
    return await work();
  } finally {
    await unlock(file);
  }
}

async function lock(file: string): Promise<void> {
  const startedAt = performance.now();
  let emptySince: number | null = null;
  while (!(await tryLock(file))) {
    const now = performance.now();
    const owner = await readOwner(file);
    emptySince = owner === '' ? (emptySince ?? now) : null;
    const isLeftEmpty = emptySince !== null && now - emptySince > emptyMs;
    if (isLeftEmpty || isAbandoned(file, owner)) await takeAway(file, owner);
    else if (now - startedAt > patienceMs) throw new Error(`${file} stays locked by another process`);
    else await setTimeout(retryMs);
  }
}

async function unlock(file: string): Promise<void> {
  try {
    await rm(file, { force: true });
  } catch (error) {
    // Its folder is gone, and a file stands there: should the folder come back, the lock is known as abandoned.
    if (!isErrno(error, 'ENOTDIR')) throw error;
  } finally {
    heldHere.delete(file);
  }
}

async function tryLock(file: string): Promise<boolean> {
  if (heldHere.has(file)) return false;
  heldHere.add(file);
  try {
    if (await makeLock(file)) return true;
  } catch (error) {
    heldHere.delete(file);
    throw error;
  }
  heldHere.delete(file);
  return false;
}

/** Makes a lock file that says whose it is; false when there is one. */
async function makeLock(file: string): Promise<boolean> {
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

/** Text of a lock file, or null when there is none any more. */
async function readOwner(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

function isAbandoned(file: string, owner: string | null): boolean {
  if (owner === null || owner === '') return false;
  const [processId, startTicks] = owner.split(' ');
  const number = Number(processId);
  if (!Number.isInteger(number) || number <= 0) return false;
  if (number === process.pid) return !heldHere.has(file);
  if (!isProcessAlive(number)) return true;
  // Another program may have got the number since.
  return startTicks !== undefined && startTicks !== '' && startTicks !== startTicksOf(number);
}

/**
 * Removes a lock file that was left behind. Only one process does so at a time, and only after it has seen that the file
 * is still the one it knows: else it would remove the lock of another that has just taken it over.
 */
async function takeAway(file: string, owner: string | null): Promise<void> {
  const guard = `${file}.takeover`;
  if (!(await tryLock(guard))) {
    if (isAbandoned(guard, await readOwner(guard))) await rm(guard, { force: true });
    else await setTimeout(retryMs);
    return;
  }
  try {
    if ((await readOwner(file)) === owner) await rm(file, { force: true });
  } finally {
    await unlock(guard);
  }
}
