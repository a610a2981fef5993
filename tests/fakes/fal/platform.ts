import type { ServerResponse } from 'node:http';
import { json, type Call } from '../provider/listen.ts';
import type { FakeJob } from '../provider/jobs.ts';
import type { FakeFal, FalRoute } from './server.ts';

export interface FakePrice {
  endpoint_id: string;
  unit_price: number;
  unit: string;
  currency: string;
}

/** `api.fal.ai` (prices, list of requests) and the document of an endpoint on `fal.ai`. */
export function routePlatform(
  fake: FakeFal,
  call: Call,
  { host, path, url }: FalRoute,
  response: ServerResponse,
): void {
  const endpoints = url.searchParams.getAll('endpoint_id').flatMap((each) => each.split(','));
  switch (`${call.method} ${host}${path}`) {
    case 'GET fal.ai/api/openapi/queue/openapi.json': {
      const schema = fake.schemas.get(endpoints[0] ?? '');
      return schema === undefined ? json(response, 404, { detail: 'Not Found' }) : json(response, 200, schema);
    }
    case 'GET api.fal.ai/v1/models/pricing': {
      const prices = fake.prices.filter((each) => endpoints.includes(each.endpoint_id));
      if (prices.length === 0) return refuse(response, 404, 'not_found', 'Endpoint not found');
      return json(response, 200, { prices, next_cursor: null, has_more: false });
    }
    case 'GET api.fal.ai/v1/models/requests/by-endpoint':
      if (endpoints.length === 0) return refuse(response, 400, 'validation_error', 'endpoint_id is required');
      return json(response, 200, listPage(fake, url, endpoints));
    default:
      return refuse(response, 404, 'not_found', 'Not Found');
  }
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  json(response, status, { error: { type, message, docs_url: '', request_id: '' } });
}

/** Newest first; the cursor is the offset in base64, as the documentation shows it. */
function listPage(fake: FakeFal, { searchParams }: URL, endpoints: readonly string[]): object {
  const start = Date.parse(searchParams.get('start') ?? '');
  const limit = Number(searchParams.get('limit') ?? 50);
  const offset = Number(Buffer.from(searchParams.get('cursor') ?? '', 'base64').toString());
  const wanted = fake.jobs
    .filter((job) => endpoints.includes(job.model) && job.createdAtMs >= start && fake.isListed(job))
    .reverse();
  const hasMore = offset + limit < wanted.length;
  return {
    items: wanted.slice(offset, offset + limit).map((job) => describe(job, searchParams.get('expand') === 'payloads')),
    next_cursor: hasMore ? Buffer.from(String(offset + limit)).toString('base64') : null,
    has_more: hasMore,
  };
}

function describe(job: FakeJob, hasPayloads: boolean): object {
  const at = new Date(job.createdAtMs).toISOString();
  return {
    request_id: job.id,
    endpoint_id: job.model,
    sent_at: at,
    started_at: at,
    ended_at: job.status === 'running' ? null : at,
    status_code: job.status === 'running' ? null : 200,
    duration: 1.25,
    ...(hasPayloads ? { json_input: job.input, json_output: null } : {}),
  };
}
