import { createHash, randomBytes } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RemoteStatus } from '../../src/main/engine/index.ts';
import { TelarError } from '../../src/shared/base/index.ts';
import type { FakeFal } from '../fakes/fal/server.ts';
import { freshFolder } from '../telar-process.ts';
import { startFal, type PaidWorld } from './subjects/paid.ts';
import { paidTemplate } from './templates.ts';

const worlds: PaidWorld<FakeFal>[] = [];
async function world(): Promise<PaidWorld<FakeFal>> {
  const made = await startFal();
  worlds.push(made);
  return made;
}
afterEach(async () => {
  for (const { fake } of worlds.splice(0)) await fake.close();
});

const template = paidTemplate('fal');

/** A job that has been submitted, and how it ends. */
async function ended({ fake, engine }: PaidWorld<FakeFal>): Promise<RemoteStatus> {
  fake.latencyMs = () => 0;
  const remoteId = await engine.submit({ template, input: { prompt: 'a boat' } });
  let status = await engine.check(remoteId, {});
  while (status.state === 'queued' || status.state === 'running') status = await engine.check(remoteId, {});
  return status;
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof TelarError ? `${error.code}/${error.kind}` : String(error);
}

describe('a job of fal', () => {
  it('waits, runs and succeeds, with what it used', async () => {
    const at = await world();
    const { fake, engine } = at;
    fake.latencyMs = () => Infinity;
    fake.outcome = () => ({ status: 'succeeded', seed: '18446744073709551615', outputs: 2 });
    let isQueued = true;
    fake.isQueued = () => isQueued;
    const remoteId = await engine.submit({ template, input: { prompt: 'a boat' } });
    const states = [await engine.check(remoteId, {})];
    isQueued = false;
    states.push(await engine.check(remoteId, {}));
    fake.jobs[0]!.status = 'succeeded';
    states.push(await engine.check(remoteId, {}));
    const { id } = fake.jobs[0]!;
    expect(states).toEqual([
      { state: 'queued', position: 3 },
      { state: 'running', progress: { step: 2, steps: 4 } },
      {
        state: 'succeeded',
        output: {
          kind: 'files',
          urls: [0, 1].map((index) => `${fake.baseUrl}/v3b.fal.media/files/out/${id}/${index}.png`),
        },
        seed: '18446744073709551615',
        usage: { computeSeconds: 1.25 },
      },
    ]);
  });

  it('counts as running while its status is a word nobody knows', async () => {
    const { fake, engine } = await world();
    fake.statusWord = () => 'DREAMING';
    const remoteId = await engine.submit({ template, input: {} });
    expect(await engine.check(remoteId, {})).toMatchObject({ state: 'running' });
  });

  it('is gone when fal does not know it any more', async () => {
    const { engine } = await world();
    expect(await engine.check(`${template.endpoint}#nobody-knows`, {})).toEqual({ state: 'gone' });
  });

  it('of a model that writes is a text', async () => {
    const at = await world();
    at.fake.outcome = () => ({ status: 'succeeded', text: 'Érase una vez 猫' });
    expect(await ended(at)).toMatchObject({ state: 'succeeded', output: { kind: 'text', text: 'Érase una vez 猫' } });
  });

  const flagged = [{ loc: ['body', 'prompt'], msg: 'Not possible', type: 'content_policy_violation' }];
  const wrong = [{ loc: ['body', 'num_images'], msg: 'Input should be less than 5', type: 'less_than_equal' }];
  it.each<[number, unknown, Record<string, string>, string, 'no' | 'maybe']>([
    [422, { detail: flagged }, {}, 'policy', 'maybe'],
    [422, { detail: wrong }, {}, 'refused', 'maybe'],
    [422, { detail: 'The picture could not be read' }, {}, 'refused', 'maybe'],
    [500, { detail: 'CUDA out of memory' }, {}, 'failed', 'no'],
    [500, { detail: 'try again' }, { 'x-fal-retryable': 'true' }, 'server', 'no'],
    [500, { detail: 'x', error_type: 'runner_server_error' }, {}, 'failed', 'no'],
    [503, { detail: 'x', error_type: 'runner_disconnected' }, {}, 'server', 'no'],
    [503, { detail: 'x' }, { 'x-fal-error-type': 'runner_scheduling_failure' }, 'server', 'no'],
    [504, { detail: 'x', error_type: 'request_timeout' }, {}, 'timeout', 'no'],
    [504, { detail: 'x', error_type: 'startup_timeout' }, {}, 'timeout', 'no'],
  ])('that ends with %i %j %j failed: %s, charged: %s', async (status, body, headers, kind, billed) => {
    const at = await world();
    at.fake.outcome = () => ({ status: 'failed' });
    at.fake.failedResult = () => ({ status, body, headers });
    expect(await ended(at)).toMatchObject({ state: 'failed', failure: { code: 'ProviderError', kind }, billed });
  });

  it('names the parameter that its model refuses', async () => {
    const at = await world();
    at.fake.outcome = () => ({ status: 'failed' });
    at.fake.failedResult = () => ({ status: 422, body: { detail: wrong } });
    expect(await ended(at)).toMatchObject({
      failure: { values: { reason: 'num_images: Input should be less than 5', status: 422 } },
    });
  });

  it.each([
    [401, 'auth'],
    [402, 'credit'],
    [429, 'rate-limit'],
    [502, 'server'],
  ])('whose result call is answered with %i by something before it is still to be had', async (status, kind) => {
    const at = await world();
    at.fake.outcome = () => ({ status: 'failed' });
    at.fake.failedResult = () => ({ status, body: '<h1>Gateway</h1>' });
    expect(await failureOf(ended(at))).toBe(`ProviderError/${kind}`);
  });
});

