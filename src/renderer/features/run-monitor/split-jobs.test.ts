import { expect, it } from 'vitest';
import { runId } from '../../../shared/base/index.ts';
import type { OpenJob } from '../../../shared/contract/index.ts';
import { splitJobs } from './split-jobs.ts';

const job = (id: string, run: string, state: OpenJob['state']) => ({ id, runId: run, state }) as OpenJob;

it('leaves out what the present run fetches itself, but never what may have been charged', () => {
  const open = [
    job('a', 'now', 'submitted'),
    job('b', 'before', 'submitted'),
    job('c', 'before', 'intent'),
    job('d', 'now', 'unknown'),
  ];
  const { fetching, undecided } = splitJobs(open, runId.parse('now'));
  expect([fetching, undecided].map((list) => list.map((each) => each.id))).toEqual([['b', 'c'], ['d']]);
});
