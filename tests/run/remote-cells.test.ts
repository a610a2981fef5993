import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { DetachedError, finishOpenJobs } from '../../src/main/run/index.ts';
import { CancelledError, TelarError } from '../../src/shared/base/index.ts';
import type { CreateFault } from '../fakes/replicate/server.ts';
import { flux, startRemoteWorld, type RemoteWorld } from './remote-world.ts';

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

it('makes a take: one submission, one download, one charge', async () => {
  const { execute, fake, states, charged, takes } = await world();
  const { kind, takeId } = await execute('a/base');
  expect(kind).toBe('made');
  expect({ submissions: fake.submissions, downloads: fake.downloads.length }).toEqual({ submissions: 1, downloads: 1 });
  expect({ states: states(), charged: charged() }).toEqual({ states: ['charged'], charged: 3_000 });
  expect(takes.find(takeId)).toMatchObject({ width: 48, costMicroUsd: 3_000, prompt: 'picture of a', runId: 'run' });
});

describe('a submission that the provider did not take', () => {
  it.each([
    [401, 'ProviderError/auth'],
    [402, 'ProviderError/credit'],
    [404, 'ProviderError/refused'],
    [422, 'ProviderError/refused'],
    [429, 'ProviderError/rate-limit'],
  ])('status %i is %s: one POST, nothing reserved any more', async (status, failure) => {
    const { execute, fake, states, charged } = await world();
    fake.faults.create = () => ({ kind: 'status', status, retryAfter: '7' });
    expect(await failureOf(execute('a/base'))).toBe(failure);
    expect({ posts: fake.submissions, states: states(), charged: charged() }).toEqual({
      posts: 1,
      states: ['refused'],
      charged: 0,
    });
  });

  it('tells how long a 429 asks to wait', async () => {
    const { execute, fake } = await world();
    fake.faults.create = () => ({ kind: 'status', status: 429, retryAfter: '7' });
    await expect(execute('a/base')).rejects.toMatchObject({ values: { retryAfterMs: 7_000 } });
  });

  it('knows a content policy by its words', async () => {
    const { execute, fake } = await world();
    fake.faults.create = () => ({ kind: 'status', status: 422, detail: 'NSFW content detected' });
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/policy');
  });
});

describe('a submission whose answer is lost (table E1, promise R2)', () => {
  const faults: [string, CreateFault][] = [
    ['reset after accept', { kind: 'lost-answer' }],
    ['cut answer', { kind: 'cut-answer' }],
    ...[500, 502, 503, 504].map((status): [string, CreateFault] => [
      `${status} in front of it`,
      { kind: 'hidden', status },
    ]),
  ];

  it.each(faults)('%s: one POST, found in the provider’s list, paid once', async (_name, fault) => {
    const { execute, fake, states, charged } = await world();
    fake.faults.create = () => fault;
    expect((await execute('a/base')).kind).toBe('made');
    expect({ posts: fake.submissions, states: states(), charged: charged() }).toEqual({
      posts: 1,
      states: ['charged'],
      charged: 3_000,
    });
  });

  it('is left to the user when the list does not show it, and never sent again by itself', async () => {
    const { execute, fake, states, ledger, takes } = await world();
    fake.faults.create = () => ({ kind: 'refused-connection' });
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/submission-unknown');
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/submission-unknown');
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['unknown'] });

    const [job] = ledger.openJobs(takes.outputDir);
    if (job === undefined) throw new Error('no open job');
    ledger.record(job.id, { kind: 'abandoned', amount: job.reservedMicroUsd, reason: 'released' });
    fake.faults = {};
    expect((await execute('a/base')).kind).toBe('made');
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 2, states: ['abandoned', 'charged'] });
  });

  it('of two cells with the same input each gets a job of its own', async () => {
    const { execute, fake, states } = await world({ parameters: { prompt: 'the same' } });
    fake.faults.create = () => ({ kind: 'lost-answer' });
    const made = await Promise.all([execute('a/base'), execute('b/base')]);
    expect(new Set(made.map(({ takeId }) => takeId)).size).toBe(2);
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 2, states: ['charged', 'charged'] });
  });
});