describe('a submission that fal does not take', () => {
  it.each([
    [401, 'auth'],
    [402, 'credit'],
    [403, 'auth'],
    [404, 'refused'],
    [422, 'refused'],
    [429, 'rate-limit'],
  ])('with %i is %s', async (status, kind) => {
    const { fake, engine } = await world();
    fake.faults.create = () => ({ kind: 'status', status, retryAfter: '7' });
    expect(await failureOf(engine.submit({ template, input: {} }))).toBe(`ProviderError/${kind}`);
    expect(fake.submissions).toBe(1);
  });

  it.each(['https://evilfal.ai', 'fal-ai/../x', 'fal-ai/flux?x=1'])('for %s: nothing is sent', async (endpoint) => {
    const { fake, engine } = await world();
    expect(await failureOf(engine.submit({ template: { ...template, endpoint }, input: {} }))).toBe(
      'ParameterValidationError/invalid',
    );
    expect(fake.calls).toEqual([]);
  });
});

describe('the addresses that a job names', () => {
  it.each([
    ['queue.fal.run', 'queue.fal.run'],
    ['api.fal.ai', 'api.fal.ai'],
    // None of fal's: the address is built as documented, and nobody else hears of it.
    ['evilfal.ai', 'queue.fal.run'],
    ['queue.fal.run:8443', 'queue.fal.run'],
  ])('on %s are looked at on %s', async (namedHost, asked) => {
    const { fake, engine } = await world();
    fake.namedHost = namedHost;
    const remoteId = await engine.submit({ template, input: {} });
    fake.calls.splice(0);
    await engine.check(remoteId, {}).catch(() => null);
    expect(fake.calls[0]?.path).toBe(`/${asked}/acme/image-model/requests/${fake.jobs[0]!.id}/status?logs=1`);
  });
});

