import { expect, it } from 'vitest';
import type { FailureData } from '../../../shared/base/index.ts';
import type { CellRun, CellState } from '../../../shared/run/index.ts';
import { causesOf, queueGroups } from './queue-groups.ts';

function failure(message: string): FailureData {
  return { code: 'ProviderError', kind: 'server', message, hint: '', place: {}, values: {} };
}

function cell(key: string, state: CellState, why: FailureData | null = null): CellRun {
  return { key, state, failure: why } as CellRun;
}

it('lists cells by what they do now', () => {
  const states: CellState[] = ['queued', 'running', 'waiting', 'succeeded', 'skipped', 'downloading', 'unknown'];
  const groups = queueGroups(states.map((state) => cell(state, state)));
  expect(Object.values(groups).map((group: CellRun[]) => group.map((each) => each.key))).toEqual([
    ['running', 'downloading'],
    ['waiting'],
    ['queued'],
    ['succeeded', 'unknown'],
  ]);
});

it('groups failures by their words, the most frequent first, then the blocked, then the cancelled', () => {
  const cells = [
    cell('a', 'cancelled'),
    cell('b', 'failed', failure('no credit')),
    cell('c', 'blocked'),
    cell('d', 'failed', failure('too slow')),
    cell('e', 'unknown', failure('too slow')),
    cell('f', 'succeeded'),
  ];
  const causes = causesOf(cells, (each) => each.message);
  expect(causes.map(({ kind, text, cells: keys }) => [kind, text, keys])).toEqual([
    ['failure', 'too slow', ['d', 'e']],
    ['failure', 'no credit', ['b']],
    ['blocked', '', ['c']],
    ['cancelled', '', ['a']],
  ]);
});
