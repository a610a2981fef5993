import { describe, expect, it } from 'vitest';
import { plannedCell, planOf } from '../../../tests/run/planned-cells.ts';
import { play } from '../../../tests/run/run-stage.ts';
import {
  cellKey,
  DatabaseError,
  EngineCrashedError,
  OutputFolderError,
  ParameterValidationError,
  ProviderError,
} from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import { DetachedError } from './cell-executor.ts';
import { createResourcePool } from './resource-pool.ts';

const key = (text: string) => cellKey.parse(text);
const hint = { hint: 'h' };
const wrongInput = new ParameterValidationError('invalid', 'Too big.', hint);
const serverDown = new ProviderError('server', 'Down.', hint);
const slowDown = new ProviderError('rate-limit', 'Slow down.', { hint: 'h', values: { retryAfterMs: 7_000 } });

const column = (units: number, sketch = {}): PlannedCell[] =>
  Array.from({ length: units }, (_, unit) => plannedCell({ unit, layer: 0, ...sketch }));

/** `u0/l0 → u0/l1 → u0/l2`, and `u1/l0` by itself. */
const chain = [
  plannedCell({ unit: 0, layer: 0 }),
  plannedCell({ unit: 0, layer: 1, dependsOn: ['u0/l0'] }),
  plannedCell({ unit: 0, layer: 2, dependsOn: ['u0/l1'] }),
  plannedCell({ unit: 1, layer: 0 }),
];

describe('a run', () => {
  it('makes every cell and ends', async () => {
    const stage = play(planOf(chain), { threads: 2 });
    await stage.end('u0/l0');
    await stage.end('u0/l1');
    await stage.end('u1/l0');
    await stage.end('u0/l2');
    expect(await stage.run.finished).toMatchObject({ state: 'succeeded', interrupted: false });
    expect(stage.log).toEqual(['+u0/l0', '+u1/l0', 'u0/l0', '+u0/l1', 'u0/l1', '+u0/l2', 'u1/l0', 'u0/l2']);
    expect(stage.runStates).toEqual(['running', 'succeeded']);
  });

  it('ends at once when there is nothing to do', async () => {
    const stage = play(planOf(column(3, { action: 'skip' })));
    expect(await stage.run.finished).toMatchObject({ state: 'succeeded' });
    expect(stage.log).toEqual([]);
  });

  it('reports a take only after its listener has taken it in', async () => {
    const stage = play(planOf(column(1)), { onTake: () => Promise.reject(new Error('the index is gone')) });
    await stage.end('u0/l0');
    expect(await stage.run.finished).toMatchObject({ state: 'failed' });
    expect(stage.cell('u0/l0').failure).toMatchObject({ code: 'InternalError', message: 'the index is gone' });
    expect(stage.bugs).toHaveLength(1);
  });

  it('skips a cell whose present take is what it would make', async () => {
    const stage = play(planOf(column(1)));
    await stage.end('u0/l0', 'unchanged');
    expect(await stage.run.finished).toMatchObject({ state: 'succeeded' });
    expect(stage.cell('u0/l0')).toMatchObject({ state: 'skipped', message: 'unchanged', takeId: 'take-of-u0-l0' });
  });
});

