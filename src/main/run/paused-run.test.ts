import { describe, expect, it } from 'vitest';
import { plannedCell, planOf } from '../../../tests/run/planned-cells.ts';
import { play, type StageOptions } from '../../../tests/run/run-stage.ts';
import { cellKey, DatabaseError, OutputFolderError, ProviderError } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import { PausedError } from './cell-executor.ts';

const hint = { hint: 'h' };
const vanished = new OutputFolderError('replaced', 'Gone.', hint);

const column = (units: number, sketch = {}): PlannedCell[] =>
  Array.from({ length: units }, (_, unit) => plannedCell({ unit, layer: 0, ...sketch }));

/** A run of paid cells whose storage fails at its first cell, with two others on the way. */
async function paused(options: StageOptions = {}, failure: Error = vanished) {
  const cells = [...column(4), plannedCell({ unit: 0, layer: 1, dependsOn: ['u0/l0'] })];
  const stage = play(planOf(cells), { threads: 3, isPaid: () => true, onStorageTrouble: 'pause', ...options });
  await stage.fail('u0/l0', failure);
  return stage;
}

describe('a run whose results or records cannot be stored', () => {
  it.each([
    ['a folder that was taken away', vanished],
    ['a folder that cannot be written', new OutputFolderError('not-writable', 'EIO', hint)],
    ['a full disk of results', new OutputFolderError('disk-full', 'Full.', hint)],
    ['a full disk of records', new DatabaseError('disk-full', 'Full.', hint)],
  ])('%s: pauses with the cause, leaves paid work where it is and starts nothing', async (_name, failure) => {
    const stage = await paused({}, failure);
    expect(stage.run.record).toMatchObject({ state: 'paused', endedAtMs: null, trouble: { message: failure.message } });
    expect(stage.runStates).toEqual(['running', 'paused']);
    expect(stage.abortReasons().map((reason) => reason instanceof PausedError)).toEqual([true, true]);
    expect({ running: stage.running(), states: stage.states() }).toEqual({
      running: [],
      states: {
        'u0/l0': 'waiting',
        'u1/l0': 'waiting',
        'u2/l0': 'waiting',
        'u3/l0': 'queued',
        'u0/l1': 'queued',
      },
    });
  });

  it('goes on with exactly what is left', async () => {
    const stage = await paused();
    stage.run.resume();
    expect(stage.run.record).toMatchObject({ state: 'running', trouble: null });
    for (const key of ['u0/l0', 'u1/l0', 'u2/l0', 'u3/l0', 'u0/l1']) await stage.end(key);
    expect(await stage.run.finished).toMatchObject({ state: 'succeeded', trouble: null });
    expect(stage.cell('u0/l0')).toMatchObject({ attempt: 1, failure: null });
    expect(stage.log.filter((entry) => entry.startsWith('+'))).toEqual([
      ...['+u0/l0', '+u1/l0', '+u2/l0'],
      ...['+u0/l0', '+u1/l0', '+u2/l0', '+u3/l0', '+u0/l1'],
    ]);
  });

  it('pauses again when nothing was mended, and tells the new cause', async () => {
    const stage = await paused();
    stage.run.resume();
    await stage.fail('u1/l0', new OutputFolderError('disk-full', 'Full.', hint));
    expect(stage.run.record).toMatchObject({ state: 'paused', trouble: { kind: 'disk-full' } });
    expect(stage.runStates).toEqual(['running', 'paused', 'running', 'paused']);
  });

  it('lets work of this machine go on, which costs nothing', async () => {
    const stage = await paused({ isPaid: ({ key }) => key === 'u0/l0' });
    expect({ running: stage.running(), aborted: stage.aborted() }).toEqual({
      running: ['u1/l0', 'u2/l0'],
      aborted: [],
    });
    await stage.end('u1/l0');
    expect(stage.states()).toMatchObject({ 'u1/l0': 'succeeded', 'u3/l0': 'queued' });
  });

  it('can be cancelled, as a whole and cell by cell', async () => {
    const stage = await paused();
    stage.run.cancelCell(cellKey.parse('u0/l0'));
    expect(stage.states()).toMatchObject({ 'u0/l0': 'cancelled cancelled-by-user', 'u0/l1': 'blocked by u0/l0' });
    stage.run.cancel();
    expect(await stage.run.finished).toMatchObject({ state: 'failed', trouble: null });
    expect(stage.states()).toMatchObject({
      'u1/l0': 'cancelled cancelled-by-user',
      'u3/l0': 'cancelled cancelled-by-user',
    });
  });

  it('holds a cell that waited to be tried again', async () => {
    const stage = play(planOf(column(2)), { isPaid: () => true, onStorageTrouble: 'pause' });
    await stage.fail('u1/l0', new ProviderError('server', 'Down.', hint));
    await stage.fail('u0/l0', vanished);
    await stage.clock.advance(600_000);
    expect(stage.states()).toEqual({ 'u0/l0': 'waiting', 'u1/l0': 'waiting' });
    stage.run.resume();
    await stage.end('u0/l0');
    await stage.end('u1/l0');
    expect(await stage.run.finished).toMatchObject({ state: 'succeeded' });
  });

  it('keeps the pause that the user wanted, and adds the cause', async () => {
    const stage = play(planOf(column(3)), { threads: 1, onStorageTrouble: 'pause' });
    await stage.settle();
    stage.run.pause();
    await stage.fail('u0/l0', vanished);
    expect(stage.run.record).toMatchObject({ state: 'paused', trouble: { kind: 'replaced' } });
  });

  it('ends like any other when the program ends', async () => {
    const stage = await paused();
    stage.run.detach();
    expect(await stage.run.finished).toMatchObject({ state: 'cancelled', interrupted: true });
  });
});

it('a run that nobody can resume stops, and leaves paid work where it is', async () => {
  const stage = await paused({ onStorageTrouble: 'stop' });
  expect(await stage.run.finished).toMatchObject({ state: 'failed', trouble: null });
});

it('what is paid already comes first: a provider keeps results for an hour only', async () => {
  const paid = plannedCell({ unit: 3, layer: 0, why: [{ kind: 'already-paid' }] });
  const stage = play(planOf([...column(3), paid]), { threads: 1 });
  for (const key of ['u3/l0', 'u0/l0', 'u1/l0', 'u2/l0']) await stage.end(key);
  expect(stage.log.filter((entry) => entry.startsWith('+'))).toEqual(['+u3/l0', '+u0/l0', '+u1/l0', '+u2/l0']);
});
