import { readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { z } from 'zod';
import { writeFileAtomic } from './atomic-file.ts';
import { isErrno } from './file-hash.ts';
import { withLockFile } from './folder-lock.ts';
import { isProcessAlive, startTicksOf } from './process-alive.ts';

/** Who holds a lock. */
const lockOwner = z.object({
  processId: z.int(),
  host: z.string(),
  startedAtMs: z.number(),
  /** Start of the process as the system tells it: another program may have got the number since. */
  startTicks: z.string().nullable().default(null),
});
export type LockOwner = z.output<typeof lockOwner>;

/** A lock that is held until it is released or the process ends. */
export interface HeldLock {
  release(): Promise<void>;
}

const heartbeatMs = 30_000;
/** A process on another machine cannot be asked whether it lives: it is dead when it missed four heartbeats. */
const silenceMs = 4 * heartbeatMs;
/** Clocks of the machine and of a file server may differ by this much. */
const clockSlackMs = 60_000;

/** Locks of this process, which its own process id cannot tell apart from those of an earlier one with the same id. */
const heldHere = new Map<string, symbol>();

/**
 * Takes a lock file for as long as the caller wants it, or says who has it. The lock of a process that was killed, or
 * that ran before the machine was started, is taken over at once. Rejects with the system's error where no file can be
 * written.
 */
export async function holdLockFile(
  file: string,
  options: { onError: (error: unknown) => void },
): Promise<{ lock: HeldLock } | { owner: LockOwner }> {
  // Looking and taking must be one step, or two processes would take over the same abandoned lock.
  return withLockFile(`${file}.busy`, async () => {
    const owner = await livingOwner(file);
    if (owner !== null) return { owner };
    // A link in its place is replaced, not written through.
    await writeFileAtomic(file, JSON.stringify(thisProcess()));
    const holder = Symbol(file);
    heldHere.set(file, holder);
    const heartbeat = setInterval(() => {
      utimes(file, new Date(), new Date()).catch(options.onError);
    }, heartbeatMs);
    heartbeat.unref();
    return {
      lock: {
        async release() {
          clearInterval(heartbeat);
          if (heldHere.get(file) !== holder) return;
          await rm(file, { force: true });
          // Somebody in this process may have taken the lock as soon as the file was gone.
          if (heldHere.get(file) === holder) heldHere.delete(file);
        },
      },
    };
  });
}

/** Whether a lock file was left behind by a process that ended without giving it back. */
export async function isLockLeftBehind(file: string): Promise<boolean> {
  const isThere = await stat(file).then(
    () => true,
    (error: unknown) => {
      if (isErrno(error, 'ENOENT')) return false;
      throw error;
    },
  );
  return isThere && (await livingOwner(file)) === null;
}

function thisProcess(): LockOwner {
  return {
    processId: process.pid,
    host: hostname(),
    startedAtMs: Math.round(Date.now() - process.uptime() * 1_000),
    startTicks: startTicksOf(process.pid),
  };
}

async function livingOwner(file: string): Promise<LockOwner | null> {
  const found = await readLock(file);
  if (found === null) return null;
  const { owner, touchedAtMs } = found;
  if (owner.host !== hostname()) return Date.now() - touchedAtMs < silenceMs ? owner : null;
  if (owner.processId === process.pid) return heldHere.has(file) ? owner : null;
  const bootedAtMs = Date.now() - uptime() * 1_000;
  const isOfThisBoot = touchedAtMs > bootedAtMs - clockSlackMs;
  if (!isOfThisBoot || !isProcessAlive(owner.processId)) return null;
  return owner.startTicks === null || owner.startTicks === startTicksOf(owner.processId) ? owner : null;
}

async function readLock(file: string): Promise<{ owner: LockOwner; touchedAtMs: number } | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const parsed = lockOwner.safeParse(JSON.parse(text));
    // What is no lock was cut off by a crash: its writer is gone.
    return parsed.success ? { owner: parsed.data, touchedAtMs: mtimeMs } : null;
  } catch (error) {
    if (isErrno(error, 'ENOENT') || error instanceof SyntaxError) return null;
    throw error;
  }
}
