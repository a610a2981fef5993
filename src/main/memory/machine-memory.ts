import { freemem, totalmem } from 'node:os';

/** Memory of the machine; null where it has no graphics card that tells. */
export interface MachineMemory {
  freeBytes: number;
  totalBytes: number;
  vramUsedBytes: number | null;
  vramTotalBytes: number | null;
}

/** Port: reads the memory of the machine; of the graphics card only when asked, because that takes a moment. */
export type MachineMemoryReader = (options: { graphics: boolean }) => Promise<MachineMemory>;

const mebibyte = 1024 ** 2;
/** Asking for the graphics card starts other programs, which is too much for a live reading. */
const vramAgeMs = 10_000;

/** The reader of this machine. A limit of the group of processes (a container's) counts as its memory. */
export function createMachineMemoryReader(): MachineMemoryReader {
  let vram: Promise<Pick<MachineMemory, 'vramUsedBytes' | 'vramTotalBytes'>> | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  return async ({ graphics }) => {
    if (graphics && (vram === null || performance.now() - askedAt > vramAgeMs)) {
      askedAt = performance.now();
      vram = readVram();
    }
    const limit = process.constrainedMemory();
    const totalBytes = limit > 0 && limit < totalmem() ? limit : totalmem();
    const freeBytes = Math.min(freemem(), process.availableMemory(), totalBytes);
    return { freeBytes, totalBytes, ...(vram === null ? noCard : await vram) };
  };
}

const noCard = { vramUsedBytes: null, vramTotalBytes: null };

async function readVram(): Promise<Pick<MachineMemory, 'vramUsedBytes' | 'vramTotalBytes'>> {
  // Loaded here alone: the engine process and most commands do without it.
  const { graphics } = await import('systeminformation');
  const { controllers } = await graphics();
  // The card with the most memory is the one that models run on. Sizes are in MiB.
  const [card] = controllers
    .map(({ memoryTotal, vram, memoryUsed }) => ({ total: memoryTotal ?? vram ?? 0, used: memoryUsed ?? null }))
    .filter(({ total }) => total > 0)
    .toSorted((a, b) => b.total - a.total);
  if (card === undefined) return noCard;
  return { vramUsedBytes: card.used === null ? null : card.used * mebibyte, vramTotalBytes: card.total * mebibyte };
}
