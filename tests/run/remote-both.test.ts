import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, systemClock } from '../../src/main/platform/index.ts';
import { CancelledError, TelarError } from '../../src/shared/base/index.ts';
import type { FakeProvider } from '../fakes/provider/fake-provider.ts';
import { startFalWorld, startRemoteWorld, type RemoteWorld, type WorldOptions } from './remote-world.ts';

type Options = Omit<WorldOptions, 'hasVideo' | 'rewrite'>;

const startAt = { replicate: startRemoteWorld, fal: startFalWorld };
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Code and kind of what a promise rejects with. */
async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof CancelledError) return 'cancelled';
    if (error instanceof TelarError) return `${error.code}/${error.kind}`;
    throw error;
  }
}

/** What the run layer promises of every paid provider; what only one of them can say is in its own tests. */
describe.each(['replicate', 'fal'] as const)('at %s', (provider) => {
  async function world(options: Options = {}): Promise<RemoteWorld<FakeProvider>> {
    const made = await startAt[provider](options);
    closers.push(() => made.close());
    return made;
  }

  it.each([
    [401, 'auth'],
    [402, 'credit'],
    [403, 'auth'],
  ])('status %i of a submission is booked as refused, and sent once (E2)', async (status, kind) => {
    const { execute, fake, states } = await world();
    fake.faults.create = () => ({ kind: 'status', status });
    expect(await failureOf(execute('a/base'))).toBe(`ProviderError/${kind}`);
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['refused'] });
  });

  it('a 429 tells the run how long to wait (E3)', async () => {
    const { execute, fake, states } = await world();
    fake.faults.create = () => ({ kind: 'status', status: 429, retryAfter: '7' });
    await expect(execute('a/base')).rejects.toMatchObject({ kind: 'rate-limit', values: { retryAfterMs: 7_000 } });
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['refused'] });
  });

  it('a status word that nobody knows is waited out (E4)', async () => {
    const { execute, fake, states } = await world();
    let looks = 0;
    fake.statusWord = () => (looks++ < 5 ? 'PONDERING' : null);
    expect((await execute('a/base')).kind).toBe('made');
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['charged'] });
  });

  it('fifty outputs instead of one: all are kept, the first is picked, the user hears of it (E5)', async () => {
    const { execute, fake, takes, events } = await world();
    fake.outcome = () => ({ status: 'succeeded', outputs: 50 });
    const { takeId } = await execute('a/base');
    const picked = takes.list().filter((take) => takes.isPicked(take.id));
    expect({ takes: takes.list().length, picked: picked.map((take) => take.id) }).toEqual({
      takes: 50,
      picked: [takeId],
    });
    expect(events.flatMap((event) => (event.type === 'noticed' ? [event.notice] : []))).toContainEqual({
      kind: 'more-outputs',
      expected: 1,
      delivered: 50,
      kept: 50,
    });
  }, 30_000);

  it('a job that delivered nothing is paid and empty', async () => {
    const { execute, fake, states } = await world();
    fake.outcome = () => ({ status: 'succeeded', outputs: 0 });
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/empty');
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['failed'] });
  });

  it.each([404, 410])('a result that answers %i at every try is paid and gone (E9)', async (status) => {
    const { execute, fake, states } = await world();
    fake.faults.download = () => status;
    expect(await failureOf(execute('a/base'))).toBe('AssetDownloadError/gone');
    expect(fake.downloads.length).toBeGreaterThanOrEqual(5);
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['gone'] });
  });

  it('a result that is refused for now stays open, and is fetched at another time (E9)', async () => {
    const { execute, fake, states } = await world();
    fake.faults.download = () => 403;
    expect(await failureOf(execute('a/base'))).toBe('AssetDownloadError/incomplete');
    expect(states()).toEqual(['submitted']);
    fake.faults = {};
    expect((await execute('a/base')).kind).toBe('made');
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['charged'] });
  });

  it('a result that is refused after the time for which it is kept is gone (E9)', async () => {
    const later = { ...systemClock, nowMs: () => systemClock.nowMs() + 61 * 60_000 };
    const { execute, fake, states } = await world({ clock: later });
    fake.faults.download = () => 403;
    expect(await failureOf(execute('a/base'))).toBe('AssetDownloadError/gone');
    expect(states()).toEqual(['gone']);
  });

  it('a job that never ends is cancelled at the deadline, its id kept (R11)', async () => {
    const { execute, fake, ledger, takes } = await world({ timing: { deadlineMs: 300 } });
    fake.latencyMs = () => 1_000_000;
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/timeout');
    expect(fake.cancels).toHaveLength(1);
    const [open] = ledger.openJobs(takes.outputDir);
    expect(open?.state).toBe('submitted');
    expect(open?.remoteId).toContain(fake.jobs[0]?.id);
  });

  it('a provider that is not to be reached any more is given up at the deadline (R11)', async () => {
    let cancels = 0;
    const { execute, fake, states } = await world({
      timing: { deadlineMs: 300 },
      fetch(url, request) {
        const isCancel = String(url).endsWith('/cancel');
        if (!isCancel) return createGuardedFetch({ exemptOrigins: () => [new URL(url).origin] })(url, request);
        cancels += 1;
        return Promise.reject(new TypeError('fetch failed'));
      },
    });
    fake.latencyMs = () => 1_000_000;
    fake.faults.poll = () => 503;
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/timeout');
    expect({ states: states(), isCancelTried: cancels > 0 }).toEqual({ states: ['submitted'], isCancelTried: true });
  });

  it('a cancel reaches every live job, and each is booked (R14)', async () => {
    const units = Array.from({ length: 20 }, (_, index) => `u${index}`);
    const { execute, fake, states } = await world({ units });
    fake.latencyMs = () => 60_000;
    const abort = new AbortController();
    const works = units.map((unit) => failureOf(execute(`${unit}/base`, { signal: abort.signal })));
    while (fake.jobs.length < units.length) await sleep(5);
    abort.abort();
    expect(new Set(await Promise.all(works))).toEqual(new Set(['cancelled']));
    expect(new Set(fake.cancels)).toEqual(new Set(fake.jobs.map((each) => each.id)));
    expect({ posts: fake.submissions, states: new Set(states()) }).toEqual({
      posts: 20,
      states: new Set(['cancelled']),
    });
  });
});
