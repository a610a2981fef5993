import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { plainPng } from './png.ts';

/** What may go wrong with one request; all are off unless a test turns them on. */
export type CreateFault =
  | { kind: 'status'; status: number; retryAfter?: string; detail?: string }
  /** Accepts the job, then cuts the connection before an answer. */
  | { kind: 'lost-answer' }
  /** Accepts the job and sends half of the answer. */
  | { kind: 'cut-answer' }
  /** Accepts the job and answers with an error, as a gateway does. */
  | { kind: 'hidden'; status: number }
  /** Cuts the connection without accepting. */
  | { kind: 'refused-connection' };

export interface Faults {
  create?: (input: Record<string, unknown>) => CreateFault | null;
  /** HTTP status of a poll instead of its answer. */
  poll?: () => number | null;
  /** What happens to a download: cut in the middle, or a status. */
  download?: (path: string) => 'cut' | number | null;
}

/** End of a job; `address` stands in the place of the server's own files. */
export interface FakeOutcome {
  status: 'succeeded' | 'failed';
  error?: string;
  outputs?: number;
  address?: string;
}

export interface FakePrediction {
  id: string;
  model: string;
  input: Record<string, unknown>;
  createdAtMs: number;
  readyAtMs: number;
  status: 'running' | 'canceled' | 'failed' | 'succeeded';
  error: string | null;
  outputs: number;
  address: string | null;
  removed: boolean;
}

export interface FakeReplicate {
  /** Includes `/v1`, as REPLICATE_BASE_URL does. */
  baseUrl: string;
  token: string;
  faults: Faults;
  predictions: FakePrediction[];
  /** POSTs of predictions that arrived, accepted or not. */
  submissions: number;
  cancels: string[];
  downloads: string[];
  uploads: { id: string; sha256: string; bytes: number }[];
  /** Milliseconds that a job takes. */
  latencyMs: (input: Record<string, unknown>) => number;
  /** How a job ends. */
  outcome: (input: Record<string, unknown>) => FakeOutcome;
  /** A status word instead of the real one. */
  statusWord: ((prediction: FakePrediction) => string | null) | null;
  close(): Promise<void>;
}

