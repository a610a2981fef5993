import { randomFillSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isErrno } from '../file-hash.ts';
import { isProcessAlive } from '../process-alive.ts';
import { databaseFailure, dataDiskFull, durably, isDiskFull } from './durable.ts';

const chunkBytes = 1024 * 1024;
const reserveBytes = 16 * chunkBytes;

/**
 * Room that is kept for what must still be written when the disk is full. SQLite needs some for everything, also for
 * deleting and for checkpoints.
 */
export interface DiskReserve {
  /** Makes the reserve if it is not there. Throws DatabaseError `disk-full` when it finds no room. */
  require(): void;
  /**
   * Does a write; when the disk is full the reserve is given up for it and it is done once more. Answers whether that was
   * needed. Throws DatabaseError when even that failed.
   */
  spend<T>(write: () => T): { result: T; isSpent: boolean };
}

/** A reserve in a file of 16 MiB that is really written: a sparse or compressed one would keep nothing free. */
export function createDiskReserve(file: string): DiskReserve {
  return {
    require() {
      if (existsSync(file) && statSync(file).size === reserveBytes) return;
      try {
        fill(file);
      } catch (error) {
        const isFull = isErrno(error, 'ENOSPC') || isErrno(error, 'EDQUOT');
        throw isFull ? dataDiskFull(error) : error;
      }
    },
    spend(write) {
      try {
        return { result: write(), isSpent: false };
      } catch (error) {
        if (!isDiskFull(error) || !existsSync(file)) throw databaseFailure(error) ?? error;
        rmSync(file);
        return { result: durably(write), isSpent: true };
      }
    },
  };
}

/**
 * Under its own name only when it is whole: half a reserve would not be filled up. Until then each process has a name of
 * its own, so that two that begin at the same moment do not take the file from each other.
 */
function fill(file: string): void {
  removeAbandoned(file);
  const part = `${file}.${process.pid}.part`;
  const handle = openSync(part, 'w');
  try {
    const chunk = Buffer.alloc(chunkBytes);
    for (let written = 0; written < reserveBytes;) written += writeSync(handle, randomFillSync(chunk));
    fsyncSync(handle);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  renameSync(part, file);
}

/** Parts that killed processes have left would keep their room for ever. */
function removeAbandoned(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    const [, owner] = /^(\d+)\.part$/.exec(name.slice(basename(file).length + 1)) ?? [];
    if (!name.startsWith(`${basename(file)}.`) || owner === undefined || isProcessAlive(Number(owner))) continue;
    rmSync(join(dirname(file), name), { force: true });
  }
}
