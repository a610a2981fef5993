import { CancelledError, TimeLimitError } from '../../shared/base/index.ts';
import type { Clock } from '../platform/index.ts';

export interface TimeLimit {
  /** Left out for none. */
  maxSeconds: number | undefined;
  clock: Clock;
  /** What is asked to stop when the work is cancelled from outside. */
  signal: AbortSignal;
}

/**
 * Does work that stops when it passes its limit, the way that it stops when it is cancelled. Throws TimeLimitError then;
 * a cancel from outside stays one. Work that is done in the moment of the limit is done.
 */
export async function withinTime<T>(limit: TimeLimit, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { maxSeconds, clock, signal } = limit;
  if (maxSeconds === undefined) return work(signal);
  const over = new AbortController();
  const done = new AbortController();
  const startedAtMs = clock.elapsedMs();
  const watch = clock.sleep(maxSeconds * 1000, done.signal).then(
    () => over.abort(),
    (error: unknown) => {
      if (!(error instanceof CancelledError)) throw error;
    },
  );
  try {
    return await work(AbortSignal.any([signal, over.signal]));
  } catch (error) {
    if (error instanceof CancelledError && over.signal.aborted && !signal.aborted) {
      throw passedLimit(maxSeconds, (clock.elapsedMs() - startedAtMs) / 1000);
    }
    throw error;
  } finally {
    done.abort();
    await watch;
  }
}

function passedLimit(limit: number, seconds: number): Error {
  return new TimeLimitError('passed', `It took longer than the limit of ${limit} seconds and was stopped.`, {
    hint: 'Raise the time limit, or take fewer steps or a smaller picture.',
    values: { limit, seconds: Math.round(seconds * 10) / 10 },
  });
}
