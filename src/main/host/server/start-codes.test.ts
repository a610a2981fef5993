import { expect, it } from 'vitest';
import { createStartCodes } from './start-codes.ts';

it('redeems each code once', () => {
  const codes = createStartCodes();
  const [first, second] = [codes.create(), codes.create()];
  expect([codes.redeem(second), codes.redeem(second), codes.redeem(first), codes.redeem('')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

it('makes codes that fit into a URL and cannot be guessed', () => {
  const codes = createStartCodes();
  const made = new Set(Array.from({ length: 100 }, () => codes.create()));
  expect(made.size).toBe(100);
  for (const code of made) expect(code).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

it('forgets the oldest of more than 16', () => {
  const codes = createStartCodes();
  const made = Array.from({ length: 17 }, () => codes.create());
  expect([codes.redeem(made[0] ?? ''), codes.redeem(made[1] ?? '')]).toEqual([false, true]);
});
