import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, systemClock } from '../../src/main/platform/index.ts';
import { CancelledError, TelarError } from '../../src/shared/base/index.ts';
import { startRemoteWorld, type RemoteWorld } from './remote-world.ts';

const worlds: RemoteWorld[] = [];
async function world(options: Parameters<typeof startRemoteWorld>[0] = {}): Promise<RemoteWorld> {
  const made = await startRemoteWorld(options);
  worlds.push(made);
  return made;
}
afterEach(async () => {
  for (const each of worlds.splice(0)) await each.close();
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

const minutes = (count: number): number => count * 60_000;
/** The machine's clock, some time later. */
const later = (ms: number) => ({ ...systemClock, nowMs: () => systemClock.nowMs() + ms });

describe('what a finished job says it made (E4)', () => {
  it.each([
    ['null', null, 'ProviderError/empty'],
    ['an empty list', [], 'ProviderError/empty'],
    ['a number', 42, 'ProviderError/empty'],
    ['an object without an address', { score: 0.5 }, 'ProviderError/empty'],
  ])('%s counts as paid and empty', async (_name, output, failure) => {
    const { execute, fake, states, charged } = await world({
      rewrite: (prediction) => (prediction.status === 'succeeded' ? { ...prediction, output } : prediction),
    });
    expect(await failureOf(execute('a/base'))).toBe(failure);
    expect({ posts: fake.submissions, states: states(), charged: charged() }).toEqual({
      posts: 1,
      states: ['failed'],
      charged: 3_000,
    });
  });

  it.each([
    ['one address', (address: unknown) => address],
    ['an object', (address: unknown) => ({ image: address })],
    ['nested lists and objects', (address: unknown) => [{ images: [[address]] }]],
  ])('%s is fetched', async (_name, shape) => {
    const { execute, takes } = await world({
      rewrite: (prediction) =>
        prediction.status === 'succeeded'
          ? { ...prediction, output: shape((prediction.output as unknown[])[0]) }
          : prediction,
    });
    const { takeId } = await execute('a/base');
    expect(takes.find(takeId)).toMatchObject({ width: 48, height: 48 });
  });

  it('and a status word that nobody knows is waited out', async () => {
    let looks = 0;
    const { execute, fake } = await world({
      rewrite: (prediction) => (looks++ < 5 ? { ...prediction, status: 'pondering', output: null } : prediction),
    });
    expect((await execute('a/base')).kind).toBe('made');
    expect(fake.submissions).toBe(1);
  });
});

it('fifty outputs instead of one: all are kept, the first is picked, and the user hears of it (E5)', async () => {
  const { execute, fake, takes, events, charged } = await world();
  fake.outcome = () => ({ status: 'succeeded', outputs: 50 });
  const { takeId } = await execute('a/base');
  const picked = takes.list().filter((take) => takes.isPicked(take.id));
  expect({ takes: takes.list().length, picked: picked.map((take) => take.id) }).toEqual({
    takes: 50,
    picked: [takeId],
  });
  // Each output is charged, so the job was dearer too (E10).
  expect(charged()).toBe(150_000);
  expect(events.flatMap((event) => (event.type === 'noticed' ? [event.notice] : []))).toEqual([
    { kind: 'more-outputs', expected: 1, delivered: 50, kept: 50 },
    { kind: 'dearer', expectedMicroUsd: 3_000, chargedMicroUsd: 150_000 },
  ]);
}, 30_000);

describe('a result that is not to be had (E9)', () => {
  it.each([404, 410])('%i at every try: asked anew once, five tries and more, then paid and gone', async (status) => {
    let checks = 0;
    const { execute, fake, states } = await world({
      rewrite(prediction) {
        if (prediction.status === 'succeeded') checks += 1;
        return prediction;
      },
    });
    fake.faults.download = () => status;
    expect(await failureOf(execute('a/base'))).toBe('AssetDownloadError/gone');
    expect(fake.downloads.length).toBeGreaterThanOrEqual(5);
    expect({ checks, posts: fake.submissions, states: states() }).toEqual({ checks: 2, posts: 1, states: ['gone'] });
  });

  it('an address that ran out is fetched from the present one', async () => {
    let looks = 0;
    const { execute, fake, states } = await world({
      rewrite(prediction) {
        if (prediction.status !== 'succeeded') return prediction;
        looks += 1;
        const [address] = prediction.output as string[];
        return looks === 1
          ? { ...prediction, output: [String(address).replace('/delivery/', '/delivery/old-')] }
          : prediction;
      },
    });
    fake.faults.download = (path) => (path.includes('/old-') ? 403 : null);
    expect((await execute('a/base')).kind).toBe('made');
    expect({ downloads: fake.downloads.length, states: states() }).toEqual({ downloads: 2, states: ['charged'] });
  });

  it('a refusal within the hour leaves the job open, so that it can be fetched at another time', async () => {
    const { execute, fake, states } = await world();
    fake.faults.download = () => 403;
    expect(await failureOf(execute('a/base'))).toBe('AssetDownloadError/incomplete');
    expect(states()).toEqual(['submitted']);
    fake.faults = {};
    expect((await execute('a/base')).kind).toBe('made');
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['charged'] });
  });

  it('a refusal after the hour for which the provider keeps results means that it is gone', async () => {
    const { execute, fake, states } = await world({ clock: later(minutes(61)) });
    fake.faults.download = () => 403;
    expect(await failureOf(execute('a/base'))).toBe('AssetDownloadError/gone');
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['gone'] });
  });
});