describe('a job that ends badly', () => {
  it('is booked as not charged when the model failed', async () => {
    const { execute, fake, states, charged } = await world();
    fake.outcome = () => ({ status: 'failed', error: 'CUDA out of memory' });
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/failed');
    expect({ states: states(), charged: charged() }).toEqual({ states: ['failed'], charged: 0 });
  });

  it('is booked as charged when it delivered nothing', async () => {
    const { execute, fake, states, charged } = await world();
    fake.outcome = () => ({ status: 'succeeded', outputs: 0 });
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/empty');
    expect({ states: states(), charged: charged() }).toEqual({ states: ['failed'], charged: 3_000 });
  });

  it('ends at the deadline when its status is a word nobody knows: cancelled there, its id kept here (R11)', async () => {
    const { execute, fake, states } = await world({ timing: { deadlineMs: 150 } });
    fake.statusWord = () => 'dreaming';
    expect(await failureOf(execute('a/base'))).toBe('ProviderError/timeout');
    expect({ cancels: fake.cancels.length, states: states() }).toEqual({ cancels: 1, states: ['submitted'] });
    // It ended after all: the next run fetches it.
    fake.statusWord = null;
    for (const each of fake.predictions) each.status = 'succeeded';
    expect((await execute('a/base')).kind).toBe('made');
    expect(fake.submissions).toBe(1);
  });
});

describe('an end of the wait', () => {
  it('by cancelling: the provider is told, and what it may charge is booked', async () => {
    const { execute, fake, states, charged } = await world();
    fake.latencyMs = () => 5_000;
    const abort = new AbortController();
    const work = failureOf(execute('a/base', { signal: abort.signal }));
    while (fake.predictions.length === 0) await sleep(5);
    await sleep(20);
    abort.abort();
    expect(await work).toBe('cancelled');
    expect({ cancels: fake.cancels.length, states: states(), charged: charged() }).toEqual({
      cancels: 1,
      states: ['cancelled'],
      charged: 3_000,
    });
  });

  it('by cancelling too late: the result is kept and booked (R14)', async () => {
    const { execute, fake, states } = await world();
    fake.latencyMs = () => 60;
    const abort = new AbortController();
    const work = execute('a/base', { signal: abort.signal });
    while (fake.predictions.length === 0) await sleep(2);
    // The provider finishes while the cancellation is under way.
    for (const each of fake.predictions) each.status = 'succeeded';
    abort.abort();
    expect((await work).kind).toBe('made');
    expect(states()).toEqual(['charged']);
  });

  it('by detaching: nothing is cancelled, and the next look brings the result', async () => {
    const { execute, fake, states } = await world();
    fake.latencyMs = () => 800;
    const abort = new AbortController();
    const work = failureOf(execute('a/base', { signal: abort.signal }));
    while (states()[0] !== 'submitted') await sleep(5);
    abort.abort(new DetachedError());
    expect(await work).toBe('cancelled');
    expect({ cancels: fake.cancels, states: states() }).toEqual({ cancels: [], states: ['submitted'] });
    expect((await execute('a/base')).kind).toBe('made');
    expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['charged'] });
  });
});

describe('an open job that is taken up later', () => {
  it('stays open when its result cannot be stored, and whoever took it up hears why', async () => {
    const { execute, fake, resources, takes, states } = await world();
    fake.latencyMs = () => 800;
    const abort = new AbortController();
    const work = failureOf(execute('a/base', { signal: abort.signal }));
    while (states()[0] !== 'submitted') await sleep(5);
    abort.abort(new DetachedError());
    await work;
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const failures: unknown[] = [];
    const signal = new AbortController().signal;
    await finishOpenJobs(
      { ...resources, takes: { ...takes, add: () => Promise.reject(full) } },
      { signal, onEvent: () => undefined, onFailure: (_job, error) => failures.push(error) },
    );
    expect(failures).toMatchObject([{ code: 'OutputFolderError', kind: 'disk-full' }]);
    expect(states()).toEqual(['submitted']);
  });
});

