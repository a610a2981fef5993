/** A resource that a cell occupies while it runs: the threads of its run, a provider, a model. */
export interface ResourceNeed {
  key: string;
  /** How many cells may have it at once. */
  slots: number;
  /** Whether it is a provider that may ask to slow down. */
  adapts?: boolean;
}

/**
 * Who may use what, over all runs of this process. A provider that asks to slow down gets half as many jobs at once, and
 * one more for each full round of successes, up to what it had (additive increase, multiplicative decrease).
 */
export interface ResourcePool {
  /** Takes all of the needs or none. */
  tryAcquire(needs: readonly ResourceNeed[]): boolean;
  release(needs: readonly ResourceNeed[]): void;
  /** Called whenever something was released. Returns an unsubscribe. */
  onRelease(listener: () => void): () => void;
  slowDown(needs: readonly ResourceNeed[]): void;
  succeeded(needs: readonly ResourceNeed[]): void;
  /** Marks that a cell which the user runs by hand waits for these; others then leave them alone. */
  reserveFor(needs: readonly ResourceNeed[]): () => void;
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
}

/** An empty pool. */
export function createResourcePool(): ResourcePool {
  const uses = new Map<string, Use>();
  const listeners = new Set<() => void>();

  function useOf(need: ResourceNeed): Use {
    const use = uses.get(need.key) ?? { active: 0, slots: need.slots, lowered: null, successes: 0, reserved: 0 };
    use.slots = need.slots;
    uses.set(need.key, use);
    return use;
  }

  function hasRoom(need: ResourceNeed): boolean {
    const use = useOf(need);
    return use.active < Math.min(need.slots, use.lowered ?? need.slots);
  }

  return {
    tryAcquire(needs) {
      if (!needs.every(hasRoom)) return false;
      for (const need of needs) useOf(need).active += 1;
      return true;
    },
    release(needs) {
      for (const need of needs) useOf(need).active -= 1;
      for (const listener of [...listeners]) listener();
    },
    onRelease(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    slowDown(needs) {
      for (const use of needs.filter((need) => need.adapts).map(useOf)) {
        use.lowered = Math.max(1, Math.floor(Math.min(use.lowered ?? use.slots, Math.max(1, use.active)) / 2));
        use.successes = 0;
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
    isReserved: (needs) => needs.some((need) => useOf(need).reserved > 0),
    limitOf: (key) => uses.get(key)?.lowered ?? null,
  };
}
