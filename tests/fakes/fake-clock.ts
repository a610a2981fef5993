import { setImmediate } from 'node:timers/promises';
import { CancelledError } from '../../src/shared/base/index.ts';
import type { Clock } from '../../src/main/platform/index.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets so many milliseconds pass, waking each sleeper at its time and letting what it starts run first. */
  advance(ms: number): Promise<void>;
  /** Goes on to the time of the next sleeper; false when nobody sleeps. */
  advanceToNext(): Promise<boolean>;
  /** Does something right after the next sleeper was woken, before what it does then. */
  onNextWake(act: () => void): void;
  /** Lets pending callbacks and promises run without time passing. */
  settle(): Promise<void>;
}

interface Sleeper {
  wakeAtMs: number;
  wake: () => void;
}

/** A clock that begins at `startMs` since 1970; `elapsedMs` begins at 0. */
export function createFakeClock(startMs = 1_000_000): FakeClock {
  let elapsed = 0;
  let afterWake: (() => void) | null = null;
  const sleepers = new Set<Sleeper>();

  function next(): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) if (first === undefined || sleeper.wakeAtMs < first.wakeAtMs) first = sleeper;
    return first;
  }

  async function wakeUntil(endMs: number): Promise<void> {
    await setImmediate();
    for (let sleeper = next(); sleeper !== undefined && sleeper.wakeAtMs <= endMs; sleeper = next()) {
      elapsed = Math.max(elapsed, sleeper.wakeAtMs);
      sleeper.wake();
      const act = afterWake;
      afterWake = null;
      act?.();
      await setImmediate();
    }
    elapsed = endMs;
  }

  return {
    nowMs: () => startMs + elapsed,
    elapsedMs: () => elapsed,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(new CancelledError());
        const cancel = (): void => {
          sleepers.delete(sleeper);
          reject(new CancelledError());
        };
        const sleeper = {
          wakeAtMs: elapsed + Math.max(0, ms),
          wake() {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', cancel);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', cancel, { once: true });
      });
    },
    advance: (ms) => wakeUntil(elapsed + ms),
    async advanceToNext() {
      const sleeper = next();
      if (sleeper === undefined) return false;
      await wakeUntil(Math.max(elapsed, sleeper.wakeAtMs));
      return true;
    },
    onNextWake(act) {
      afterWake = act;
    },
    settle: () => wakeUntil(elapsed),
  };
}
