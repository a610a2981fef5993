import type { ServerResponse } from 'node:http';
import type { FakeProvider } from '../provider/fake-provider.ts';
import { json, listen, type Call } from '../provider/listen.ts';
import { deliver } from '../provider/media.ts';
import type { FakeJob } from '../provider/jobs.ts';
import { routePlatform, type FakePrice } from './platform.ts';
import { routeQueue } from './queue.ts';
import { routeMedia, routeStorage, type StoredFile } from './storage.ts';

export interface FakeFal extends FakeProvider {
  /** What FAL_BASE_URL holds: the hosts of fal are the first part of each path. */
  baseUrl: string;
  /** Host of the addresses that an accepted job names. */
  namedHost: string;
  /** Whether a job waits in the queue, where a cancellation takes it out. */
  isQueued: (job: FakeJob) => boolean;
  /** Answer of the result call of a job that failed: status, body and headers. */
  failedResult: (job: FakeJob) => { status: number; body: unknown; headers?: Record<string, string> };
  /** Output of a job instead of pictures. */
  output: ((job: FakeJob) => unknown) | null;
  prices: FakePrice[];
  /** OpenAPI documents by endpoint. */
  schemas: Map<string, unknown>;
  files: Map<string, StoredFile>;
}

/**
 * A server that speaks fal's HTTP APIs under one address: queue, storage, platform and results (wire format of
 * @fal-ai/client 1.10.1 and fal's documentation), with faults that a test may choose.
 */
export async function startFakeFal(): Promise<FakeFal> {
  const { origin, calls, close } = await listen((call, response, request) => {
    const url = new URL(call.path, origin);
    const [, host = '', ...rest] = url.pathname.split('/');
    const path = `/${rest.join('/')}`;
    const stored = call.method === 'GET' ? fake.files.get(`https://${host}${path}`) : undefined;
    if (stored !== undefined) {
      fake.downloads.push(path);
      return void response.writeHead(200, { 'content-type': stored.contentType }).end(stored.bytes);
    }
    const output = /^\/files\/out\/(\w+)\/(\d+)\.png$/.exec(path);
    if (host !== mediaHost || output === null) return route(fake, call, { host, path, url }, response);
    fake.downloads.push(path);
    return deliver(fake.faults, request, response, path, { id: output[1] ?? '', index: Number(output[2]) });
  });
  const fake: FakeFal = {
    baseUrl: origin,
    token: 'fal-key-id:0123456789abcdef',
    namedHost: 'queue.fal.run',
    faults: {},
    jobs: [],
    submissions: 0,
    cancels: [],
    downloads: [],
    uploads: [],
    files: new Map(),
    fileAt: (address) => fake.files.get(address)?.bytes,
    nowMs: Date.now,
    latencyMs: () => 20,
    outcome: () => ({ status: 'succeeded' }),
    statusWord: null,
    isQueued: (job) => fake.nowMs() < job.createdAtMs + 5,
    failedResult: ({ error }) => ({ status: 500, body: { detail: error ?? 'Internal Server Error' } }),
    output: null,
    prices: [{ endpoint_id: 'fal-ai/flux/schnell', unit_price: 0.003, unit: 'megapixel', currency: 'USD' }],
    schemas: new Map(),
    isListed: () => true,
    calls,
    close,
  };
  return fake;
}

export const mediaHost = 'v3b.fal.media';

/** A request, with the host of fal that it is meant for. */
export interface FalRoute {
  host: string;
  path: string;
  url: URL;
}

function route(fake: FakeFal, call: Call, where: FalRoute, response: ServerResponse): void {
  if (where.host === mediaHost) return routeMedia(fake, call, where, response);
  // The pages for people need no key, and must not get one.
  if (where.host === 'fal.ai') {
    if (call.headers.authorization !== undefined) return json(response, 400, { detail: 'a key where none belongs' });
    return routePlatform(fake, call, where, response);
  }
  if (call.headers.authorization !== `Key ${fake.token}`) {
    return json(response, 401, { detail: 'Cannot access application. Authentication is required.' });
  }
  switch (where.host) {
    case 'queue.fal.run':
      return routeQueue(fake, call, where, response);
    case 'rest.fal.ai':
      return routeStorage(fake, call, where, response);
    case 'api.fal.ai':
      return routePlatform(fake, call, where, response);
    default:
      return json(response, 404, { detail: `no such host: ${where.host}` });
  }
}
