import { OutOfMemoryError } from '../../shared/base/index.ts';
import type { OffloadStrategy, StepDown } from '../../shared/local-engine/index.ts';
import { isWithin, sumOf, type MemoryUse } from './memory-use.ts';
import { bookedFor, rememberStepDown, type PoolCounts, type PoolEntry } from './pool-state.ts';
import { lowerOf, peakUse, staysBeside, strategiesFrom, type ComponentUse } from './strategy.ts';

/** Takes components into memory and lets go of them. */
export interface ComponentLoader<S> {
  load(id: string, component: ComponentUse): Promise<S>;
  release(session: S): Promise<void>;
  /** Whether a load or a run failed for want of memory. */
  isOutOfMemory(error: unknown): boolean;
}

export interface PoolLimits {
  /** What may be booked altogether. */
  budget: MemoryUse;
  /** Of the budget: what the process takes without any model. */
  base: MemoryUse;
  maxModels: number;
  strategy: OffloadStrategy;
}

/** A model to be used: what it is made of and what its work will take. */
export interface ModelDemand {
  id: string;
  title: string;
  components: readonly ComponentUse[];
  working: MemoryUse;
  /** The highest strategy that it may use, whatever the limits say; they alone say where there is none. */
  highest?: OffloadStrategy | null;
}

/** A model in use. */
export interface Lease<S> {
  /** Works with a component, which is loaded first when it is not in memory. A run that lacked memory is tried again. */
  run<T>(component: string, work: (session: S) => Promise<T>): Promise<T>;
  /** The strategy at the moment: running out of memory lowers it. */
  strategy(): OffloadStrategy;
}

/** Models in memory under a budget; the least recently used goes first. One model works at a time. */
export interface MemoryPool<S> {
  /**
   * Makes room for a model and hands it to `work`. Throws OutOfMemoryError when it cannot fit even with nothing else in
   * memory and only one of its components at a time.
   */
  use<T>(demand: ModelDemand, work: (lease: Lease<S>) => Promise<T>): Promise<T>;
  /** Lets go of a model once it is not at work; false when it is not in memory. */
  evict(id: string): Promise<boolean>;
  /** Lets go of idle models, the least recently used first, until `isEnough` or only `keep` is left. */
  shrink(isEnough: () => boolean, keep: string | null): Promise<void>;
  /** New limits; idle models that no longer fit are let go of. */
  limit(limits: PoolLimits): Promise<void>;
  booked(): MemoryUse;
  entries(): readonly PoolEntry<S>[];
  counts(): PoolCounts;
  stepDowns(): readonly StepDown[];
}

