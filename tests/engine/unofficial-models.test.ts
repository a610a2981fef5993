import { afterEach, expect, it } from 'vitest';
import { TelarError } from '../../src/shared/base/index.ts';
import { startReplicate } from './subjects/paid.ts';
import { paidTemplate } from './templates.ts';

let close: (() => Promise<void>) | null = null;
afterEach(() => close?.());

const job = (endpoint: string, prompt: string) => ({
  template: { ...paidTemplate('replicate'), endpoint },
  input: { prompt },
});

async function start() {
  const { fake, engine } = await startReplicate();
  close = fake.close;
  fake.unofficial.add('acme/boat');
  const requests = () => fake.calls.map(({ method, path }) => `${method} ${path}`);
  return { fake, engine, requests };
}

it('a model that Replicate does not run by its name is run by its newest version, which is asked for once', async () => {
  const { fake, engine, requests } = await start();
  const version = { id: 'ab'.repeat(32), openapi_schema: {} };
  fake.models.set('/models/acme/boat', { owner: 'acme', name: 'boat', latest_version: version });
  fake.models.set(`/models/acme/boat/versions/${version.id}`, version);
  const first = await engine.submit(job('acme/boat', 'a boat'));
  const second = await engine.submit(job('acme/boat', 'a ship'));
  expect(requests()).toEqual([
    'POST /v1/models/acme/boat/predictions',
    'GET /v1/models/acme/boat',
    'POST /v1/predictions',
    'POST /v1/predictions',
  ]);
  const listed = await engine.listSince(0, { endpoint: 'acme/boat' });
  expect(listed.map(({ remoteId, endpoint, input }) => ({ remoteId, endpoint, input }))).toEqual([
    { remoteId: second, endpoint: 'acme/boat', input: { prompt: 'a ship' } },
    { remoteId: first, endpoint: 'acme/boat', input: { prompt: 'a boat' } },
  ]);
});

it('a model that does not exist, or has no version, is refused and nothing is made', async () => {
  const { fake, engine } = await start();
  const kindOf = (error: unknown): string => (error instanceof TelarError ? `${error.code}/${error.kind}` : 'bug');
  expect(await engine.submit(job('acme/boat', 'a boat')).catch(kindOf)).toBe('ProviderError/refused');
  fake.models.set('/models/acme/boat', { owner: 'acme', name: 'boat', latest_version: null });
  expect(await engine.submit(job('acme/boat', 'a boat')).catch(kindOf)).toBe('ProviderError/refused');
  expect(fake.jobs).toEqual([]);
});