describe('no endless wait (R11)', () => {
  const deadlineMs = 400;
  it.each([
    ['a status that never changes', () => ({ status: 'processing' })],
    [
      'a status that goes round in circles',
      (looks: number) => ({ status: looks % 2 === 0 ? 'starting' : 'processing' }),
    ],
  ])('%s: cancelled at the deadline, its id kept', async (_name, answer) => {
    let looks = 0;
    const { execute, fake, ledger, takes } = await world({
      timing: { deadlineMs },
      rewrite: (prediction) => ({ ...prediction, ...answer(looks++), output: null }),
    });
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/timeout');
    expect(fake.cancels).toHaveLength(1);
    expect(ledger.openJobs(takes.outputDir)).toMatchObject([{ state: 'submitted', remoteId: fake.cancels[0] }]);
  });

  it('a provider that is not to be reached any more: given up at the deadline, also when the cancellation fails', async () => {
    let cancels = 0;
    const { execute, fake, states } = await world({
      timing: { deadlineMs },
      fetch(url, request) {
        if (!String(url).endsWith('/cancel'))
          return createGuardedFetch({ exemptOrigins: () => [new URL(url).origin] })(url, request);
        cancels += 1;
        return Promise.reject(new TypeError('fetch failed'));
      },
    });
    fake.latencyMs = () => 1_000_000;
    fake.faults.poll = () => 503;
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/timeout');
    expect({ states: states(), isCancelTried: cancels > 0 }).toEqual({ states: ['submitted'], isCancelTried: true });
  });
});

it('a cancel reaches every live job, and each is booked (R14)', async () => {
  const units = Array.from({ length: 100 }, (_, index) => `u${index}`);
  const { execute, fake, states } = await world({ units });
  fake.latencyMs = () => 60_000;
  const abort = new AbortController();
  const works = units.map((unit) => failureOf(execute(`${unit}/base`, { signal: abort.signal })));
  while (fake.predictions.length < units.length) await new Promise((resolve) => setTimeout(resolve, 5));
  abort.abort();
  expect(new Set(await Promise.all(works))).toEqual(new Set(['cancelled']));
  expect(new Set(fake.cancels)).toEqual(new Set(fake.predictions.map((each) => each.id)));
  expect({ posts: fake.submissions, states: new Set(states()) }).toEqual({
    posts: 100,
    states: new Set(['cancelled']),
  });
}, 60_000);

describe('the address of a result at its own provider', () => {
  /** A picture, then a film of it; answers what the film was given as its picture, and how many files were sent. */
  async function film(ageMs: number, change: (made: RemoteWorld) => void = () => undefined) {
    let age = 0;
    const made = await world({ hasVideo: true, clock: { ...systemClock, nowMs: () => systemClock.nowMs() + age } });
    const { takeId } = await made.execute('a/base');
    change(made);
    age = ageMs;
    // The stand-in delivers pictures only: the film fails after its submission, which is what matters here.
    await failureOf(made.execute('a/film'));
    const input = made.fake.predictions.find((each) => each.model.includes('seedance'))?.input;
    return {
      image: String(input?.image),
      remote: made.takes.remoteOf(takeId)?.url,
      sent: made.fake.uploads.length,
      made,
    };
  }

  it('stands in for an upload while it surely lasts', async () => {
    const { image, remote, sent } = await film(minutes(49));
    // One file is sent: the user's own.
    expect({ image, sent }).toEqual({ image: remote, sent: 1 });
  });

  it('is not relied on in its last ten minutes', async () => {
    const { image, remote, sent } = await film(minutes(51));
    expect({ isRemote: image === remote, sent }).toEqual({ isRemote: false, sent: 2 });
  });

  it('is in the index beside the take, and nowhere that anybody is shown', async () => {
    const { remote, made } = await film(0);
    expect(remote).toMatch(/\/delivery\//);
    expect(JSON.stringify(made.takes.list())).not.toContain('/delivery/');
    expect(JSON.stringify(made.events)).not.toContain('/delivery/');
  });

  it('is kept only for bytes that were not converted', async () => {
    const { image, remote, sent } = await film(0);
    expect(image).toBe(remote);
    expect(sent).toBe(1);
    const jpeg = await world({ parameters: { output_format: 'jpg' } });
    const { takeId } = await jpeg.execute('a/base');
    expect(jpeg.takes.find(takeId)).toMatchObject({ mediaType: 'image/jpeg' });
    expect(jpeg.takes.remoteOf(takeId)).toBeNull();
  });
});