/** A server that speaks Replicate's HTTP API (wire format of its client 1.4.0), with faults that a test may choose. */
export async function startFakeReplicate(): Promise<FakeReplicate> {
  const fake: FakeReplicate = {
    baseUrl: '',
    token: 'r8_test',
    faults: {},
    predictions: [],
    submissions: 0,
    cancels: [],
    downloads: [],
    uploads: [],
    latencyMs: () => 20,
    outcome: () => ({ status: 'succeeded' }),
    statusWord: null,
    close: () => closeServer(server),
  };
  const files = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    handle(fake, files, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return fake;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function handle(
  fake: FakeReplicate,
  files: Map<string, Buffer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const url = new URL(request.url ?? '/', fake.baseUrl);
  const path = url.pathname.replace(/^\/v1/, '');
  const route = `${request.method ?? ''} ${path}`;
  if (path.startsWith('/delivery/')) return deliver(fake, request, response, path);
  if (request.headers.authorization !== `Bearer ${fake.token}`)
    return json(response, 401, { detail: 'Unauthenticated' });
  const create = /^POST \/models\/([^/]+\/[^/]+)\/predictions$/.exec(route);
  if (create !== null) return submit(fake, response, create[1] ?? '', body);
  if (route === 'GET /predictions') return list(fake, response, url);
  const one = /^GET \/predictions\/([\w-]+)$/.exec(route);
  if (one !== null) return poll(fake, response, one[1] ?? '');
  const cancel = /^POST \/predictions\/([\w-]+)\/cancel$/.exec(route);
  if (cancel !== null) return cancelOne(fake, response, cancel[1] ?? '');
  if (route === 'POST /files') return upload(fake, files, response, body);
  return json(response, 404, { detail: 'Not found.' });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function json(response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

function submit(fake: FakeReplicate, response: ServerResponse, model: string, body: Buffer): void {
  fake.submissions += 1;
  const { input } = JSON.parse(body.toString()) as { input: Record<string, unknown> };
  const fault = fake.faults.create?.(input) ?? null;
  if (fault?.kind === 'refused-connection') return void response.destroy();
  if (fault?.kind === 'status') {
    const headers: Record<string, string> = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
    return json(response, fault.status, { detail: fault.detail ?? `status ${fault.status}` }, headers);
  }
  const now = Date.now();
  const { status, error = null, outputs = 1, address = null } = fake.outcome(input);
  const prediction: FakePrediction = {
    id: randomUUID().replaceAll('-', '').slice(0, 26),
    model,
    input,
    createdAtMs: now,
    readyAtMs: now + fake.latencyMs(input),
    status: 'running',
    error,
    outputs,
    address,
    removed: false,
  };
  fake.predictions.push(prediction);
  setTimeout(() => {
    if (prediction.status === 'running') prediction.status = status;
  }, fake.latencyMs(input)).unref();
  const answer = JSON.stringify(describe(fake, prediction));
  if (fault?.kind === 'lost-answer') return void response.destroy();
  if (fault?.kind === 'hidden') return json(response, fault.status, { detail: 'Bad gateway' });
  if (fault?.kind === 'cut-answer') {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': String(answer.length) });
    response.write(answer.slice(0, answer.length / 2));
    setTimeout(() => response.destroy(), 5);
    return;
  }
  response.writeHead(201, { 'content-type': 'application/json' }).end(answer);
}

function describe(fake: FakeReplicate, prediction: FakePrediction): object {
  const { id, model, input, createdAtMs, status, error, outputs, address, removed } = prediction;
  const isDone = status === 'succeeded' && !removed;
  const word = status !== 'running' ? status : Date.now() < createdAtMs + 5 ? 'starting' : 'processing';
  const own = `${fake.baseUrl}/delivery/${id}`;
  return {
    id,
    model,
    version: 'hidden',
    input: removed ? {} : input,
    output: isDone ? Array.from({ length: outputs }, (_, index) => address ?? `${own}/${index}.png`) : null,
    logs: '',
    error: status === 'failed' ? error : null,
    status: fake.statusWord?.(prediction) ?? word,
    source: 'api',
    data_removed: removed,
    created_at: new Date(createdAtMs).toISOString(),
    metrics: {},
    urls: { get: `${fake.baseUrl}/predictions/${id}`, cancel: `${fake.baseUrl}/predictions/${id}/cancel` },
  };
}

function poll(fake: FakeReplicate, response: ServerResponse, id: string): void {
  const status = fake.faults.poll?.() ?? null;
  if (status !== null) return json(response, status, { detail: `status ${status}` });
  const prediction = fake.predictions.find((each) => each.id === id);
  return prediction === undefined
    ? json(response, 404, { detail: 'Not found.' })
    : json(response, 200, describe(fake, prediction));
}

function list(fake: FakeReplicate, response: ServerResponse, url: URL): void {
  const pageSize = 100;
  const offset = Number(url.searchParams.get('cursor') ?? 0);
  const newestFirst = [...fake.predictions].reverse();
  const next =
    offset + pageSize < newestFirst.length ? `${fake.baseUrl}/predictions?cursor=${offset + pageSize}` : null;
  const results = newestFirst.slice(offset, offset + pageSize).map((each) => describe(fake, each));
  json(response, 200, { previous: null, next, results });
}

function cancelOne(fake: FakeReplicate, response: ServerResponse, id: string): void {
  fake.cancels.push(id);
  const prediction = fake.predictions.find((each) => each.id === id);
  if (prediction === undefined) return json(response, 404, { detail: 'Not found.' });
  if (prediction.status === 'running') prediction.status = 'canceled';
  return json(response, 200, describe(fake, prediction));
}

function upload(fake: FakeReplicate, files: Map<string, Buffer>, response: ServerResponse, body: Buffer): void {
  const id = randomUUID();
  files.set(id, body);
  const sha256 = createHash('sha256').update(body).digest('hex');
  fake.uploads.push({ id, sha256, bytes: body.length });
  json(response, 201, {
    id,
    content_type: 'image/png',
    size: body.length,
    checksums: { sha256 },
    metadata: {},
    created_at: new Date().toISOString(),
    expires_at: null,
    urls: { get: `${fake.baseUrl}/files/${id}` },
  });
}

/** Bytes of an output: a picture whose colour follows from its job, the same at each request. */
export function outputBytes(id: string, index: number): Buffer {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(`${id} ${index}`).digest();
  return plainPng(48, 48, [red, green, blue]);
}

function deliver(fake: FakeReplicate, request: IncomingMessage, response: ServerResponse, path: string): void {
  fake.downloads.push(path);
  const [, , id = '', name = ''] = path.split('/');
  const fault = fake.faults.download?.(path) ?? null;
  if (typeof fault === 'number') return json(response, fault, { detail: 'no' });
  const bytes = outputBytes(id, Number.parseInt(name, 10));
  const etag = `"${id}"`;
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const start = from !== undefined && request.headers['if-range'] === etag ? Number(from) : 0;
  response.writeHead(start > 0 ? 206 : 200, {
    'content-type': 'image/png',
    'content-length': String(bytes.length - start),
    etag,
    ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  if (fault !== 'cut') return void response.end(bytes.subarray(start));
  response.write(bytes.subarray(start, start + Math.floor((bytes.length - start) / 2)));
  setTimeout(() => response.destroy(), 5);
}
