import { expect, it } from 'vitest';
import { readCount } from './read-count.ts';

it.each([
  ['250', 250],
  [' 20 000 ', 20_000],
  ['100', 100],
  ['99', null],
  ['1000001', null],
  ['', null],
  ['12.5', null],
  ['-200', null],
  ['many', null],
])('%j reads as %j where 100 to a million are allowed', (text, count) => {
  expect(readCount(text, { least: 100, most: 1_000_000 })).toBe(count);
});
