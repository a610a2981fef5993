import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { TelarError } from '../../src/shared/base/index.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { startRemoteWorld, type RemoteWorld } from './remote-world.ts';

let world: RemoteWorld | null = null;
afterEach(() => world?.close());

const timing = { pollMs: 500, maxPollMs: 5_000, cancelMs: 60_000 };

it.each([
  ['sooner than others, where the template says so', 300, 40 * 60_000, 300_000],
  ['later than others, where the template says so', 3_600, 60_000, 3_600_000],
  ['with all others, where the template says nothing', undefined, 600_000, 600_000],
])('a job that never ends is given up %s', async (_name, seconds, deadlineMs, expectedMs) => {
  const clock = createFakeClock(Date.now());
  world = await startRemoteWorld({
    clock,
    timing: { ...timing, deadlineMs },
    template: ({ deadline_s: _shipped, ...template }) =>
      seconds === undefined ? template : { ...template, deadline_s: seconds },
  });
  world.fake.latencyMs = () => Infinity;
  const ends: { failure: unknown; atMs: number }[] = [];
  const work = world.execute('a/base').catch((error: unknown) => {
    const failure = error instanceof TelarError ? [error.kind, error.values.minutes] : error;
    ends.push({ failure, atMs: clock.elapsedMs() });
  });
  while (ends.length === 0) {
    await clock.advanceToNext();
    await sleep(1);
  }
  await work;
  const { failure, atMs } = ends[0]!;
  expect({ failure, cancels: world.fake.cancels.length }).toEqual({
    failure: ['timeout', expectedMs / 60_000],
    cancels: 1,
  });
  // R11: at the deadline, and a tenth at most.
  expect(atMs).toBeGreaterThanOrEqual(expectedMs);
  expect(atMs).toBeLessThanOrEqual(expectedMs * 1.1);
});

it('waiting for a machine does not count as the time of the work', async () => {
  const clock = createFakeClock(Date.now());
  world = await startRemoteWorld({
    clock,
    timing: { ...timing, deadlineMs: 40 * 60_000 },
    template: (template) => ({ ...template, deadline_s: 60 }),
  });
  const { fake, execute } = world;
  fake.latencyMs = () => Infinity;
  fake.statusWord = (prediction) =>
    prediction.status !== 'running' || clock.elapsedMs() > 600_000 ? null : 'starting';
  const ends: number[] = [];
  const work = execute('a/base').catch((error: unknown) => {
    ends.push(clock.elapsedMs());
    return error;
  });
  while (ends.length === 0) {
    await clock.advanceToNext();
    await sleep(1);
  }
  expect(await work).toMatchObject({ code: 'ProviderError', kind: 'timeout', values: { minutes: 11 } });
  expect(ends[0]).toBeGreaterThan(660_000);
});

it('of three jobs of a model that may be called twice in a minute, the third is sent a minute later', async () => {
  const clock = createFakeClock(Date.now());
  world = await startRemoteWorld({
    clock,
    units: ['a', 'b', 'c'],
    template: (template) => ({ ...template, rate_limit: { per_minute: 2 } }),
  });
  const posts: number[] = [];
  world.fake.faults.create = () => {
    posts.push(clock.elapsedMs());
    return null;
  };
  const { execute } = world;
  let isDone = false;
  const work = Promise.all(['a/base', 'b/base', 'c/base'].map((cell) => execute(cell))).finally(() => (isDone = true));
  // Real answers take real time: the clock waits for the two that may go out at once.
  while (posts.length < 2) await sleep(1);
  while (!isDone) {
    await clock.advanceToNext();
    await sleep(1);
  }
  expect((await work).map(({ kind }) => kind)).toEqual(['made', 'made', 'made']);
  expect((posts[2] ?? 0) - (posts[0] ?? 0)).toBeGreaterThanOrEqual(60_000);
  expect((posts[1] ?? 0) - (posts[0] ?? 0)).toBeLessThan(60_000);
});
