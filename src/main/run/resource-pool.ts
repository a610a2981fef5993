/** A resource that a cell occupies while it runs: the threads of its run, a provider, a model. */
export interface ResourceNeed {
  key: string;
  /** How many cells may have it at once. */
  slots: number;
  /** Whether it is a provider that may ask to slow down. */
  adapts?: boolean;
}

/**
 * Who may use what, over all runs of this process. A provider that asks to slow down gets half as many jobs at once, once
 * for all jobs that are under way then, and one more for each full round of successes, up to what it had (additive
 * increase, multiplicative decrease).
 */
export interface ResourcePool {
  /** Takes all of the needs or none. */
  tryAcquire(needs: readonly ResourceNeed[]): boolean;
  release(needs: readonly ResourceNeed[]): void;
  /** Called whenever something was released. Returns an unsubscribe. */
  onRelease(listener: () => void): () => void;
  slowDown(needs: readonly ResourceNeed[]): void;
  succeeded(needs: readonly ResourceNeed[]): void;
  /** Marks that a cell which the user runs by hand waits for one of each of these. Returns the end of the claim. */
  reserveFor(needs: readonly ResourceNeed[]): () => void;
  /** Whether taking these would leave too few for those that wait with a claim. */
  isReserved(needs: readonly ResourceNeed[]): boolean;
  /** Present limit of a resource below what it was given, or null. */
  limitOf(key: string): number | null;
}

interface Use {
  active: number;
  slots: number;
  /** Lowered limit, or null when it is the given one. */
  lowered: number | null;
  successes: number;
  reserved: number;
  /** Jobs that were under way when the limit was lowered and have not ended: their refusals tell nothing new. */
  draining: number;
}

/** An empty pool. */
export function createResourcePool(): ResourcePool {
  const uses = new Map<string, Use>();
  const listeners = new Set<() => void>();

  function useOf(need: ResourceNeed): Use {
    const use = uses.get(need.key) ?? {
      active: 0,
      slots: need.slots,
      lowered: null,
      successes: 0,
      reserved: 0,
      draining: 0,
    };
    use.slots = need.slots;
    uses.set(need.key, use);
    return use;
  }

  function freeOf(need: ResourceNeed): number {
    const use = useOf(need);
    return Math.min(need.slots, use.lowered ?? need.slots) - use.active;
  }

  return {
    tryAcquire(needs) {
      if (needs.some((need) => freeOf(need) <= 0)) return false;
      for (const need of needs) useOf(need).active += 1;
      return true;
    },
    release(needs) {
      for (const use of needs.map(useOf)) {
        use.active -= 1;
        use.draining = Math.max(0, use.draining - 1);
      }
      for (const listener of [...listeners]) listener();
    },
    onRelease(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    slowDown(needs) {
      for (const use of needs.filter((need) => need.adapts).map(useOf)) {
        use.successes = 0;
        if (use.draining > 0) continue;
        use.lowered = Math.max(1, Math.floor(Math.min(use.lowered ?? use.slots, Math.max(1, use.active)) / 2));
        use.draining = use.active;
      }
    },
    succeeded(needs) {
      for (const use of needs.filter((need) => need.adapts).map(useOf)) {
        if (use.lowered === null) continue;
        use.successes += 1;
        if (use.successes < use.lowered) continue;
        use.successes = 0;
        use.lowered = use.lowered + 1 >= use.slots ? null : use.lowered + 1;
      }
    },
    reserveFor(needs) {
      for (const need of needs) useOf(need).reserved += 1;
      return () => {
        for (const need of needs) useOf(need).reserved -= 1;
      };
    },
    isReserved: (needs) => needs.some((need) => freeOf(need) <= useOf(need).reserved && useOf(need).reserved > 0),
    limitOf: (key) => uses.get(key)?.lowered ?? null,
  };
}
