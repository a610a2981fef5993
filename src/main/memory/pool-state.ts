import type { OffloadStrategy, StepDown } from '../../shared/local-engine/index.ts';
import type { ComponentUse } from './strategy.ts';
import { sumOf, type MemoryUse } from './memory-use.ts';

/** A component in memory. */
export interface Resident<S> extends ComponentUse {
  session: S;
}

/** What the pool knows of one model. */
export interface PoolEntry<S> {
  id: string;
  strategy: OffloadStrategy;
  /** Every component that the model has, resident or not. */
  components: readonly ComponentUse[];
  residents: Map<string, Resident<S>>;
  /** Booked for as long as the model works: its peak. Null between its uses. */
  reserved: MemoryUse | null;
  loadedAtMs: number;
  lastUsedAtMs: number;
  runs: number;
}

/** Bytes that count for a model now. */
export function bookedFor<S>({ reserved, residents }: PoolEntry<S>): MemoryUse {
  return reserved ?? sumOf([...residents.values()].map(({ use }) => use));
}

/** Numbers that the pool keeps from its start on. */
export interface PoolCounts {
  /** Uses of a model that was in memory already. */
  hits: number;
  /** Models taken into memory. */
  loads: number;
  /** Models let go of, for room or on request. */
  evictions: number;
}

/** How many step-downs are remembered: the panel shows the latest ones. */
const rememberedStepDowns = 20;

/** Adds a step-down and forgets the oldest. */
export function rememberStepDown(list: StepDown[], stepDown: StepDown): void {
  list.push(stepDown);
  if (list.length > rememberedStepDowns) list.shift();
}
