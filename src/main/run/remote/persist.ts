import { CancelledError, TelarError, type FailureData } from '../../../shared/base/index.ts';
import type { ExecutionEvent } from '../cell-executor.ts';
import { backOffMs, longestRetryAfterMs } from '../retry.ts';
import type { RunResources } from '../run-resources.ts';

const transient: ReadonlySet<string> = new Set(['rate-limit', 'server', 'network', 'timeout']);

export interface PersistOptions {
  signal: AbortSignal;
  onEvent: (event: ExecutionEvent) => void;
  /** Gives up after this many tries. */
  maxTries: number;
  /** And after this time, as the clock's `elapsedMs` counts it. */
  untilMs?: number;
  /** Whether a failure may pass by itself; by default what providers say in passing. */
  isTransient?: (failure: FailureData) => boolean;
}

/** Repeats a call that costs nothing until it works; says so while it waits. Never for a paid submission. */
export async function persist<T>(
  call: () => Promise<T>,
  { clock, timing, random }: Pick<RunResources, 'clock' | 'timing' | 'random'>,
  options: PersistOptions,
): Promise<T> {
  const { signal, onEvent, maxTries, untilMs = Infinity, isTransient = isPassing } = options;
  for (let tries = 1; ; tries++) {
    if (signal.aborted) throw new CancelledError();
    try {
      const result = await call();
      if (tries > 1) onEvent({ type: 'resumed' });
      return result;
    } catch (error) {
      if (!(error instanceof TelarError) || tries >= maxTries || !isTransient(error.toJSON())) throw error;
      const left = untilMs - clock.elapsedMs();
      if (left <= 0) throw error;
      const asked = Number(error.values.retryAfterMs);
      const wanted =
        asked > 0 ? Math.min(longestRetryAfterMs, asked) : Math.min(timing.maxRetryMs, backOffMs(tries, random()));
      const pause = Math.min(left, wanted);
      onEvent({ type: 'waiting', message: error.message, untilMs: clock.nowMs() + pause });
      await clock.sleep(pause, signal);
    }
  }
}

function isPassing(failure: FailureData): boolean {
  return failure.code === 'ProviderError' && transient.has(failure.kind);
}
