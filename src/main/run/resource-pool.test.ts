import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soakRuns } from '../../../tests/soak.ts';
import { createResourcePool, type ResourceNeed, type ResourcePool } from './resource-pool.ts';

const provider: ResourceNeed = { key: 'provider', slots: 8, adapts: true };
const threads: ResourceNeed = { key: 'threads', slots: 2 };

/** Takes all that is free and answers how many that were. */
function fill(pool: ResourcePool, needs: readonly ResourceNeed[]): number {
  let taken = 0;
  while (pool.tryAcquire(needs)) taken += 1;
  return taken;
}

/** One full round: as many jobs as may run start and end well. */
function succeedOnce(pool: ResourcePool, needs: readonly ResourceNeed[]): number {
  const jobs = fill(pool, needs);
  for (let job = 0; job < jobs; job++) {
    pool.succeeded(needs);
    pool.release(needs);
  }
  return jobs;
}

describe('limits', () => {
  it('gives all needs or none', () => {
    const pool = createResourcePool();
    expect(fill(pool, [provider, threads])).toBe(2);
    expect(fill(pool, [provider])).toBe(6);
    pool.release([provider, threads]);
    expect(fill(pool, [provider, threads])).toBe(1);
  });

  it('tells listeners of a release until they leave', () => {
    const pool = createResourcePool();
    let heard = 0;
    const leave = pool.onRelease(() => (heard += 1));
    fill(pool, [threads]);
    pool.release([threads]);
    leave();
    pool.release([threads]);
    expect(heard).toBe(1);
  });
});

describe('a provider that asks to slow down', () => {
  it('gets half as many jobs at once, and one more for each full round of successes', () => {
    const pool = createResourcePool();
    const needs = [provider];
    fill(pool, needs);
    pool.slowDown(needs);
    expect(pool.limitOf('provider')).toBe(4);
    for (let job = 0; job < 8; job++) pool.release(needs);
    expect([1, 2, 3, 4, 5, 6].map(() => succeedOnce(pool, needs))).toEqual([4, 5, 6, 7, 8, 8]);
    expect(pool.limitOf('provider')).toBeNull();
  });

  it('is slowed down once for all jobs that were under way, however many of them it refuses', () => {
    const pool = createResourcePool();
    fill(pool, [provider]);
    for (let job = 0; job < 8; job++) {
      pool.slowDown([provider]);
      pool.release([provider]);
    }
    expect(pool.limitOf('provider')).toBe(4);
    fill(pool, [provider]);
    pool.slowDown([provider]);
    expect(pool.limitOf('provider')).toBe(2);
  });

  it('keeps one job at once, and halves what ran when that was less than allowed', () => {
    const pool = createResourcePool();
    for (const expected of [1, 1]) {
      pool.tryAcquire([provider]);
      pool.slowDown([provider]);
      pool.release([provider]);
      expect(pool.limitOf('provider')).toBe(expected);
    }
    expect(fill(pool, [provider])).toBe(1);
  });

  it('leaves resources alone that are no providers', () => {
    const pool = createResourcePool();
    pool.tryAcquire([provider, threads]);
    pool.slowDown([provider, threads]);
    expect(pool.limitOf('threads')).toBeNull();
  });
});

describe('a claim', () => {
  it('leaves as many places as there are claims, and no more', () => {
    const pool = createResourcePool();
    const end = pool.reserveFor([provider]);
    const isFree = (): boolean => !pool.isReserved([provider]) && pool.tryAcquire([provider]);
    expect(Array.from({ length: 8 }, isFree)).toEqual([true, true, true, true, true, true, true, false]);
    end();
    expect(isFree()).toBe(true);
  });
});

type Step = 'take' | 'release' | 'slow' | 'succeed';

it('never lets more run than its limit, and always at least one, whatever happens', () => {
  const step = fc.constantFrom<Step>('take', 'release', 'slow', 'succeed');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), fc.integer({ min: 1, max: 10 }), (steps, slots) => {
      const pool = createResourcePool();
      const needs = [{ key: 'p', slots, adapts: true }];
      let running = 0;
      for (const each of steps) {
        const limit = pool.limitOf('p') ?? slots;
        if (each === 'take') {
          const taken = pool.tryAcquire(needs);
          expect(taken).toBe(running < limit);
          if (taken) running += 1;
        } else if (running > 0) {
          if (each === 'slow') pool.slowDown(needs);
          if (each === 'succeed') pool.succeeded(needs);
          pool.release(needs);
          running -= 1;
        }
        expect(pool.limitOf('p') ?? slots).toBeGreaterThanOrEqual(1);
        expect(pool.limitOf('p') ?? slots).toBeLessThanOrEqual(slots);
      }
    }),
    { numRuns: soakRuns(200, 10_000) },
  );
});
