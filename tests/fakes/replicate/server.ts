import { createHash, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FakeProvider } from '../provider/fake-provider.ts';
import { misanswer, partsOf } from '../provider/faults.ts';
import { startJob, type FakeJob } from '../provider/jobs.ts';
import { json, jsonText, listen, type Call } from '../provider/listen.ts';
import { deliver } from '../provider/media.ts';
import { contentOf } from './multipart.ts';
import { describe, listPage } from './prediction.ts';

export type { CreateFault } from '../provider/faults.ts';
export type FakePrediction = FakeJob;

export interface FakeReplicate extends FakeProvider {
  /** Includes `/v1`, as REPLICATE_BASE_URL does. */
  baseUrl: string;
  /** The same as `jobs`. */
  predictions: FakePrediction[];
  account: { type: string; username: string; name: string };
  /** Answers of `GET /models/{owner}/{name}` and of `…/versions/{id}`, by their path. */
  models: Map<string, unknown>;
  /** Models (`owner/name`) that run only by a version: their names alone are not found. */
  unofficial: Set<string>;
}

/** A server that speaks Replicate's HTTP API (wire format of its client 1.4.0), with faults that a test may choose. */
export async function startFakeReplicate(): Promise<FakeReplicate> {
  const files = new Map<string, Buffer>();
  const predictions: FakePrediction[] = [];
  const { origin, calls, close } = await listen((call, response, request) => {
    const path = new URL(call.path, origin).pathname.replace(/^\/v1/, '');
    if (!path.startsWith('/delivery/')) return route(fake, files, call, path, response);
    fake.downloads.push(path);
    const [, , id = '', name = ''] = path.split('/');
    return deliver(fake.faults, request, response, path, { id, index: Number.parseInt(name, 10) });
  });
  const fake: FakeReplicate = {
    baseUrl: `${origin}/v1`,
    token: 'r8_test',
    faults: {},
    jobs: predictions,
    predictions,
    submissions: 0,
    cancels: [],
    downloads: [],
    uploads: [],
    fileAt: (address) => files.get(address.split('/').at(-1) ?? ''),
    nowMs: Date.now,
    latencyMs: () => 20,
    outcome: () => ({ status: 'succeeded' }),
    statusWord: null,
    isListed: () => true,
    account: { type: 'user', username: 'ada', name: 'Ada' },
    models: new Map(),
    unofficial: new Set(),
    calls,
    close,
  };
  return fake;
}

function route(
  fake: FakeReplicate,
  files: Map<string, Buffer>,
  { method, path: whole, headers, body }: Call,
  path: string,
  response: ServerResponse,
): void {
  if (headers.authorization !== `Bearer ${fake.token}`) {
    return json(response, 401, { title: 'Unauthenticated', detail: 'You did not pass a valid token', status: 401 });
  }
  const name = `${method} ${path}`;
  const create = /^POST \/models\/([^/]+\/[^/]+)\/predictions$/.exec(name);
  if (create !== null && fake.unofficial.has(create[1] ?? '')) return notFound(response);
  if (create !== null) return submit(fake, response, create[1] ?? '', body);
  if (name === 'POST /predictions') {
    return submit(fake, response, String((JSON.parse(body.toString()) as { version: unknown }).version), body);
  }
  if (name === 'GET /predictions') return json(response, 200, listPage(fake, new URL(whole, fake.baseUrl)));
  const one = /^GET \/predictions\/([\w-]+)$/.exec(name);
  if (one !== null) return poll(fake, response, one[1] ?? '');
  const cancel = /^POST \/predictions\/([\w-]+)\/cancel$/.exec(name);
  if (cancel !== null) return cancelOne(fake, response, cancel[1] ?? '');
  if (name === 'POST /files') return upload(fake, files, response, contentOf(headers['content-type'] ?? '', body));
  if (name === 'GET /account') return json(response, 200, fake.account);
  const model = method === 'GET' ? fake.models.get(path) : undefined;
  return model === undefined ? notFound(response) : json(response, 200, model);
}

function notFound(response: ServerResponse): void {
  json(response, 404, { title: 'Not found', detail: 'The requested resource could not be found.', status: 404 });
}

function submit(fake: FakeReplicate, response: ServerResponse, model: string, body: Buffer): void {
  fake.submissions += 1;
  const { input } = JSON.parse(body.toString()) as { input: Record<string, unknown> };
  const fault = fake.faults.create?.(input) ?? null;
  const { isAccepted, answer } = partsOf(fault);
  if (!isAccepted) return misanswer(response, answer ?? { kind: 'reset' }, '');
  const prediction = startJob(
    model,
    input,
    { nowMs: fake.nowMs(), latencyMs: fake.latencyMs(input) },
    fake.outcome(input),
  );
  fake.predictions.push(prediction);
  const told = describe(fake, prediction);
  if (answer !== null) return misanswer(response, answer, jsonText(told));
  json(response, 201, fault?.kind === 'no-id' ? { ...told, id: undefined } : told);
}

function poll(fake: FakeReplicate, response: ServerResponse, id: string): void {
  const fault = fake.faults.poll?.() ?? null;
  if (typeof fault === 'number') return misanswer(response, { kind: 'status', status: fault }, '');
  const prediction = fake.predictions.find((each) => each.id === id);
  if (prediction === undefined) return notFound(response);
  const told = describe(fake, prediction);
  return fault === null ? json(response, 200, told) : misanswer(response, fault, jsonText(told));
}

function cancelOne(fake: FakeReplicate, response: ServerResponse, id: string): void {
  fake.cancels.push(id);
  const prediction = fake.predictions.find((each) => each.id === id);
  if (prediction === undefined) return notFound(response);
  if (prediction.status === 'running') prediction.status = 'canceled';
  return json(response, 200, describe(fake, prediction));
}

function upload(fake: FakeReplicate, files: Map<string, Buffer>, response: ServerResponse, content: Buffer): void {
  const fault = fake.faults.upload?.() ?? null;
  if (fault !== null) return misanswer(response, fault, '{}');
  const id = randomUUID();
  files.set(id, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  fake.uploads.push({ id, sha256, bytes: content.length });
  json(response, 201, {
    id,
    content_type: 'image/png',
    size: content.length,
    checksums: { sha256 },
    metadata: {},
    created_at: new Date().toISOString(),
    expires_at: null,
    urls: { get: `${fake.baseUrl}/files/${id}` },
  });
}
