import { join } from 'node:path';
import { DocumentConflictError } from '../../shared/base/index.ts';
import { takesFolderName } from '../artifact/index.ts';
import { holdLockFile, type HeldLock, type LockOwner } from '../platform/index.ts';

/** Output folders this process works in: two processes would make, and pay, the same cells twice. */
export interface RunLocks {
  /** Takes a folder, or shares it within this process. Throws DocumentConflictError when another process has it. */
  acquire(outputDir: string): Promise<FolderClaim>;
}

/** A folder that this process works in; the first claim knows that nobody else is there. */
export interface FolderClaim {
  isFirst: boolean;
  release(): Promise<void>;
}

interface Held {
  users: number;
  lock: Promise<{ lock: HeldLock } | { owner: LockOwner }>;
}

/** Locks as files inside the takes folders; `onError` hears when one could not be kept fresh. */
export function createRunLocks(onError: (error: unknown) => void): RunLocks {
  const held = new Map<string, Held>();

  async function leave(outputDir: string): Promise<void> {
    const entry = held.get(outputDir);
    if (entry === undefined) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    held.delete(outputDir);
    const attempt = await entry.lock;
    if ('lock' in attempt) await attempt.lock.release();
  }

  return {
    async acquire(outputDir) {
      const entry = held.get(outputDir) ?? {
        users: 0,
        lock: holdLockFile(join(outputDir, takesFolderName, 'run.lock'), { onError }),
      };
      entry.users += 1;
      held.set(outputDir, entry);
      try {
        const attempt = await entry.lock;
        if ('owner' in attempt) throw runningElsewhere(attempt.owner.processId);
      } catch (error) {
        await leave(outputDir);
        throw error;
      }
      return { isFirst: entry.users === 1, release: () => leave(outputDir) };
    },
  };
}

function runningElsewhere(processId: number): Error {
  return new DocumentConflictError(
    'running-elsewhere',
    `Another Telar is running this document (process ${processId}).`,
    {
      hint: 'Wait for its end, or use another --output-dir.',
      values: { process: processId },
    },
  );
}
