import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError } from '../../shared/base/index.ts';

/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since 1970: for records that people read. May jump. */
  nowMs(): number;
  /** Milliseconds from an unknown start: for waits and deadlines. Never jumps. */
  elapsedMs(): number;
  /** Rejects with CancelledError when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  elapsedMs: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await sleep(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted === true) throw new CancelledError();
      throw error;
    }
  },
};
