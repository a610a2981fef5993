import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseByteRange } from './byte-range.ts';

it.each([
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=2-5', { first: 2, last: 5 }],
  ['bytes=7-', { first: 7, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-30', { first: 0, last: 9 }],
  ['bytes=5-999', { first: 5, last: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-2', null],
  ['bytes=-', null],
  ['bytes=0-1,4-5', null],
  ['items=0-1', null],
  ['bytes=a-b', null],
  [undefined, null],
])('reads %s of 10 bytes', (header, expected) => {
  expect(parseByteRange(header, 10)).toEqual(expected);
});

it('has nothing to send of an empty body', () => {
  expect(parseByteRange('bytes=0-', 0)).toBe('unsatisfiable');
});

it('never names a byte that is not there', () => {
  const position = fc.oneof(fc.constant(''), fc.nat(40).map(String));
  fc.assert(
    fc.property(position, position, fc.nat(30), (first, last, size) => {
      const range = parseByteRange(`bytes=${first}-${last}`, size);
      if (range === null || range === 'unsatisfiable') return true;
      return range.first >= 0 && range.first <= range.last && range.last < size;
    }),
  );
});
