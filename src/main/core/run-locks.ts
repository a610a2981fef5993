import { join } from 'node:path';
import { DocumentConflictError } from '../../shared/base/index.ts';
import { takesFolderName } from '../artifact/index.ts';
import { tryProcessLock } from '../platform/index.ts';

/** Output folders this process works in: two processes would make, and pay, the same cells twice. */
export interface RunLocks {
  /** Takes a folder, or shares it within this process. Throws DocumentConflictError when another process has it. */
  acquire(outputDir: string): Promise<{ release(): Promise<void> }>;
}

interface Held {
  users: number;
  lock: ReturnType<typeof tryProcessLock>;
}

/** Locks as files inside the takes folders. */
export function createRunLocks(): RunLocks {
  const held = new Map<string, Held>();

  async function leave(outputDir: string): Promise<void> {
    const entry = held.get(outputDir);
    if (entry === undefined) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    held.delete(outputDir);
    const lock = await entry.lock;
    if (lock.held) await lock.release();
  }

  return {
    async acquire(outputDir) {
      const entry = held.get(outputDir) ?? {
        users: 0,
        lock: tryProcessLock(join(outputDir, takesFolderName, 'run.lock')),
      };
      entry.users += 1;
      held.set(outputDir, entry);
      try {
        const lock = await entry.lock;
        if (!lock.held) throw runningElsewhere(lock.owner.processId);
      } catch (error) {
        await leave(outputDir);
        throw error;
      }
      return { release: () => leave(outputDir) };
    },
  };
}

function runningElsewhere(processId: number): Error {
  return new DocumentConflictError('running-elsewhere', `Another Telar is running this document (process ${processId}).`, {
    hint: 'Wait for its end, or use another --output-dir.',
    values: { process: processId },
  });
}
