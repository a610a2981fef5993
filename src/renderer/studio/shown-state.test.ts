import { expect, it } from 'vitest';
import { shownState, type CellFacts } from './shown-state.ts';

const going = { state: 'running', interrupted: false, startedAtMs: 100, endedAtMs: null } as const;
const ended = { state: 'failed', interrupted: false, startedAtMs: 100, endedAtMs: 900 } as const;
const killed = { state: 'failed', interrupted: true, startedAtMs: 100, endedAtMs: 900 } as const;
const noPick = { isUndecided: false, hasPick: false, pickedAtMs: null };

it.each<[string, CellFacts, string]>([
  ['never ran', { run: null, cell: null, ...noPick }, 'idle'],
  ['has a take', { run: null, cell: null, isUndecided: false, hasPick: true, pickedAtMs: 1 }, 'succeeded'],
  ['is not part of the run', { run: going, cell: null, isUndecided: false, hasPick: true, pickedAtMs: 1 }, 'succeeded'],
  [
    'runs again over its take',
    { run: going, cell: at('running'), isUndecided: false, hasPick: true, pickedAtMs: 1 },
    'running',
  ],
  [
    'is skipped by the run that goes on',
    { run: going, cell: at('skipped'), isUndecided: false, hasPick: true, pickedAtMs: 1 },
    'skipped',
  ],
  [
    'was skipped by an ended run',
    { run: ended, cell: at('skipped'), isUndecided: false, hasPick: true, pickedAtMs: 1 },
    'succeeded',
  ],
  ['failed', { run: ended, cell: at('failed', 500), ...noPick }, 'failed'],
  [
    'failed, the older take is kept',
    { run: ended, cell: at('failed', 500), isUndecided: false, hasPick: true, pickedAtMs: 400 },
    'failed',
  ],
  [
    'failed, then made by somebody else',
    { run: ended, cell: at('failed', 500), isUndecided: false, hasPick: true, pickedAtMs: 600 },
    'succeeded',
  ],
  ['was blocked', { run: ended, cell: at('blocked'), ...noPick }, 'blocked'],
  [
    'was blocked, then made',
    { run: ended, cell: at('blocked'), isUndecided: false, hasPick: true, pickedAtMs: 901 },
    'succeeded',
  ],
  ['was queued when the host was killed', { run: killed, cell: at('queued'), ...noPick }, 'idle'],
  [
    'was running when the host was killed',
    { run: killed, cell: at('running'), isUndecided: false, hasPick: true, pickedAtMs: 1 },
    'succeeded',
  ],
  ['may have been charged', { run: ended, cell: at('unknown'), ...noPick, isUndecided: true }, 'unknown'],
  [
    'may have been charged in a run before the last',
    { run: null, cell: null, ...noPick, isUndecided: true },
    'unknown',
  ],
  ['may have been charged, then was decided about', { run: ended, cell: at('unknown'), ...noPick }, 'idle'],
])('%s', (_name, facts, expected) => {
  expect(shownState(facts)).toBe(expected);
});

function at(state: NonNullable<CellFacts['cell']>['state'], endedAtMs: number | null = null): CellFacts['cell'] {
  return { state, endedAtMs };
}
