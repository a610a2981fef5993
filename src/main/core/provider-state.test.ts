import { describe, expect, it } from 'vitest';
import { lastFourOf, markOf, stateOf, troubleOf, type ProviderFacts } from './provider-state.ts';
import type { ProviderOutcome } from './provider-store.ts';

const mark = markOf('a key', null);
const ready: ProviderOutcome = { state: 'ready', atMs: 0, account: 'ada', problem: null, mark };

describe('the state of a provider', () => {
  it.each<[string, Partial<ProviderFacts>, string]>([
    ['was not tried', {}, 'untested'],
    ['has no key', { key: null }, 'no-key'],
    ['has no key, whatever it had before', { key: null, outcome: ready }, 'no-key'],
    ['has a key in a file that is locked', { key: null, isLocked: true }, 'locked'],
    ['needs no key', { key: null, needsKey: false }, 'untested'],
    ['answered the last time', { outcome: ready }, 'ready'],
    ['refused the key', { outcome: { ...ready, state: 'key-refused' } }, 'key-refused'],
    ['answered to another key', { outcome: ready, mark: markOf('a new key', null) }, 'untested'],
    ['answered at another address', { outcome: ready, mark: markOf('a key', 'https://proxy') }, 'untested'],
  ])('%s', (_what, facts, expected) => {
    const usual: ProviderFacts = { needsKey: true, key: 'a key', isLocked: false, outcome: null, mark };
    expect(stateOf({ ...usual, ...facts })).toBe(expected);
  });
});

it.each<[string, string, string | null]>([
  ['ProviderError', 'auth', 'key-refused'],
  ['ProviderError', 'credit', 'no-credit'],
  ['ProviderError', 'network', 'down'],
  ['ProviderError', 'timeout', 'down'],
  ['ProviderError', 'server', 'down'],
  ['ProviderUnavailableError', 'not-running', 'down'],
  ['ProviderError', 'policy', null],
  ['ProviderError', 'rate-limit', null],
  ['ProviderUnavailableError', 'not-configured', null],
  ['AssetDownloadError', 'incomplete', null],
])('%s/%s says of the provider: %s', (code, kind, expected) => {
  expect(troubleOf({ code: code as 'ProviderError', kind })).toBe(expected);
});

it('tells little of a key', () => {
  expect(mark).toMatch(/^[0-9a-f]{8}$/);
  expect([lastFourOf('x'.repeat(20)), lastFourOf(`${'x'.repeat(17)}1234`)]).toEqual([null, '1234']);
});
