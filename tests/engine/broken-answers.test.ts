import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createModelFacts } from '../../src/main/engine/index.ts';
import { CancelledError, TelarError } from '../../src/shared/base/index.ts';
import type { AnswerFault } from '../fakes/provider/faults.ts';
import { testNetwork } from './subjects/network.ts';
import { startPaid, startFal, startReplicate, type PaidWorld } from './subjects/paid.ts';
import { paidTemplate } from './templates.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof TelarError ? `${error.code}/${error.kind}` : String(error);
}

it.each(
  (['replicate', 'fal'] as const).flatMap((id) =>
    ['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'].map((code) => [id, code] as const),
  ),
)('a paid request of %s that met %s has reached nobody, so it may be sent again', async (id, code) => {
  const made = await startPaid(id, () => Promise.reject(new TypeError('fetch failed', { cause: { code } })));
  closers.push(made.fake.close);
  expect(await failureOf(made.engine.submit({ template: paidTemplate(id), input: { prompt: 'a boat' } }))).toBe(
    'ProviderError/network',
  );
});

describe.each(['replicate', 'fal'] as const)('an answer of %s to a free request', (id) => {
  async function jobAt(): Promise<PaidWorld & { remoteId: string }> {
    const made = await startPaid(id);
    closers.push(made.fake.close);
    const remoteId = await made.engine.submit({ template: paidTemplate(id), input: { prompt: 'a boat' } });
    made.fake.calls.splice(0);
    return { ...made, remoteId };
  }

  it.each<[string, AnswerFault, string]>([
    ['cut off', { kind: 'cut' }, 'network'],
    ['that does not come', { kind: 'reset' }, 'network'],
    ['of 6 MB', { kind: 'huge-body' }, 'network'],
    [
      'of 6 MB in two million signs',
      { kind: 'status', status: 200, body: { id: '猫'.repeat(2 * 1024 ** 2) } },
      'network',
    ],
    ['with a header of 200 KB', { kind: 'huge-header' }, 'network'],
    ['that is a page, said to be a success', { kind: 'web-page', status: 200 }, 'server'],
    ['that is a page of an error', { kind: 'web-page', status: 502 }, 'server'],
    ['that took too long', { kind: 'status', status: 504 }, 'timeout'],
    ['that refuses the key', { kind: 'status', status: 401 }, 'auth'],
    ['that speaks of money', { kind: 'status', status: 402 }, 'credit'],
    ['that asks to wait', { kind: 'status', status: 429, retryAfter: '7' }, 'rate-limit'],
    ['of another shape', { kind: 'status', status: 200, body: { status: 7 } }, 'server'],
  ])('%s is a failure of its kind, and asked for once', async (_what, fault, kind) => {
    const { fake, engine, remoteId } = await jobAt();
    fake.faults.poll = () => fault;
    expect(await failureOf(engine.check(remoteId, {}))).toBe(`ProviderError/${kind}`);
    expect(fake.calls).toHaveLength(1);
  });

  it('that sends elsewhere is not followed', async () => {
    const { fake, engine, remoteId } = await jobAt();
    let visits = 0;
    const inside = createServer((_, response) => {
      visits += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => inside.close(() => resolve())));
    const to = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/latest/meta-data/`;
    fake.faults.poll = () => ({ kind: 'redirect', to });
    expect(await failureOf(engine.check(remoteId, {}))).toBe('ProviderError/server');
    expect(visits).toBe(0);
  });

  it.each<AnswerFault['kind']>(['silent', 'slow-body'])(
    'that never ends (%s) ends with the wait for it',
    async (kind) => {
      const { fake, engine, remoteId } = await jobAt();
      fake.faults.poll = () => ({ kind }) as AnswerFault;
      const abort = new AbortController();
      const work = engine.check(remoteId, { signal: abort.signal });
      const error = work.catch((reason: unknown) => reason);
      await expect.poll(() => fake.calls.length).toBe(1);
      abort.abort();
      expect(await error).toBeInstanceOf(CancelledError);
    },
  );

  it('tells how long it asks to wait, wherever it does', async () => {
    const { fake, engine, remoteId } = await jobAt();
    fake.faults.poll = () => ({ kind: 'status', status: 429, retryAfter: '7' });
    fake.faults.create = () => ({ kind: 'status', status: 429, retryAfter: 'soon' });
    await expect(engine.check(remoteId, {})).rejects.toMatchObject({ values: { retryAfterMs: 7_000 } });
    await expect(engine.submit({ template: paidTemplate(id), input: {} })).rejects.toMatchObject({ values: {} });
  });

  it('says whether a key is good', async () => {
    const { engine, access } = await jobAt();
    const account = id === 'replicate' ? 'ada' : null;
    expect(await engine.testKey({})).toEqual({ account });
    access.key = 'another-key';
    expect(await failureOf(engine.testKey({}))).toBe('ProviderError/auth');
    for (const malformed of ['two lines\nfor one key', 'a-kéy']) {
      access.key = malformed;
      expect(await failureOf(engine.testKey({}))).toBe('ProviderUnavailableError/malformed-key');
    }
    access.key = null;
    expect(await failureOf(engine.testKey({}))).toBe('ProviderUnavailableError/not-configured');
    expect(() => engine.requireReady()).toThrow(expect.objectContaining({ kind: 'not-configured' }));
  });

  it('heeds the number of jobs that the user has set', async () => {
    const { engine, access } = await jobAt();
    const own = engine.concurrency(paidTemplate(id));
    access.concurrency = 5;
    expect([own, engine.concurrency(paidTemplate(id))]).toEqual([id === 'replicate' ? 8 : 2, 5]);
  });
});

describe('what providers tell of a model', () => {
  it('is the model of Replicate with its newest version, or the one asked for', async () => {
    const { fake, access } = await startReplicate();
    closers.push(fake.close);
    const newest = { id: 'f00dcafe0000', created_at: '2026-01-02T03:04:05Z', openapi_schema: { openapi: '3.0.2' } };
    const model = { owner: 'acme', name: 'boat', description: 'Paints boats', default_example: null };
    fake.models.set('/models/acme/boat', { ...model, license_url: 'https://acme.example/l', latest_version: newest });
    fake.models.set('/models/acme/boat/versions/0123456789ab', { ...newest, id: '0123456789ab' });
    const facts = createModelFacts({ access: { replicate: () => access, fal: () => access }, fetch: testNetwork });
    const version = { createdAt: '2026-01-02T03:04:05Z', openapiSchema: { openapi: '3.0.2' } };
    const told = {
      owner: 'acme',
      name: 'boat',
      description: 'Paints boats',
      isOfficial: false,
      licenseUrl: 'https://acme.example/l',
    };
    expect(await facts.replicateModel('acme/boat')).toEqual({
      ...told,
      version: { id: 'f00dcafe0000', ...version },
      defaultExample: null,
      isOfficial: false,
    });
    expect(await facts.replicateModel('acme/boat:0123456789ab')).toMatchObject({ version: { id: '0123456789ab' } });
    expect(await failureOf(facts.replicateModel('acme/nothing'))).toBe('ModelNotFoundError/unknown-model');
    expect(await failureOf(facts.replicateModel('https://evil.example/a/b'))).toBe('ParameterValidationError/invalid');
  });

  it('is the schema and the price of an endpoint of fal', async () => {
    const { fake, access } = await startFal();
    closers.push(fake.close);
    fake.schemas.set('fal-ai/flux/schnell', { openapi: '3.0.4', paths: {} });
    fake.schemas.set('fal-ai/odd', 'a page');
    const facts = createModelFacts({ access: { replicate: () => access, fal: () => access }, fetch: testNetwork });
    expect(await facts.falSchema('fal-ai/flux/schnell')).toEqual({ openapi: '3.0.4', paths: {} });
    expect(await facts.falPricing('fal-ai/flux/schnell')).toEqual({
      endpoint_id: 'fal-ai/flux/schnell',
      unit_price: 0.003,
      unit: 'megapixel',
      currency: 'USD',
    });
    expect(await failureOf(facts.falSchema('fal-ai/nothing'))).toBe('ModelNotFoundError/unknown-model');
    expect(await failureOf(facts.falSchema('fal-ai/odd'))).toBe('ProviderError/server');
    expect(await failureOf(facts.falPricing('fal-ai/nothing'))).toBe('ModelNotFoundError/unknown-model');
    expect(await failureOf(facts.falPricing('https://evilfal.ai'))).toBe('ParameterValidationError/invalid');
  });
});
