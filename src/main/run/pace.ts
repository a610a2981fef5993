import type { Clock } from '../platform/index.ts';

/** At most `count` calls of what `key` names, in any minute. */
export interface PaceLimit {
  key: string;
  count: number;
}

export interface TurnOptions {
  clock: Pick<Clock, 'elapsedMs' | 'sleep'>;
  signal: AbortSignal;
  /** Called with the milliseconds to wait, each time before a wait. */
  onWait: (ms: number) => void;
}

/** How many calls a minute providers and models get, over all runs of this process. */
export interface Pace {
  /** Waits until one more call is within all of the limits, and counts it. Rejects with CancelledError when aborted. */
  turn(limits: readonly PaceLimit[], options: TurnOptions): Promise<void>;
}

/** A second more than a minute: calls may overtake one another on their way to the provider. */
const windowMs = 61_000;

/** A pace at which nothing has been called yet. */
export function createPace(): Pace {
  /** Times of the last calls, oldest first, by limit. */
  const calls = new Map<string, number[]>();

  /** Milliseconds until a limit leaves room for one more call. */
  function waitFor({ key, count }: PaceLimit, now: number): number {
    const recent = (calls.get(key) ?? []).filter((at) => now - at < windowMs);
    calls.set(key, recent);
    const oldest = recent[recent.length - count];
    return oldest === undefined ? 0 : oldest + windowMs - now;
  }

  return {
    async turn(limits, { clock, signal, onWait }) {
      for (;;) {
        const now = clock.elapsedMs();
        const wait = Math.ceil(Math.max(0, ...limits.map((limit) => waitFor(limit, now))));
        if (wait === 0) {
          for (const { key } of limits) calls.get(key)?.push(now);
          return;
        }
        onWait(wait);
        await clock.sleep(wait, signal);
      }
    },
  };
}
