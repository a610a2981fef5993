import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createModelFacts, type RemoteEngine } from '../../src/main/engine/index.ts';
import { freshFolder } from '../telar-process.ts';
import { testNetwork } from './subjects/network.ts';
import { startFal, startReplicate } from './subjects/paid.ts';
import { paidTemplate } from './templates.ts';
import { onTheWire } from './wire.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function fileOf(text: string): Promise<string> {
  const file = join(await freshFolder('wire'), 'start.png');
  await writeFile(file, text);
  return file;
}

/** Looks at a job until it has ended. */
async function follow(engine: RemoteEngine, remoteId: string): Promise<void> {
  await expect.poll(async () => (await engine.check(remoteId, {})).state).toBe('succeeded');
}

const since = Date.UTC(2026, 0, 2, 3, 4, 5);

it('Replicate hears exactly what its documentation asks for, in a whole life of jobs', async () => {
  const { fake, engine, access } = await startReplicate();
  closers.push(fake.close);
  fake.latencyMs = () => 0;
  const { calls } = fake;
  const template = paidTemplate('replicate');
  const image = await engine.upload(await fileOf('a picture'), 'image/png', {});
  const made = await engine.submit({ template, input: { prompt: 'niño 猫', image, seed: 7 } });
  const versioned = { ...template, endpoint: 'acme/image-model:0123456789abcdef' };
  const other = await engine.submit({ template: versioned, input: { prompt: 'a boat' } });
  fake.latencyMs = () => Infinity;
  const stopped = await engine.submit({ template, input: { prompt: 'a tower' } });
  await engine.cancel(stopped);
  await follow(engine, made);
  await engine.listSince(since, { endpoint: template.endpoint });
  await engine.testKey({});
  fake.models.set('/models/acme/image-model', { owner: 'acme', name: 'image-model', latest_version: null });
  fake.models.set('/models/acme/image-model/versions/0123456789abcdef', { id: '0123456789abcdef', openapi_schema: {} });
  const facts = createModelFacts({ access: { replicate: () => access, fal: () => access }, fetch: testNetwork });
  await facts.replicateModel('acme/image-model:0123456789abcdef');
  const names = { [fake.token]: 'KEY', [made]: 'JOB', [other]: 'OTHER', [stopped]: 'STOPPED', [image]: 'IMAGE' };
  const wire = onTheWire(calls, names);
  // However often it was looked at, each look is the same.
  const looks = wire.filter(({ request }) => request === 'GET /v1/predictions/JOB');
  expect(looks.length).toBeGreaterThan(0);
  const once = wire.filter((each) => !looks.includes(each));
  const headers = { authorization: 'Bearer KEY', accept: '*/*' };
  const json = { ...headers, 'content-type': 'application/json' };
  expect(looks.every((each) => JSON.stringify(each) === JSON.stringify(looks[0]))).toBe(true);
  expect(looks[0]).toEqual({ request: 'GET /v1/predictions/JOB', headers: json });
  expect(once).toEqual([
    {
      request: 'POST /v1/files',
      headers: { ...headers, 'content-type': 'multipart/form-data; boundary=…' },
      body: expect.stringMatching(
        /^--(\S+)\r\nContent-Disposition: form-data; name="content"; filename="start.png"\r\nContent-Type: image\/png\r\n\r\na picture\r\n--\1\r\nContent-Disposition: form-data; name="metadata"; filename="blob"\r\nContent-Type: application\/json\r\n\r\n\{\}\r\n--\1--\r\n/,
      ) as unknown,
    },
    {
      request: 'POST /v1/models/acme/image-model/predictions',
      headers: json,
      body: { input: { prompt: 'niño 猫', image: 'IMAGE', seed: 7 } },
    },
    {
      request: 'POST /v1/predictions',
      headers: json,
      body: { input: { prompt: 'a boat' }, version: '0123456789abcdef' },
    },
    {
      request: 'POST /v1/models/acme/image-model/predictions',
      headers: json,
      body: { input: { prompt: 'a tower' } },
    },
    { request: 'POST /v1/predictions/STOPPED/cancel', headers: json },
    { request: 'GET /v1/predictions', headers: json },
    { request: 'GET /v1/account', headers: json },
    { request: 'GET /v1/models/acme/image-model', headers: json },
    { request: 'GET /v1/models/acme/image-model/versions/0123456789abcdef', headers: json },
  ]);
});