describe('on_error: stop', () => {
  it('starts nothing after the first failure, blocks its dependents by name and cancels what waits', async () => {
    const stage = play(planOf([...chain, plannedCell({ unit: 2, layer: 0 })]), { threads: 2 });
    await stage.fail('u0/l0', wrongInput);
    await stage.end('u1/l0');
    expect(await stage.run.finished).toMatchObject({ state: 'failed' });
    expect(stage.log).toEqual(['+u0/l0', '+u1/l0', 'u0/l0', 'u1/l0']);
    expect(stage.states()).toEqual({
      'u0/l0': 'failed',
      'u0/l1': 'blocked by u0/l0',
      'u0/l2': 'blocked by u0/l0',
      'u1/l0': 'succeeded',
      'u2/l0': 'cancelled stopped-after-failure',
    });
    expect(stage.cell('u0/l0').failure?.place).toEqual({ unit: 'u0', layer: 'l0' });
  });

  it('cancels running work only where that saves money', async () => {
    const cells = [...column(2), plannedCell({ unit: 2, layer: 0, provider: 'fal' })];
    const stage = play(planOf(cells), { isPaid: (cell) => cell.provider === 'fal' });
    await stage.fail('u0/l0', wrongInput);
    expect(stage.running()).toEqual(['u1/l0']);
    await stage.end('u1/l0');
    await stage.run.finished;
    expect(stage.states()).toEqual({ 'u0/l0': 'failed', 'u1/l0': 'succeeded', 'u2/l0': 'cancelled' });
  });

  it('ends a cell that waits to be tried again', async () => {
    const stage = play(planOf(column(2)));
    await stage.fail('u1/l0', serverDown);
    await stage.fail('u0/l0', wrongInput);
    await stage.run.finished;
    expect(stage.states()).toEqual({ 'u0/l0': 'failed', 'u1/l0': 'cancelled' });
  });
});

describe('on_error: continue', () => {
  it('goes on with all that does not depend on the failed cell', async () => {
    const stage = play(planOf(chain, { onError: 'continue' }), { threads: 1 });
    await stage.fail('u0/l0', wrongInput);
    await stage.end('u1/l0');
    expect(await stage.run.finished).toMatchObject({ state: 'failed' });
    expect(stage.states()).toEqual({
      'u0/l0': 'failed',
      'u0/l1': 'blocked by u0/l0',
      'u0/l2': 'blocked by u0/l0',
      'u1/l0': 'succeeded',
    });
  });

  it('shows a submission whose answer was lost as unknown, and blocks its dependents', async () => {
    const stage = play(planOf(chain.slice(0, 2), { onError: 'continue' }));
    await stage.fail('u0/l0', new ProviderError('submission-unknown', 'Lost.', hint));
    expect(await stage.run.finished).toMatchObject({ state: 'failed' });
    expect(stage.states()).toEqual({ 'u0/l0': 'unknown', 'u0/l1': 'blocked by u0/l0' });
  });
});

describe('trouble that every cell would meet', () => {
  it.each([
    ['a refused key', new ProviderError('auth', 'No.', hint), false],
    ['no credit', new ProviderError('credit', 'No.', hint), false],
    ['a full disk', new OutputFolderError('disk-full', 'Full.', hint), true],
    ['a database that cannot be written', new DatabaseError('disk-full', 'Full.', hint), true],
  ])('%s stops the run, also where it would continue', async (_name, failure, isDetached) => {
    const stage = play(planOf(column(4), { onError: 'continue' }), { threads: 2, isPaid: () => true });
    await stage.fail('u0/l0', failure);
    expect(await stage.run.finished).toMatchObject({ state: 'failed' });
    expect(stage.log.filter((entry) => entry.startsWith('+'))).toEqual(['+u0/l0', '+u1/l0']);
    // What cannot be stored now stays at the provider, to be fetched later; else it is cancelled.
    const reasons = stage.abortReasons().map((reason) => reason instanceof DetachedError);
    expect(new Set(reasons)).toEqual(new Set([isDetached]));
  });
});

