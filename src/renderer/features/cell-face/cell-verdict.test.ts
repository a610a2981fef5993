import { expect, it } from 'vitest';
import type { FailureData } from '../../../shared/base/index.ts';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';
import { cellVerdict, type VerdictFacts } from './cell-verdict.ts';

const failure = { code: 'EngineCrashedError', kind: 'exited' } as FailureData;
const changed = { kind: 'parameter-changed', parameter: 'prompt' } as const;
const planned = { failure: null, why: [changed] } as unknown as PlannedCell;
const left = (parts: Partial<CellRun>): CellRun => ({ failure: null, message: null, ...parts }) as CellRun;

it.each<[string, VerdictFacts, unknown]>([
  ['done', { planned, lastRun: null, state: 'succeeded', stale: false }, null],
  ['stale', { planned, lastRun: null, state: 'succeeded', stale: true }, { kind: 'stale', reasons: [changed] }],
  [
    'failed and stale',
    { planned, lastRun: left({ failure }), state: 'failed', stale: true },
    { kind: 'failure', failure },
  ],
  ['failed once, made since', { planned, lastRun: left({ failure }), state: 'succeeded', stale: false }, null],
  [
    'blocked by the run',
    { planned, lastRun: left({ message: 'dawn/plate' }), state: 'blocked', stale: false },
    { kind: 'blocked', by: 'dawn/plate' },
  ],
  [
    'cannot run as it stands',
    { planned: { ...planned, failure }, lastRun: null, state: 'idle', stale: false },
    { kind: 'failure', failure },
  ],
])('%s', (_name, facts, expected) => {
  expect(cellVerdict(facts)).toEqual(expected);
});
