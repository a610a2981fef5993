import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const now = Date.UTC(2026, 10, 21, 12);
const day = 24 * 60 * 60_000;

it.each<[string | null, number | null]>([
  ['7', 7_000],
  [' 7 ', 7_000],
  ['0', 0],
  ['1.5', 1_500],
  ['1e9', day],
  ['1000000000', day],
  ['1e400', day],
  ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
  ['Saturday, 21-Nov-26 12:01:00 GMT', 60_000],
  ['Fri, 01 Jan 2100 00:00:00 GMT', day],
  // Over, or nonsense.
  ['Sat, 21 Nov 2026 11:59:59 GMT', null],
  ['-5', null],
  ['NaN', null],
  ['soon', null],
  ['7 seconds', null],
  ['2100', 2_100_000],
  ['Infinity', null],
  ['', null],
  [null, null],
])('%j asks for %j ms', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});

it('never answers anything but a wait of up to a day', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String)), (header) => {
      const wait = parseRetryAfter(header, now);
      expect(wait === null || (wait >= 0 && wait <= day)).toBe(true);
    }),
  );
});