describe('a cancellation', () => {
  it('takes a job out of the queue, for free', async () => {
    const { fake, engine } = await world();
    fake.latencyMs = () => Infinity;
    fake.isQueued = () => true;
    const remoteId = await engine.submit({ template, input: {} });
    await engine.cancel(remoteId);
    expect(await engine.check(remoteId, {})).toEqual({ state: 'cancelled', billed: 'no' });
  });

  it('asks the runner to stop, which may be charged', async () => {
    const { fake, engine } = await world();
    fake.latencyMs = () => Infinity;
    fake.isQueued = () => false;
    const remoteId = await engine.submit({ template, input: {} });
    await engine.cancel(remoteId);
    expect(await engine.check(remoteId, {})).toEqual({ state: 'cancelled', billed: 'maybe' });
  });

  it('that comes too late leaves the result', async () => {
    const { fake, engine } = await world();
    const remoteId = await engine.submit({ template, input: {} });
    fake.jobs[0]!.status = 'succeeded';
    await engine.cancel(remoteId);
    expect(await engine.check(remoteId, {})).toMatchObject({ state: 'succeeded' });
  });

  it('of a job that fal does not know is no failure', async () => {
    const { fake, engine } = await world();
    const remoteId = `${template.endpoint}#nobody-knows`;
    await engine.cancel(remoteId);
    expect(await engine.check(remoteId, {})).toEqual({ state: 'gone' });
    expect(fake.cancels).toEqual(['nobody-knows']);
  });

  it('that fal cannot take is told', async () => {
    const { fake, engine } = await world();
    const remoteId = await engine.submit({ template, input: {} });
    fake.token = 'another';
    expect(await failureOf(engine.cancel(remoteId))).toBe('ProviderError/auth');
  });
});

describe('a file', () => {
  it('of up to 90 MB goes as a whole, a larger one in parts of 10 MB', async () => {
    const { fake, engine } = await world();
    const folder = await freshFolder('uploads');
    const [small, large] = [join(folder, 'small.png'), join(folder, 'large.mp4')];
    const bytes = randomBytes(1024 * 1024);
    await writeFile(small, bytes);
    const file = await open(large, 'w');
    for (let at = 0; at < 91; at++) await file.write(bytes);
    await file.close();
    const addresses = [await engine.upload(small, 'image/png', {}), await engine.upload(large, 'video/mp4', {})];
    const hashOf = (parts: Buffer[]) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest('hex');
    };
    expect(addresses.map((address) => hashOf([fake.fileAt(address)!]))).toEqual([
      hashOf([bytes]),
      hashOf(Array.from({ length: 91 }, () => bytes)),
    ]);
    expect(fake.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1 + 10);
  });

  it('above 1 GB is refused, and nothing is sent', async () => {
    const { fake, engine } = await world();
    const path = join(await freshFolder('uploads'), 'huge.mp4');
    const file = await open(path, 'w');
    await file.truncate(1024 ** 3 + 1);
    await file.close();
    expect(await failureOf(engine.upload(path, 'video/mp4', {}))).toBe('ProviderError/refused');
    expect(fake.calls).toEqual([]);
  });

  it('that cannot be put there is told, and tried once', async () => {
    const { fake, engine } = await world();
    const path = join(await freshFolder('uploads'), 'a.png');
    await writeFile(path, 'a picture');
    fake.faults.upload = () => ({ kind: 'status', status: 503 });
    expect(await failureOf(engine.upload(path, 'image/png', {}))).toBe('ProviderError/server');
    expect(fake.calls).toHaveLength(1);
  });
});

it('finds all requests since a time, page by page', async () => {
  const { fake, engine } = await world();
  for (let index = 0; index < 230; index++) await engine.submit({ template, input: { prompt: `words ${index}` } });
  await engine.submit({ template: { ...template, endpoint: 'acme/another' }, input: { prompt: 'not asked for' } });
  const found = await engine.listSince(fake.nowMs() - 60_000, { endpoint: template.endpoint });
  expect(found.map(({ input }) => input.prompt)).toEqual(
    Array.from({ length: 230 }, (_, index) => `words ${229 - index}`),
  );
  expect(await engine.listSince(fake.nowMs() + 60_000, { endpoint: template.endpoint })).toEqual([]);
});
