import { expect, it } from 'vitest';
import { clockOf } from './clock-of.ts';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 4).getTime();

it.each([
  ['today', at(21, 9), 'en-GB', '9:04'],
  ['yesterday at a later hour', at(20, 23), 'en-GB', '20 Nov, 23:04'],
  ['the same day of another month', new Date(2026, 9, 21, 9, 4).getTime(), 'es', '21 oct, 9:04'],
])('%s', (_name, atMs, language, expected) => {
  expect(clockOf(atMs, language, at(21, 22)).replace(/^0/, '').replace(' at ', ', ')).toBe(expected);
});
