import { expect, it } from 'vitest';
import { fromUsd, toUsd } from './money.ts';

it.each([
  [0, 0],
  [1.001, 1_001_000],
  [0.000_001, 1],
  [0.29, 290_000],
  [4.35, 4_350_000],
  [1_000_000, 1_000_000_000_000],
])('$%d is %d millionths, and the same dollars again', (usd, amount) => {
  expect(fromUsd(usd)).toBe(amount);
  expect(toUsd(fromUsd(usd))).toBe(usd);
});
