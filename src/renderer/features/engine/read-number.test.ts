import { expect, it } from 'vitest';
import { readGigabytes, readWhole, readWholeOrNone } from './read-number.ts';

it.each([
  ['8', { kind: 'number', value: 8e9 }],
  [' 7.5 ', { kind: 'number', value: 7.5e9 }],
  ['7,5 GB', { kind: 'number', value: 7.5e9 }],
  ['', { kind: 'none' }],
  ['  ', { kind: 'none' }],
  ['0', { kind: 'invalid' }],
  ['-1', { kind: 'invalid' }],
  ['much', { kind: 'invalid' }],
  ['1e3', { kind: 'invalid' }],
  ['100001', { kind: 'invalid' }],
])('gigabytes "%s"', (text, expected) => {
  expect(readGigabytes(text)).toEqual(expected);
});

it.each([
  ['3', { kind: 'number', value: 3 }],
  ['90 %', { kind: 'invalid' }],
  ['16', { kind: 'number', value: 16 }],
  ['17', { kind: 'invalid' }],
  ['0', { kind: 'invalid' }],
  ['', { kind: 'invalid' }],
  ['2.5', { kind: 'invalid' }],
])('a whole number from 1 to 16, "%s"', (text, expected) => {
  expect(readWhole(text, { least: 1, most: 16 })).toEqual(expected);
});

it.each([
  ['', { kind: 'none' }],
  [' ', { kind: 'none' }],
  ['5', { kind: 'number', value: 5 }],
  ['0', { kind: 'invalid' }],
])('a whole number from 1 to 100, or none, "%s"', (text, expected) => {
  expect(readWholeOrNone(text, { least: 1, most: 100 })).toEqual(expected);
});
