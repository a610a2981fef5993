import { describe, expect, it } from 'vitest';
import { CancelledError, ProviderError } from '../../shared/base/index.ts';
import type { Clock } from '../platform/index.ts';
import { withinTime } from './time-limit.ts';

/** A clock that moves when it is told to. */
function createHandClock(): Clock & { move: (ms: number) => void } {
  let now = 0;
  const waits = new Set<{ at: number; wake: () => void }>();
  return {
    nowMs: () => now,
    elapsedMs: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const wait = { at: now + ms, wake: resolve };
        waits.add(wait);
        signal?.addEventListener('abort', () => {
          waits.delete(wait);
          reject(new CancelledError());
        });
      }),
    move(ms) {
      now += ms;
      for (const wait of waits) if (wait.at <= now) wait.wake();
    },
  };
}

/** Work that goes on until it is stopped, as an engine does. */
function untilStopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new CancelledError())));
}

describe('a time limit', () => {
  it('stops work that passes it, and says so', async () => {
    const clock = createHandClock();
    const { signal } = new AbortController();
    const work = withinTime({ maxSeconds: 2, clock, signal }, untilStopped);
    clock.move(1_999);
    clock.move(501);
    await expect(work).rejects.toMatchObject({
      code: 'TimeLimitError',
      kind: 'passed',
      values: { limit: 2, seconds: 2.5 },
    });
  });

  it('leaves alone what is done in time, also without a limit', async () => {
    const clock = createHandClock();
    const { signal } = new AbortController();
    expect(await withinTime({ maxSeconds: 2, clock, signal }, async () => 'done')).toBe('done');
    expect(await withinTime({ maxSeconds: undefined, clock, signal }, async (given) => given)).toBe(signal);
  });

  it('is not what a cancel or a failure is', async () => {
    const clock = createHandClock();
    const user = new AbortController();
    const work = withinTime({ maxSeconds: 2, clock, signal: user.signal }, untilStopped);
    user.abort();
    await expect(work).rejects.toBeInstanceOf(CancelledError);
    const failure = new ProviderError('failed', 'It broke.', { hint: 'Look.' });
    const broken = withinTime({ maxSeconds: 2, clock, signal: new AbortController().signal }, () =>
      Promise.reject(failure),
    );
    await expect(broken).rejects.toBe(failure);
  });
});
