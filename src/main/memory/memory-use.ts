/** Bytes in the memory of the machine and of its graphics card. */
export interface MemoryUse {
  ram: number;
  vram: number;
}

export const noMemory: MemoryUse = { ram: 0, vram: 0 };

/** The sum of several uses. */
export function sumOf(uses: Iterable<MemoryUse>): MemoryUse {
  const total = { ...noMemory };
  for (const { ram, vram } of uses) {
    total.ram += ram;
    total.vram += vram;
  }
  return total;
}

/** The larger of several uses, each kind of memory for itself. */
export function largestOf(uses: Iterable<MemoryUse>): MemoryUse {
  const largest = { ...noMemory };
  for (const { ram, vram } of uses) {
    largest.ram = Math.max(largest.ram, ram);
    largest.vram = Math.max(largest.vram, vram);
  }
  return largest;
}

/** Whether a use stays within a limit in both kinds of memory. */
export function isWithin(use: MemoryUse, limit: MemoryUse): boolean {
  return use.ram <= limit.ram && use.vram <= limit.vram;
}