describe('cancelling', () => {
  it('of one running cell blocks its dependents and leaves the others alone', async () => {
    const stage = play(planOf(chain), { threads: 1 });
    await stage.settle();
    stage.run.cancelCell(key('u0/l0'));
    await stage.settle();
    expect(stage.running()).toEqual(['u1/l0']);
    await stage.end('u1/l0');
    await stage.run.finished;
    expect(stage.states()).toMatchObject({ 'u0/l0': 'cancelled', 'u0/l1': 'blocked by u0/l0', 'u1/l0': 'succeeded' });
  });

  it('of one waiting cell ends it without a start', async () => {
    const stage = play(planOf(column(2)), { threads: 1 });
    stage.run.cancelCell(key('u1/l0'));
    await stage.end('u0/l0');
    expect(await stage.run.finished).toMatchObject({ state: 'cancelled' });
    expect(stage.log).toEqual(['+u0/l0', 'u0/l0']);
  });

  it('of the run ends all cells, keeps what was finished and tells the providers', async () => {
    const stage = play(planOf(column(4)), { threads: 2 });
    await stage.end('u0/l0');
    stage.run.cancel();
    expect(stage.aborted()).toEqual(['u1/l0', 'u2/l0']);
    expect(await stage.run.finished).toMatchObject({ state: 'cancelled', interrupted: false });
    expect(Object.values(stage.states())).toEqual([
      'succeeded',
      'cancelled',
      'cancelled',
      'cancelled cancelled-by-user',
    ]);
  });

  it('of the run also ends a cell that waits for a place to be tried again', async () => {
    const stage = play(planOf(column(2)), { threads: 1 });
    await stage.fail('u0/l0', serverDown);
    await stage.clock.advance(60_000);
    expect(stage.states()).toEqual({ 'u0/l0': 'waiting', 'u1/l0': 'running' });
    stage.run.cancel();
    expect(await stage.run.finished).toMatchObject({ state: 'cancelled' });
    expect(stage.states()).toEqual({ 'u0/l0': 'cancelled cancelled-by-user', 'u1/l0': 'cancelled' });
  });

  it('in the very moment in which a pause ends starts nothing', async () => {
    const stage = play(planOf(column(1)));
    await stage.fail('u0/l0', serverDown);
    stage.clock.onNextWake(() => stage.run.cancel());
    await stage.clock.advance(60_000);
    expect(await stage.run.finished).toMatchObject({ state: 'cancelled' });
    expect(stage.log).toEqual(['+u0/l0', 'u0/l0']);
  });

  it('is no failure: on_error stop goes on', async () => {
    const stage = play(planOf(column(2)), { threads: 1 });
    await stage.settle();
    stage.run.cancelCell(key('u0/l0'));
    await stage.end('u1/l0');
    expect(await stage.run.finished).toMatchObject({ state: 'cancelled' });
  });
});

describe('pause and resume', () => {
  it('lets running cells end and starts none until it is resumed', async () => {
    const stage = play(planOf(column(3)), { threads: 1 });
    await stage.settle();
    stage.run.pause();
    await stage.end('u0/l0');
    expect(stage.running()).toEqual([]);
    stage.run.resume();
    expect(stage.running()).toEqual(['u1/l0']);
    expect(stage.runStates).toEqual(['running', 'paused', 'running']);
  });

  it('keeps no place for a cell that was run by hand while its run is paused', async () => {
    const pool = createResourcePool();
    const other = play(planOf(column(3)), { pool, threads: 9, places: 1 });
    const own = play(planOf(column(1, { action: 'skip' }).concat(chain.slice(3))), { pool, threads: 9, places: 1 });
    await own.settle();
    own.run.join(planOf([plannedCell({ unit: 9, layer: 0 })]));
    own.run.pause();
    await other.end('u0/l0');
    expect(other.running()).toEqual(['u1/l0']);
  });
});

describe('a cell that is run by hand meanwhile', () => {
  it('overtakes what waits and belongs to the run', async () => {
    const stage = play(planOf(column(3)), { threads: 1 });
    await stage.settle();
    expect(stage.run.join(planOf([plannedCell({ unit: 9, layer: 0 })]))).toBe(true);
    await stage.end('u0/l0');
    expect(stage.running()).toEqual(['u9/l0']);
    for (const each of ['u9/l0', 'u1/l0', 'u2/l0']) await stage.end(each);
    expect((await stage.run.finished).cells).toHaveLength(4);
  });

  it('moves to the front where it waits already', async () => {
    const stage = play(planOf(column(3)), { threads: 1 });
    await stage.settle();
    stage.run.join(planOf(column(3).slice(2)));
    await stage.end('u0/l0');
    expect(stage.running()).toEqual(['u2/l0']);
    expect(stage.run.record.cells).toHaveLength(3);
  });

  it('lets go first what was put in front of it afterwards', async () => {
    const stage = play(planOf(column(4)), { threads: 1 });
    await stage.settle();
    stage.run.join(planOf(column(4).slice(2, 3)));
    stage.run.moveToFront([key('u3/l0')]);
    for (const each of ['u0/l0', 'u3/l0', 'u2/l0', 'u1/l0']) {
      expect(stage.running()).toEqual([each]);
      await stage.end(each);
    }
    expect(await stage.run.finished).toMatchObject({ state: 'succeeded' });
  });

  it('runs again where it has ended', async () => {
    const stage = play(planOf(column(2)), { threads: 1 });
    await stage.end('u0/l0');
    stage.run.join(planOf(column(1)));
    expect(stage.states()).toMatchObject({ 'u0/l0': 'queued' });
    await stage.end('u1/l0');
    await stage.end('u0/l0');
    expect(await stage.run.finished).toMatchObject({ state: 'succeeded' });
  });

  it('is refused when the run stops or has ended', async () => {
    const stage = play(planOf(column(2)), { threads: 1 });
    await stage.settle();
    stage.run.cancel();
    expect(stage.run.join(planOf(column(1)))).toBe(false);
    await stage.run.finished;
    expect(stage.run.join(planOf(column(1)))).toBe(false);
  });
});