it('fal hears exactly what its documentation asks for, in a whole life of jobs', async () => {
  const { fake, engine, access } = await startFal();
  closers.push(fake.close);
  fake.latencyMs = () => 0;
  const template = paidTemplate('fal');
  const image = await engine.upload(await fileOf('a picture'), 'image/png', {});
  const made = await engine.submit({ template, input: { prompt: 'niño 猫', image, seed: 7 } });
  fake.latencyMs = () => Infinity;
  const stopped = await engine.submit({ template, input: { prompt: 'a tower' } });
  await engine.cancel(stopped);
  await follow(engine, made);
  await engine.listSince(since, { endpoint: template.endpoint });
  await engine.testKey({});
  fake.schemas.set(template.endpoint, { openapi: '3.0.4' });
  const facts = createModelFacts({ access: { replicate: () => access, fal: () => access }, fetch: testNetwork });
  expect(await facts.falSchema(template.endpoint)).toEqual({ openapi: '3.0.4' });
  expect(await facts.falPricing('fal-ai/flux/schnell')).toEqual(fake.prices[0]);

  const fileId = [...fake.files.values()][0]!.id;
  const [job, gone] = [made, stopped].map((remoteId) => remoteId.split('#')[1]!);
  const wire = onTheWire(fake.calls, { [fake.token]: 'KEY', [job!]: 'JOB', [gone!]: 'STOPPED', [fileId]: 'FILE' });
  const status = 'GET /queue.fal.run/acme/image-model/requests/JOB/status?logs=1';
  const looks = wire.filter(({ request }) => request === status);
  const json = { authorization: 'Key KEY', accept: 'application/json', 'content-type': 'application/json' };
  const plain = { authorization: 'Key KEY', accept: 'application/json' };
  const submission = { ...json, 'x-fal-queue-priority': 'normal' };
  expect(looks.every((each) => JSON.stringify(each) === JSON.stringify(looks[0]))).toBe(true);
  expect(looks[0]).toEqual({ request: status, headers: json });
  expect(wire.filter(({ request }) => request !== status)).toEqual([
    {
      request: 'POST /rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3',
      headers: json,
      body: { content_type: 'image/png', file_name: 'start.png' },
    },
    {
      request: 'PUT /v3b.fal.media/upload/FILE?signature=s3cr3t',
      headers: { accept: '*/*', 'content-type': 'image/png' },
      body: 'a picture',
    },
    {
      request: 'POST /queue.fal.run/acme/image-model/fast',
      headers: submission,
      body: { prompt: 'niño 猫', image: 'https://v3b.fal.media/files/b/FILE/start.png', seed: 7 },
    },
    { request: 'POST /queue.fal.run/acme/image-model/fast', headers: submission, body: { prompt: 'a tower' } },
    { request: 'PUT /queue.fal.run/acme/image-model/requests/STOPPED/cancel', headers: json },
    { request: 'GET /queue.fal.run/acme/image-model/requests/JOB', headers: json },
    {
      request:
        'GET /api.fal.ai/v1/models/requests/by-endpoint?endpoint_id=acme/image-model/fast&start=2026-01-02T03:04:05.000Z&limit=100&expand=payloads',
      headers: plain,
    },
    { request: 'GET /api.fal.ai/v1/models/pricing?endpoint_id=fal-ai/flux/schnell', headers: plain },
    {
      request: 'GET /fal.ai/api/openapi/queue/openapi.json?endpoint_id=acme/image-model/fast',
      headers: { accept: 'application/json' },
    },
    { request: 'GET /api.fal.ai/v1/models/pricing?endpoint_id=fal-ai/flux/schnell', headers: plain },
  ]);
});
