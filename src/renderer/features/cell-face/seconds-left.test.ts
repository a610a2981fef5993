import { expect, it } from 'vitest';
import { secondsLeft } from './seconds-left.ts';

it.each([
  [null, 0, null],
  [10_000, 0, 10],
  [10_000, 9_001, 1],
  [10_000, 12_000, 0],
])('a wait until %s at %s has %s seconds left', (until, now, expected) => {
  expect(secondsLeft(until, now)).toBe(expected);
});
