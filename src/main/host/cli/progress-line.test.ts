import { expect, it } from 'vitest';
import { cellKey, layerName, microUsd, noCost, unitId } from '../../../shared/base/index.ts';
import { fresh, type CellRun } from '../../../shared/run/index.ts';
import { cellLine, progressOf } from './progress-line.ts';

function cell(unit: string, facts: Partial<CellRun>): CellRun {
  return {
    key: cellKey.parse(`${unit}/plate`),
    unit: unitId.parse(unit),
    layerName: layerName.parse('plate'),
    layerIndex: 0,
    ...fresh,
    state: 'queued',
    costMicroUsd: noCost,
    notices: [],
    ...facts,
  };
}

const running = cell('a', { state: 'running', progress: 0.5, step: 10, steps: 20 });
const waiting = cell('b', { state: 'waiting', waitUntilMs: 61_500, message: 'The provider asks to slow down.' });
const remote = cell('c', { state: 'running', queuePosition: 2 });
const charged = cell('d', { state: 'succeeded', progress: 1, costMicroUsd: microUsd.parse(42_000) });
const failed = cell('e', { state: 'failed' });

it.each([
  ['a step', [running], running, { done: 0.5, ended: 0, message: '1 running · a/plate step 10 of 20' }],
  [
    'a wait, with what is left of it',
    [running, waiting],
    waiting,
    { done: 0.5, ended: 0, message: '1 running · 1 waiting · b/plate waits 2 s: The provider asks to slow down.' },
  ],
  [
    'the place in a queue',
    [remote],
    remote,
    { done: 0, ended: 0, message: '1 running · c/plate is number 3 in the queue' },
  ],
  [
    'costs and failures',
    [charged, failed, cell('f', {})],
    charged,
    { done: 2, ended: 2, message: '1 queued · 1 failed · $0.042 · d/plate succeeded' },
  ],
] as const)('the bar shows %s', (_name, cells, newest, expected) => {
  expect(progressOf(cells, newest, 60_000)).toEqual(expected);
});

it.each([
  ['steps and their share', running, '50 % · step 10 of 20'],
  ['a wait', waiting, 'waits 2 s: The provider asks to slow down.'],
  ['a place in a queue', remote, 'is number 3 in the queue'],
  ['the end', charged, 'succeeded'],
  ['what it says of itself', cell('g', { state: 'skipped', message: 'unchanged' }), 'skipped · unchanged'],
] as const)('the line of one inference shows %s', (_name, one, expected) => {
  expect(cellLine(one, 60_000)).toBe(expected);
});