describe('trying again', () => {
  it('waits as long as the provider asks, in the state waiting, and gives its place to others', async () => {
    const stage = play(planOf(column(2)), { threads: 1 });
    await stage.fail('u0/l0', slowDown);
    expect(stage.cell('u0/l0')).toMatchObject({
      state: 'waiting',
      message: 'Slow down.',
      waitUntilMs: stage.clock.nowMs() + 7_000,
    });
    await stage.end('u1/l0');
    await stage.clock.advance(6_999);
    expect(stage.running()).toEqual([]);
    await stage.clock.advance(1);
    expect(stage.cell('u0/l0')).toMatchObject({ state: 'running', attempt: 2, waitUntilMs: null });
  });

  it('backs off between tries and gives up after six', async () => {
    const stage = play(planOf(column(1)));
    const starts: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt++) {
      await stage.settle();
      starts.push(stage.clock.elapsedMs());
      await stage.fail('u0/l0', serverDown);
      await stage.clock.advanceToNext();
    }
    expect(await stage.run.finished).toMatchObject({ state: 'failed' });
    expect(starts).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000]);
  });

  it('after a crash of the engine happens once and at once', async () => {
    const crash = new EngineCrashedError('exited', 'Crashed.', hint);
    const stage = play(planOf(column(1)));
    await stage.fail('u0/l0', crash);
    await stage.clock.advance(0);
    expect(stage.cell('u0/l0')).toMatchObject({ state: 'running', attempt: 2 });
    await stage.fail('u0/l0', crash);
    expect(await stage.run.finished).toMatchObject({ state: 'failed' });
  });

  it('lets the provider have fewer jobs at once', async () => {
    const pool = createResourcePool();
    const stage = play(planOf(column(8)), { pool, threads: 8, places: 8 });
    await stage.fail('u0/l0', slowDown);
    expect(pool.limitOf('local')).toBe(4);
  });
});

describe('when the process ends', () => {
  it('marks the run as interrupted and cancels nothing at the providers', async () => {
    const stage = play(planOf(column(3)), { threads: 1 });
    await stage.settle();
    stage.run.detach();
    expect(stage.abortReasons()).toEqual([expect.any(DetachedError)]);
    expect(await stage.run.finished).toMatchObject({ state: 'cancelled', interrupted: true });
    expect(Object.values(stage.states())).toEqual(Array(3).fill('cancelled interrupted'));
  });
});

it('moves waiting cells to the front', async () => {
  const stage = play(planOf(column(3)), { threads: 1 });
  await stage.settle();
  stage.run.moveToFront([key('u2/l0')]);
  await stage.end('u0/l0');
  expect(stage.running()).toEqual(['u2/l0']);
});

it('keeps the cost of a cell over several tries', async () => {
  const stage = play(planOf(column(1)));
  await stage.charge('u0/l0', 30_000);
  await stage.fail('u0/l0', serverDown);
  await stage.clock.advance(5_000);
  await stage.charge('u0/l0', 12_000);
  await stage.end('u0/l0');
  expect((await stage.run.finished).cells[0]).toMatchObject({ state: 'succeeded', costMicroUsd: 42_000 });
});
