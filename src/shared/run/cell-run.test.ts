import { expect, it } from 'vitest';
import { cellKey, layerName, noCost, takeId, unitId } from '../base/index.ts';
import { reduceCellRun, type CellRun, type CellRunEvent } from './cell-run.ts';
import { countCells, finalRunState } from './run-record.ts';

const queued: CellRun = {
  key: cellKey.parse('u1/plate'),
  unit: unitId.parse('u1'),
  layerName: layerName.parse('plate'),
  layerIndex: 0,
  state: 'queued',
  attempt: 0,
  progress: null,
  step: null,
  steps: null,
  preview: null,
  partialText: null,
  message: null,
  waitUntilMs: null,
  queuePosition: null,
  costMicroUsd: noCost,
  notices: [],
  takeId: null,
  failure: null,
  startedAtMs: null,
  endedAtMs: null,
};

function after(...events: CellRunEvent[]): CellRun {
  return events.reduce(reduceCellRun, queued);
}

const take = takeId.parse('t1');

it('goes from queued to succeeded, with progress on the way', () => {
  const running = after({ type: 'started', atMs: 5 }, { type: 'progressed', step: 3, steps: 4 });
  expect(running).toMatchObject({ state: 'running', progress: 0.75, attempt: 1, startedAtMs: 5 });
  expect(reduceCellRun(running, { type: 'succeeded', takeId: take, atMs: 9 })).toEqual({
    ...running,
    state: 'succeeded',
    progress: 1,
    takeId: take,
    endedAtMs: 9,
  });
});

it('shows the end of a text while it is written, and drops it with the try or the cell', () => {
  const written = after({ type: 'started', atMs: 1 }, { type: 'written', text: `${'x'.repeat(5_000)} the end` });
  expect(written.partialText).toBe(`${'x'.repeat(1_992)} the end`);
  expect(reduceCellRun(written, { type: 'retrying', message: 'slow', untilMs: null }).partialText).toBeNull();
  expect(reduceCellRun(written, { type: 'started', atMs: 2 }).partialText).toBeNull();
  expect(reduceCellRun(written, { type: 'succeeded', takeId: take, atMs: 9 }).partialText).toBeNull();
});

it('keeps a terminal state whatever arrives later', () => {
  const cancelled = after({ type: 'started', atMs: 1 }, { type: 'cancelled', message: null, atMs: 2 });
  expect(reduceCellRun(cancelled, { type: 'succeeded', takeId: take, atMs: 3 })).toBe(cancelled);
});

it('counts another attempt when a retried cell starts again', () => {
  const retried = after(
    { type: 'started', atMs: 1 },
    { type: 'retrying', message: 'crash', untilMs: null },
    { type: 'started', atMs: 7 },
  );
  expect(retried).toMatchObject({ state: 'running', attempt: 2, startedAtMs: 1 });
});

it.each([
  [['succeeded', 'skipped'], 'succeeded'],
  [['succeeded', 'cancelled'], 'cancelled'],
  [['cancelled', 'failed', 'succeeded'], 'failed'],
  [['succeeded', 'blocked'], 'failed'],
] as const)('a run of %j cells ends %s', (states, expected) => {
  expect(finalRunState(states.map((state) => ({ ...queued, state })))).toBe(expected);
});

it('counts the cells of a run by what became of them', () => {
  const states = ['succeeded', 'succeeded', 'skipped', 'failed', 'running'] as const;
  expect(countCells(states.map((state) => ({ ...queued, state })))).toEqual({
    unknown: 0,
    done: 2,
    failed: 1,
    skipped: 1,
    blocked: 0,
    cancelled: 0,
    open: 1,
  });
});
