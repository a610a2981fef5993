import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { TelarError } from '../../src/shared/base/index.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { startRemoteWorld, type RemoteWorld } from './remote-world.ts';

let world: RemoteWorld | null = null;
afterEach(() => world?.close());

const cells = 200;
const hour = 3_600_000;

/** Lets the fake clock run while real answers come in, until the work is done. */
async function whileTimePasses<T>(clock: ReturnType<typeof createFakeClock>, work: Promise<T>): Promise<T> {
  let isDone = false;
  const ended = work.finally(() => (isDone = true));
  while (!isDone) {
    await clock.advanceToNext();
    await sleep(2);
  }
  return ended;
}

it('200 lost answers: one POST each; what the provider lists is adopted, the rest is left to the user', async () => {
  const units = Array.from({ length: cells }, (_, index) => `u${index}`);
  const clock = createFakeClock(Date.now());
  const timing = { pollMs: 500, maxPollMs: 5_000, deadlineMs: 24 * hour, reconcileMs: 60_000, maxRetryMs: 30_000 };
  world = await startRemoteWorld({ units, clock, timing });
  const { execute, fake, states, charged } = world;
  const isEven = (input: Record<string, unknown>): boolean => Number(String(input.prompt).replace(/\D/g, '')) % 2 === 0;
  // Half of them were accepted; of the others nothing ever arrived there.
  fake.faults.create = (input) => ({ kind: isEven(input) ? 'lost-answer' : 'refused-connection' });

  const outcomes = await whileTimePasses(
    clock,
    Promise.all(
      units.map(async (unit) => {
        try {
          return (await execute(`${unit}/base`)).kind;
        } catch (error) {
          return error instanceof TelarError ? String(error.kind) : String(error);
        }
      }),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(cells / 2);
  expect(outcomes.filter((outcome) => outcome === 'submission-unknown')).toHaveLength(cells / 2);
  expect({
    posts: fake.submissions,
    adopted: states().filter((state) => state === 'charged').length,
    unknown: states().filter((state) => state === 'unknown').length,
    charged: charged(),
  }).toEqual({ posts: cells, adopted: cells / 2, unknown: cells / 2, charged: (cells / 2) * 3_000 });
  const own = fake.predictions.map((each) => each.input.prompt);
  expect(new Set(own).size).toBe(cells / 2);
}, 120_000);
