import { expect, it } from 'vitest';
import type { CellRun } from '../../../shared/run/index.ts';
import { timeLeft } from './time-left.ts';

const nowMs = 100_000;
const facts = {
  nowMs,
  paces: new Map([['film', { model: 'film', medianMs: 30_000, inferences: 2 }]]),
  modelOf: ({ layerName }: CellRun) => (layerName === 'films' ? 'film' : 'still'),
};

function cell(layerName: string, state: CellRun['state'], more: Partial<CellRun> = {}): CellRun {
  return { layerName, state, progress: null, startedAtMs: null, endedAtMs: null, ...more } as CellRun;
}
const done = cell('stills', 'succeeded', { startedAtMs: 80_000, endedAtMs: 84_000 });
const atWork = cell('stills', 'running', { startedAtMs: 99_000, progress: 0.25 });

it.each([
  ['like the layer so far', [done, cell('stills', 'queued')], 4_000],
  ['by its own steps', [done, atWork], 3_000],
  ['two at once', [done, atWork, atWork, cell('stills', 'queued')], 5_000],
  ['like its model lately', [cell('films', 'queued')], 30_000],
  ['less what has passed', [cell('films', 'running', { startedAtMs: 90_000 })], 20_000],
  ['not known', [cell('stills', 'queued')], null],
  ['over', [done], null],
])('counts cells %s', (_, cells, expected) => {
  expect(timeLeft(cells, facts)).toBe(expected);
});