/** A pool over a loader. `now` gives Unix milliseconds. */
export function createMemoryPool<S>(
  loader: ComponentLoader<S>,
  firstLimits: PoolLimits,
  now: () => number,
): MemoryPool<S> {
  let limits = firstLimits;
  /** By last use: the first one is the least recently used. */
  const entries = new Map<string, PoolEntry<S>>();
  const counts: PoolCounts = { hits: 0, loads: 0, evictions: 0 };
  const stepDowns: StepDown[] = [];
  /** Strategies that models had to step down to: they are not tried again above that. */
  const loweredTo = new Map<string, OffloadStrategy>();
  let turn: Promise<unknown> = Promise.resolve();
  /** Models on their way out: their bytes count until they are gone. */
  const leaving = new Map<PoolEntry<S>, { use: MemoryUse; gone: Promise<void> }>();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  }

  const booked = (): MemoryUse =>
    sumOf([limits.base, ...[...leaving.values()].map(({ use }) => use), ...[...entries.values()].map(bookedFor)]);
  const isIdle = (entry: PoolEntry<S>): boolean => entry.reserved === null;
  const leastRecent = (not: string | null): PoolEntry<S> | undefined =>
    [...entries.values()].find((entry) => isIdle(entry) && entry.id !== not);

  async function releaseComponents(entry: PoolEntry<S>, stays: (name: string) => boolean): Promise<void> {
    for (const [name, { session }] of [...entry.residents]) {
      if (stays(name)) continue;
      entry.residents.delete(name);
      await loader.release(session);
    }
  }

  async function drop(entry: PoolEntry<S>): Promise<void> {
    const use = bookedFor(entry);
    entries.delete(entry.id);
    counts.evictions += 1;
    const gone = releaseComponents(entry, () => false).finally(() => leaving.delete(entry));
    leaving.set(entry, { use, gone });
    await gone;
  }

  async function shrink(isEnough: () => boolean, keep: string | null): Promise<void> {
    while (!isEnough()) {
      const oldest = leastRecent(keep);
      if (oldest === undefined) return;
      await drop(oldest);
    }
  }

  function lower(id: string, from: OffloadStrategy, to: OffloadStrategy, reason: string): void {
    loweredTo.set(id, to);
    rememberStepDown(stepDowns, { atMs: now(), folder: id, from, to, reason });
  }

  /** The strategy under which a model fits, with nothing else in memory; says so when it is not the chosen one. */
  function chooseStrategy(demand: ModelDemand): { strategy: OffloadStrategy; peak: MemoryUse } {
    const first = lowerOf(loweredTo.get(demand.id) ?? limits.strategy, demand.highest ?? limits.strategy);
    for (const strategy of strategiesFrom(first)) {
      const peak = peakUse(demand, strategy);
      if (!isWithin(sumOf([limits.base, peak]), limits.budget)) continue;
      if (strategy !== first) lower(demand.id, first, strategy, needsMore(demand, first, limits));
      return { strategy, peak };
    }
    throw tooLarge(demand, limits);
  }

  async function open(demand: ModelDemand): Promise<PoolEntry<S>> {
    const { strategy, peak } = chooseStrategy(demand);
    const known = entries.get(demand.id);
    const at = now();
    const entry: PoolEntry<S> = known ?? {
      ...{ id: demand.id, strategy, components: demand.components, residents: new Map(), reserved: null },
      ...{ loadedAtMs: at, lastUsedAtMs: at, runs: 0 },
    };
    counts[known === undefined ? 'loads' : 'hits'] += 1;
    // Under a lower strategy than before, or with other sizes by newer readings, less of it may stay.
    await releaseComponents(entry, (name) => staysBeside(strategy, name));
    for (const { name, use } of demand.components) {
      const resident = entry.residents.get(name);
      if (resident !== undefined) resident.use = use;
    }
    // The last one in the map is the most recently used.
    entries.delete(demand.id);
    const fits = (): boolean => entries.size < limits.maxModels && isWithin(sumOf([booked(), peak]), limits.budget);
    await shrink(fits, null);
    await Promise.all([...leaving.values()].map(({ gone }) => gone));
    entry.strategy = strategy;
    entry.components = demand.components;
    entry.reserved = peak;
    entries.set(demand.id, entry);
    return entry;
  }

  async function close(entry: PoolEntry<S>): Promise<void> {
    await releaseComponents(entry, (name) => staysBeside(entry.strategy, name));
    entry.reserved = null;
    entry.lastUsedAtMs = now();
    entry.runs += 1;
    if (entry.residents.size === 0) entries.delete(entry.id);
  }

  async function sessionOf(entry: PoolEntry<S>, name: string): Promise<S> {
    const component = entry.components.find((each) => each.name === name);
    if (component === undefined) throw new RangeError(`The model ${entry.id} has no component ${name}.`);
    const resident = entry.residents.get(name);
    if (resident?.version === component.version) return resident.session;
    const stays = (other: string): boolean => other !== name && staysBeside(entry.strategy, other);
    await releaseComponents(entry, stays);
    const session = await loader.load(entry.id, component);
    entry.residents.set(name, { ...component, session });
    return session;
  }

  /** Frees what can be freed after memory ran out: other models first, then by the next strategy. False = nothing left. */
  async function makeRoom(entry: PoolEntry<S>, inUse: string, error: unknown): Promise<boolean> {
    if (leastRecent(entry.id) !== undefined) {
      await shrink(() => false, entry.id);
      return true;
    }
    const next = strategiesFrom(entry.strategy)[1];
    if (next === undefined) return false;
    lower(entry.id, entry.strategy, next, error instanceof Error ? error.message : String(error));
    entry.strategy = next;
    await releaseComponents(entry, (name) => name === inUse || staysBeside(next, name));
    return true;
  }

  function leaseOf(entry: PoolEntry<S>, demand: ModelDemand): Lease<S> {
    return {
      strategy: () => entry.strategy,
      async run(component, work) {
        for (;;) {
          try {
            return await work(await sessionOf(entry, component));
          } catch (error) {
            if (!loader.isOutOfMemory(error)) throw error;
            if (!(await makeRoom(entry, component, error))) throw tooLarge(demand, limits, error);
          }
        }
      },
    };
  }

  return {
    use: (demand, work) =>
      inTurn(async () => {
        const entry = await open(demand);
        try {
          return await work(leaseOf(entry, demand));
        } finally {
          await close(entry);
        }
      }),
    async evict(id) {
      const entry = entries.get(id);
      if (entry === undefined) return false;
      if (isIdle(entry)) await drop(entry);
      else {
        await inTurn(async () => {
          if (entries.get(id) === entry) await drop(entry);
        });
      }
      return true;
    },
    shrink,
    limit: (next) =>
      inTurn(async () => {
        limits = next;
        // What was lowered for want of memory may fit now.
        loweredTo.clear();
        await shrink(() => entries.size <= limits.maxModels && isWithin(booked(), limits.budget), null);
        for (const entry of [...entries.values()]) {
          entry.strategy = limits.strategy;
          await releaseComponents(entry, (name) => staysBeside(entry.strategy, name));
          if (entry.residents.size === 0) entries.delete(entry.id);
        }
      }),
    booked,
    entries: () => [...entries.values()],
    counts: () => ({ ...counts }),
    stepDowns: () => [...stepDowns],
  };
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);

function needsMore(demand: ModelDemand, strategy: OffloadStrategy, { budget, base }: PoolLimits): string {
  const { ram, vram } = sumOf([base, peakUse(demand, strategy)]);
  return ram > budget.ram
    ? `needs ${megabytes(ram)} MB of ${megabytes(budget.ram)} MB`
    : `needs ${megabytes(vram)} MB of ${megabytes(budget.vram)} MB of the graphics card`;
}

function tooLarge(demand: ModelDemand, limits: PoolLimits, cause: unknown = null): Error {
  const reason = needsMore(demand, 'aggressive', limits);
  return new OutOfMemoryError('model-too-large', `${demand.title} does not fit into memory: it ${reason}.`, {
    hint: 'Raise the memory budget in the settings of the engine, close other programs, or choose a smaller picture or model.',
    place: { file: demand.id },
    values: { model: demand.title, reason },
    ...(cause === null ? {} : { cause }),
  });
}
