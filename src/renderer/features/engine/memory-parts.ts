import type { EngineStatus } from '../../../shared/local-engine/index.ts';

export type MemoryPartKind = 'booked' | 'rest' | 'promised' | 'others' | 'free';

/** A stretch of the memory bar. */
export interface MemoryPart {
  kind: MemoryPartKind;
  bytes: number;
  /** Of the whole bar, 0 to 1. */
  share: number;
}

export interface MemoryParts {
  parts: MemoryPart[];
  /** Where the budget ends, 0 to 1 of the bar, which the engine's parts begin. */
  budgetShare: number;
}

/**
 * What fills this machine's memory, the engine first: its models, then the rest of its process. More may be booked for it
 * than its process has, as while a model is being loaded; the difference is promised.
 */
export function memoryParts({ reading, bookedBytes, budget, models }: EngineStatus): MemoryParts {
  const { processBytes, systemFreeBytes, systemTotalBytes: total } = reading;
  const ofModels = models.reduce((sum, { bytes }) => sum + bytes, 0);
  const booked = Math.min(ofModels, processBytes);
  const promised = Math.min(Math.max(0, bookedBytes - processBytes), systemFreeBytes);
  const bytesOf: Record<MemoryPartKind, number> = {
    booked,
    rest: processBytes - booked,
    promised,
    others: Math.max(0, total - systemFreeBytes - processBytes),
    free: Math.max(0, systemFreeBytes - promised),
  };
  const kinds: MemoryPartKind[] = ['booked', 'rest', 'promised', 'others', 'free'];
  const parts = kinds.map((kind) => ({ kind, bytes: bytesOf[kind], share: total === 0 ? 0 : bytesOf[kind] / total }));
  return {
    parts: parts.filter(({ bytes }) => bytes > 0),
    budgetShare: total === 0 ? 0 : Math.min(1, budget.ramBytes / total),
  };
}