describe('a download', () => {
  it('that is refused twice with 403 is asked for again, not paid again', async () => {
    const { execute, fake, states, charged, events } = await world();
    let refusals = 2;
    fake.faults.download = () => (refusals-- > 0 ? 403 : null);
    expect((await execute('a/base')).kind).toBe('made');
    expect({ posts: fake.submissions, downloads: fake.downloads.length }).toEqual({ posts: 1, downloads: 3 });
    expect({ states: states(), charged: charged() }).toEqual({ states: ['charged'], charged: 3_000 });
    expect(events.filter((event) => event.type === 'waiting').length).toBeGreaterThan(0);
  });

  it('that is cut goes on where it was cut', async () => {
    const { execute, fake, folder } = await world();
    let cuts = 3;
    fake.faults.download = () => (cuts-- > 0 ? 'cut' : null);
    expect((await execute('a/base')).kind).toBe('made');
    expect(fake.downloads).toHaveLength(4);
    const left = await readdir(join(folder, 'outputs', '.takes'));
    expect(left.filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('of something that is gone is told as paid and gone, without another submission (E9)', async () => {
    const { execute, fake, states, charged } = await world();
    fake.faults.download = () => 404;
    expect(await failureOf(execute('a/base'))).toBe('AssetDownloadError/gone');
    expect({ posts: fake.submissions, states: states(), charged: charged() }).toEqual({
      posts: 1,
      states: ['gone'],
      charged: 3_000,
    });
  });

  it('of a job that the provider knows no more is paid and gone, in the run as in the ledger', async () => {
    const { execute, fake, states, charged, events } = await world();
    fake.faults.poll = () => 404;
    expect(await failureOf(execute('a/base'))).toBe('AssetDownloadError/gone');
    expect({ states: states(), charged: charged() }).toEqual({ states: ['gone'], charged: 3_000 });
    expect(events.filter(({ type }) => type === 'charged')).toEqual([{ type: 'charged', amount: 3_000 }]);
  });

  it('is never made from an address that is not the provider’s', async () => {
    const { execute, fake } = await world();
    fake.outcome = () => ({ status: 'succeeded', address: 'https://elsewhere.example/0.png' });
    expect(await failureOf(execute('a/base'))).toBe('AssetDownloadError/not-allowed');
  });
});

it('keeps every output of one call: the first is picked, all are paid for', async () => {
  const { execute, fake, takes, charged } = await world({ parameters: { num_outputs: 3 } });
  fake.outcome = () => ({ status: 'succeeded', outputs: 3 });
  const { takeId } = await execute('a/base');
  expect(takes.list()).toHaveLength(3);
  expect(
    takes
      .list()
      .filter((take) => takes.isPicked(take.id))
      .map((take) => take.id),
  ).toEqual([takeId]);
  expect(charged()).toBe(9_000);
});

it('uploads the same content once, however many cells read it', async () => {
  const { execute, fake } = await world({ hasVideo: true });
  await execute('a/base');
  await execute('b/base');
  // The stand-in delivers pictures only: the films fail after their submission, which is what matters here.
  await Promise.all(['a/film', 'b/film'].map((cell) => failureOf(execute(cell))));
  // The pictures lie at the provider already; only the user's own one goes there.
  expect(fake.uploads).toHaveLength(1);
  const sent = fake.predictions.filter((each) => each.model.includes('seedance')).map((each) => each.input);
  expect(sent).toHaveLength(2);
  expect(new Set(sent.map((input) => input.last_frame_image)).size).toBe(1);
  expect(new Set(sent.map((input) => input.image)).size).toBe(2);
});

it('submits nothing that does not fit into the cap', async () => {
  const { execute, fake, states } = await world();
  expect((await execute('a/base', { capMicroUsd: 5_000 })).kind).toBe('made');
  expect(await failureOf(execute('b/base', { capMicroUsd: 5_000 }))).toBe('BudgetExceededError/cap');
  expect({ posts: fake.submissions, states: states() }).toEqual({ posts: 1, states: ['charged'] });
});

it('never shows the key in a failure', async () => {
  const { execute, fake } = await world();
  const canary = 'r8_canary_0123456789';
  fake.token = canary;
  for (const status of [401, 422, 500]) {
    fake.faults.create = () => ({ kind: 'status', status, detail: 'no' });
    const error = await execute('a/base', { token: canary }).catch((reason: unknown) => reason);
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(canary);
  }
});

describe('a template that changes after its run was confirmed', () => {
  const withPrice = (usd: number): object => ({ cost: { kind: 'per-output', usd } });
  it.each([
    ['dearer', withPrice(0.5), 'ConfirmationRequiredError/paid', 0],
    ['of unknown price', { cost: { kind: 'unknown' } }, 'ConfirmationRequiredError/unknown-price', 0],
    ['cheaper', withPrice(0.001), 'none', 1],
  ])('and is %s then', async (_what, change, failure, posts) => {
    const { execute, resources, fake } = await world();
    const templates = resources.templates as Map<string, object>;
    templates.set(flux, { ...templates.get(flux), ...change });
    expect(await failureOf(execute('a/base'))).toBe(failure);
    expect(fake.submissions).toBe(posts);
  });

  it('or while its job is out: the job costs what it was ordered for', async () => {
    const { execute, resources, charged, fake } = await world();
    const templates = resources.templates as Map<string, object>;
    fake.outcome = () => {
      templates.set(flux, { ...templates.get(flux), ...withPrice(0.5) });
      return { status: 'succeeded' };
    };
    await execute('a/base');
    expect(charged()).toBe(3_000);
  });
});
