import type { EngineSettings } from '../../shared/local-engine/index.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { MemoryUse } from './memory-use.ts';

/** Shares of the machine's memory that models may take when the user has not said: the rest is for everything else. */
const ramShare = 0.7;
const vramShare = 0.9;

/** What the engine process may take altogether. */
export function budgetOf(
  { ramBudgetBytes, vramBudgetBytes }: Pick<EngineSettings, 'ramBudgetBytes' | 'vramBudgetBytes'>,
  machine: Pick<MachineMemory, 'totalBytes' | 'vramTotalBytes'>,
): MemoryUse {
  return {
    ram: ramBudgetBytes ?? Math.floor(machine.totalBytes * ramShare),
    // A card that does not tell its size sets no limit beforehand; running out of its memory steps down.
    vram: vramBudgetBytes ?? Math.floor((machine.vramTotalBytes ?? Number.MAX_SAFE_INTEGER) * vramShare),
  };
}

/** Beyond its budget a process may go this far for a moment before it is ended: a share, and at least some megabytes. */
const overrunShare = 0.25;
const leastOverrunBytes = 256 * 1024 ** 2;

/** Resident bytes from which the engine process is ended. */
export function memoryCap(ramBudgetBytes: number): number {
  return ramBudgetBytes + Math.max(leastOverrunBytes, Math.floor(ramBudgetBytes * overrunShare));
}
