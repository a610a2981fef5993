import { afterEach, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../src/main/platform/index.ts';
import { TelarError } from '../../src/shared/base/index.ts';
import { startRemoteWorld, type RemoteWorld } from './remote-world.ts';

const hourMs = 3_600_000;
const jumps: [string, number][] = [
  ['back an hour', -hourMs],
  ['on by an hour, as in spring', hourMs],
  ['on by a night of sleep', 10 * hourMs],
  ['on by a year', 365 * 24 * hourMs],
];

/** A clock whose time of day jumps at every look; what has really passed it tells rightly. */
function jumping(stepMs: number): Clock {
  let shiftMs = 0;
  return { ...systemClock, nowMs: () => Date.now() + (shiftMs += stepMs) };
}

let world: RemoteWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

it.each(jumps)('a job is waited for to its end while the clock jumps %s', async (_name, stepMs) => {
  world = await startRemoteWorld({ clock: jumping(stepMs), timing: { deadlineMs: 5_000 } });
  world.fake.latencyMs = () => 250;
  let polls = 0;
  // A few answers that ask to be tried again, so that pauses are taken too.
  world.fake.faults.poll = () => (polls++ % 2 === 0 ? 503 : null);
  const { kind, takeId } = await world.execute('a/base');
  expect(kind).toBe('made');
  expect(world.takes.find(takeId)?.durationMs).toBeGreaterThanOrEqual(0);
  expect({ posts: world.fake.submissions, states: world.states() }).toEqual({ posts: 1, states: ['charged'] });
});

it.each(jumps)(
  'a job that never ends is given up when its time is over, also when the clock jumps %s',
  async (_name, stepMs) => {
    world = await startRemoteWorld({ clock: jumping(stepMs), timing: { deadlineMs: 400 } });
    world.fake.latencyMs = () => 24 * hourMs;
    const startedAt = performance.now();
    const failure = await world.execute('a/base').then(
      () => 'none',
      (error: unknown) => (error instanceof TelarError ? `${error.code}/${error.kind}` : String(error)),
    );
    const tookMs = performance.now() - startedAt;
    expect({ failure, cancels: world.fake.cancels.length }).toEqual({ failure: 'ProviderError/timeout', cancels: 1 });
    expect(tookMs).toBeGreaterThanOrEqual(400);
    expect(tookMs).toBeLessThan(5_000);
    // Its id is kept: should it end after all, it is fetched.
    expect(world.states()).toEqual(['submitted']);
  },
);
