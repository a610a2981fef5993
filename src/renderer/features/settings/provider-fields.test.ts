import { expect, it } from 'vitest';
import { needsPlace, readAddress, readConcurrency } from './provider-fields.ts';

it.each([
  ['https://example.com/v1', 'https://example.com/v1'],
  [' http://127.0.0.1:8080/v1/ ', 'http://127.0.0.1:8080/v1'],
  ['http://[::1]:11434', 'http://[::1]:11434'],
  ['HTTP://gpu-box.local', 'HTTP://gpu-box.local'],
  ['', null],
  ['   ', null],
])('"%s" is the address %s', (text, value) => {
  expect(readAddress(text)).toEqual({ kind: 'value', value });
});

it.each([
  'example.com',
  'ftp://example.com',
  'https://user:word@example.com',
  'https://example.com?key=1',
  'https://example.com/#part',
  'https://',
  'http://host:99999',
  'http://a b',
  'javascript:alert(1)',
  'http://host\\evil',
])('"%s" is no address', (text) => {
  expect(readAddress(text)).toEqual({ kind: 'invalid' });
});

it.each([
  ['1', 1],
  [' 64 ', 64],
  ['', null],
])('"%s" are %s jobs at once', (text, value) => {
  expect(readConcurrency(text)).toEqual({ kind: 'value', value });
});

it.each(['0', '65', '-1', '1.5', 'many', '1e1'])('"%s" is no number of jobs', (text) => {
  expect(readConcurrency(text)).toEqual({ kind: 'invalid' });
});

it.each([
  [{ place: null, isAvailable: false, isWeak: false }, true],
  [{ place: null, isAvailable: true, isWeak: true }, true],
  [{ place: null, isAvailable: true, isWeak: false }, false],
  [{ place: 'session', isAvailable: false, isWeak: false }, false],
] as const)('%j: to be asked is %s', ({ place, ...keychain }, asked) => {
  expect(needsPlace({ place, keychain: { ...keychain, reason: null } })).toBe(asked);
});
