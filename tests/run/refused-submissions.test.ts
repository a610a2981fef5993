import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { createResourcePool, startRun } from '../../src/main/run/index.ts';
import { documentId } from '../../src/shared/base/index.ts';
import type { RunRecord } from '../../src/shared/run/index.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { startRemoteWorld, type RemoteWorld } from './remote-world.ts';

let world: RemoteWorld | null = null;
afterEach(() => world?.close());

/** Runs one cell at a provider that refuses with 429; answers its end and the times of the submissions, in ms. */
async function runAgainst(refusals: number, retryAfter: string): Promise<{ record: RunRecord; posts: number[] }> {
  const clock = createFakeClock(Date.now());
  world = await startRemoteWorld({ clock, units: ['a'] });
  const posts: number[] = [];
  world.fake.faults.create = () => {
    posts.push(clock.elapsedMs());
    return posts.length <= refusals ? { kind: 'status', status: 429, retryAfter } : null;
  };
  return { record: await runIn(world, clock), posts };
}

/** Runs the plan of a world, one cell at a time. */
async function runIn({ plan, execute }: RemoteWorld, clock: FakeClock): Promise<RunRecord> {
  const run = startRun(
    plan,
    {
      execute: (cell, { signal }) => execute(cell.key, { signal }),
      pool: createResourcePool(),
      needsOf: () => [{ key: 'one at a time', slots: 1 }],
      clock,
      random: () => 0.5,
      isPaid: () => true,
      onStorageTrouble: 'stop',
    },
    {
      onRun: () => undefined,
      onCell: () => undefined,
      onTake: () => Promise.resolve(),
      onPreview: () => '',
      onBug: (error) => {
        throw error;
      },
    },
    { documentId: documentId.parse('d'), capMicroUsd: null },
  );
  for (; run.record.endedAtMs === null; await sleep(2)) await clock.advanceToNext();
  return run.finished;
}

it.each([
  ['seconds', '7', 7_000],
  ['five minutes', '300', 300_000],
  ['a date', new Date(Date.now() + 240_000).toUTCString(), 240_000],
  ['nought, which would refuse again', '0', 1_000],
  ['a negative number, which says nothing', '-5', 1_000],
  ['junk, which says nothing', 'soon', 1_000],
])('a 429 that asks to wait by %s is obeyed within a tenth (E3)', async (_name, header, waitMs) => {
  const { record, posts } = await runAgainst(1, header);
  expect(record.state).toBe('succeeded');
  expect(posts).toHaveLength(2);
  const waited = (posts[1] ?? 0) - (posts[0] ?? 0);
  expect(Math.abs(waited - waitMs)).toBeLessThanOrEqual(waitMs * 0.1);
});

it.each([
  ['301', 6],
  ['3600', 60],
])('one that asks for %s seconds is the user’s to decide, with the time told', async (header, minutes) => {
  const { record, posts } = await runAgainst(1, header);
  expect(posts).toHaveLength(1);
  expect(record).toMatchObject({
    state: 'failed',
    cells: [{ failure: { code: 'ProviderError', kind: 'long-wait', values: { minutes } } }],
  });
});

it('one that asks for a billion seconds is not waited for', async () => {
  const { record, posts } = await runAgainst(1, '1000000000');
  expect(posts).toHaveLength(1);
  expect(record).toMatchObject({ cells: [{ failure: { kind: 'long-wait' } }] });
});

it.each([
  [401, 'auth'],
  [402, 'credit'],
  [403, 'auth'],
])('status %i stops the whole run at its first cell; mended, the run makes what is left (E2)', async (status, kind) => {
  const clock = createFakeClock(Date.now());
  world = await startRemoteWorld({ clock, units: ['a', 'b', 'c', 'd'] });
  const { fake, states } = world;
  fake.faults.create = () => (fake.submissions > 1 ? { kind: 'status', status } : null);
  const record = await runIn(world, clock);
  expect(record.cells.map((cell) => [cell.state, cell.failure?.kind ?? cell.message])).toEqual([
    ['succeeded', null],
    ['failed', kind],
    ['cancelled', 'stopped-after-failure'],
    ['cancelled', 'stopped-after-failure'],
  ]);
  expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 2, states: ['charged', 'refused'] });

  fake.faults = {};
  expect(await runIn(world, clock)).toMatchObject({ state: 'succeeded' });
  expect(states().filter((state) => state === 'charged')).toHaveLength(4);
  expect(fake.predictions).toHaveLength(4);
});

it('a provider that refuses for ever is not asked for ever', async () => {
  const { record, posts } = await runAgainst(Infinity, '2');
  expect(posts).toHaveLength(6);
  expect(record).toMatchObject({ state: 'failed', cells: [{ failure: { kind: 'rate-limit' } }] });
});
