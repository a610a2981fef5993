import { describe, expect, it } from 'vitest';
import { failureKinds, type FailureCode, type FailureData } from '../../shared/base/index.ts';
import { backOffMs, retryDelayMs } from './retry.ts';

function failureOf(code: FailureCode, kind: string, values: FailureData['values'] = {}): FailureData {
  return { code, kind, message: 'm', hint: 'h', place: {}, values };
}

/** Pauses after the first, second, … try, without jitter, until a failure is final. */
function pausesOf(failure: FailureData): number[] {
  const pauses: number[] = [];
  for (let attempt = 1; attempt < 100; attempt++) {
    const pause = retryDelayMs(failure, attempt, 0.5);
    if (pause === null) return pauses;
    pauses.push(pause);
  }
  throw new Error('retries for ever');
}

const backOff = [1_000, 2_000, 4_000, 8_000, 16_000];
/** All other failures are final. */
const retried: Record<string, number[]> = {
  'ProviderError.rate-limit': backOff,
  'ProviderError.server': backOff,
  // Nothing was accepted by somebody who cannot be reached: there is time until the network is back.
  'ProviderError.network': [...backOff, 32_000, ...Array.from({ length: 7 }, () => 60_000)],
  'ProviderError.timeout': backOff,
  'EngineCrashedError.exited': [0],
  'EngineCrashedError.deadline': [0],
};

const everyKind = Object.entries(failureKinds).flatMap(([code, kinds]) =>
  kinds.map((kind) => [code as FailureCode, kind] as const),
);

it.each(everyKind)('%s.%s is tried again as often as the table says', (code, kind) => {
  expect(pausesOf(failureOf(code, kind))).toEqual(retried[`${code}.${kind}`] ?? []);
});

describe('Retry-After', () => {
  it.each([
    // At once, from somebody who has just refused: the usual pause instead.
    [0, 1_000],
    [1_234, 1_234],
    [300_000, 300_000],
    [300_001, null],
    [1e12, null],
    [-5, 1_000],
  ])('%d ms makes a wait of %s ms', (retryAfterMs, expected) => {
    expect(retryDelayMs(failureOf('ProviderError', 'rate-limit', { retryAfterMs }), 1, 0.5)).toBe(expected);
  });

  it('counts for rate limits only', () => {
    expect(retryDelayMs(failureOf('ProviderError', 'server', { retryAfterMs: 9 }), 1, 0.5)).toBe(1_000);
    expect(retryDelayMs(failureOf('ProviderError', 'rate-limit', { retryAfterMs: 'soon' }), 1, 0.5)).toBe(1_000);
  });
});

it.each([
  [1, 0, 750],
  [1, 1, 1_250],
  [3, 0.5, 4_000],
  [7, 0.5, 60_000],
  [40, 1, 75_000],
])('the pause after try %d with chance %d is %d ms', (attempt, random, expected) => {
  expect(backOffMs(attempt, random)).toBe(expected);
});
