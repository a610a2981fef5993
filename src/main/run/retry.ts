import { ProviderError, type FailureData } from '../../shared/base/index.ts';

/** First pause of a back-off; each further one is twice as long, up to the longest. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** A longer wait than this is the user's to decide. */
export const longestRetryAfterMs = 300_000;
const maxAttempts = 6;
/** A provider that cannot be reached has accepted nothing: it may take minutes until the network is back. */
const maxUnreachedAttempts = 14;
/** A crash of the engine process costs nothing but time, so the cell gets one more try at once. */
const maxCrashAttempts = 2;

const transient: ReadonlySet<string> = new Set(['server', 'network', 'timeout']);

/**
 * Milliseconds until a cell may be tried again, or null when it must not: a content policy, a wrong parameter or a lost
 * submission is never retried. `attempt` counts from 1; `random` is between 0 and 1 and spreads pauses by a quarter.
 */
export function retryDelayMs(failure: FailureData, attempt: number, random: number): number | null {
  if (failure.code === 'EngineCrashedError') return attempt < maxCrashAttempts ? 0 : null;
  const limit = failure.kind === 'network' ? maxUnreachedAttempts : maxAttempts;
  if (failure.code !== 'ProviderError' || attempt >= limit) return null;
  if (failure.kind === 'rate-limit') {
    const asked = failure.values.retryAfterMs;
    // "At once" from somebody who has just refused is no wait that would end the trouble.
    if (typeof asked !== 'number' || asked <= 0) return backOffMs(attempt, random);
    return asked <= longestRetryAfterMs ? asked : null;
  }
  return transient.has(failure.kind) ? backOffMs(attempt, random) : null;
}

/** A provider's wish to wait that is too long to be granted unasked, told with its time; any other failure as it is. */
export function askedToWait(failure: FailureData): FailureData {
  const asked = failure.values.retryAfterMs;
  const isLong = failure.kind === 'rate-limit' && typeof asked === 'number' && asked > longestRetryAfterMs;
  if (failure.code !== 'ProviderError' || !isLong) return failure;
  const minutes = Math.ceil(asked / 60_000);
  return new ProviderError('long-wait', `The provider asks to wait ${minutes} minutes. ${failure.message}`, {
    hint: 'Nothing was charged. Run the cell again after that time.',
    place: failure.place,
    values: { ...failure.values, minutes },
  }).toJSON();
}

/** Exponential back-off with jitter, in milliseconds. */
export function backOffMs(attempt: number, random: number): number {
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
  return Math.round(pause * (0.75 + random / 2));
}
