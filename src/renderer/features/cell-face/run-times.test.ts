import { expect, it } from 'vitest';
import { timeLeftMs } from './run-times.ts';

it.each([
  [10_000, 0.5, 10_000],
  [9_000, 0.9, 1_000],
  [10_000, 0.04, null],
  [1_000, 0.5, null],
  [10_000, null, null],
  [10_000, 1, null],
])('after %i ms and %j of the work, %j ms are left', (elapsed, progress, left) => {
  const guess = timeLeftMs(elapsed, progress);
  expect(guess === null ? null : Math.round(guess)).toBe(left);
});
