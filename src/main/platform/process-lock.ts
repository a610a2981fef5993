import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { isErrno } from './file-hash.ts';
import { isProcessAlive } from './process-alive.ts';

const lockOwner = z.object({ processId: z.int(), host: z.string(), startedAt: z.string().nullable() });
/** Who holds a lock. */
export type LockOwner = z.output<typeof lockOwner>;

/** A lock of this process, or the living process that has it. */
export type LockAttempt = { held: true; release(): Promise<void> } | { held: false; owner: LockOwner };

/**
 * Tries to take a lock file that is kept for as long as a process works on something. The lock of a dead process is taken
 * over at once; a process number that now belongs to another program counts as dead. A lock made on another machine (a
 * shared folder) is believed.
 */
export async function tryProcessLock(file: string): Promise<LockAttempt> {
  for (;;) {
    if (await create(file)) return { held: true, release: () => rm(file, { force: true }) };
    const owner = await readOwner(file);
    if (owner !== null && isLiving(owner)) return { held: false, owner };
    await removeAbandoned(file);
  }
}

/** Makes the lock with its content in one step, so that nobody ever reads an empty one. */
async function create(file: string): Promise<boolean> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}`;
  await writeFile(temporary, JSON.stringify(ownIdentity()), { flag: 'wx' });
  try {
    await link(temporary, file);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Moves the lock away and looks at it once more: another process may have been faster. */
async function removeAbandoned(file: string): Promise<void> {
  const aside = `${file}.${randomUUID().slice(0, 8)}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  const owner = await readOwner(aside);
  if (owner !== null && isLiving(owner)) {
    await link(aside, file).catch((error: unknown) => {
      if (!isErrno(error, 'EEXIST')) throw error;
    });
  }
  await rm(aside, { force: true });
}

async function readOwner(file: string): Promise<LockOwner | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  });
  try {
    return lockOwner.parse(JSON.parse(text));
  } catch {
    // Not one of ours, or cut off: nobody can be working under it.
    return null;
  }
}

function ownIdentity(): LockOwner {
  return { processId: process.pid, host: hostname(), startedAt: startOf(process.pid) };
}

function isLiving(owner: LockOwner): boolean {
  if (owner.host !== hostname()) return true;
  if (!isProcessAlive(owner.processId)) return false;
  return owner.startedAt === null || owner.startedAt === startOf(owner.processId);
}

/** Start time of a process in clock ticks since boot (proc(5), field 22), null where the system does not tell. */
function startOf(processId: number): string | null {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
