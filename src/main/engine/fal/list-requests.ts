import { z } from 'zod';
import { jsonObject } from '../../../shared/base/index.ts';
import type { RemoteListing } from '../remote-engine.ts';
import { parseAnswer } from '../single-call.ts';
import type { FalCalls } from './client.ts';
import { isRequestId, toRemoteId } from './endpoint.ts';
import { falName } from './failures.ts';

const pageSize = 100;
const maxPages = 4;

const page = z.object({
  items: z.array(
    z.object({
      request_id: z.string(),
      endpoint_id: z.string(),
      sent_at: z.string().nullish(),
      started_at: z.string().nullish(),
      json_input: jsonObject.nullish().catch(null),
    }),
  ),
  next_cursor: z.string().nullish(),
  has_more: z.boolean().nullish(),
});

/**
 * The requests to an endpoint since a time, from the platform API (`GET /v1/models/requests/by-endpoint`, documented
 * shape). Not verified against the live service: whether a request is listed before it has ended (the list is sorted by
 * the end), how soon after it, and whether `json_input` is exactly what was sent. What is not listed is left to the user
 * to decide; it is never submitted again.
 */
export async function listRequests(
  calls: FalCalls,
  endpoint: string,
  sinceMs: number,
  signal: AbortSignal | undefined,
): Promise<RemoteListing[]> {
  const found: RemoteListing[] = [];
  let cursor: string | null = '';
  for (let count = 0; count < maxPages && cursor !== null; count++) {
    const answer: z.output<typeof page> = parseAnswer(
      page,
      await calls.getJson(addressOf(endpoint, sinceMs, cursor), { signal }),
      falName,
    );
    for (const each of answer.items) {
      const createdAtMs = Date.parse(each.sent_at ?? each.started_at ?? '');
      if (!isRequestId(each.request_id) || Number.isNaN(createdAtMs) || createdAtMs < sinceMs) continue;
      const remoteId = toRemoteId(each.endpoint_id, each.request_id);
      found.push({ remoteId, endpoint: each.endpoint_id, input: each.json_input ?? {}, createdAtMs });
    }
    cursor = answer.has_more === true ? (answer.next_cursor ?? null) : null;
  }
  return found;
}

function addressOf(endpoint: string, sinceMs: number, cursor: string): string {
  const query = new URLSearchParams({
    endpoint_id: endpoint,
    start: new Date(sinceMs).toISOString(),
    limit: String(pageSize),
    expand: 'payloads',
  });
  if (cursor !== '') query.set('cursor', cursor);
  return `https://api.fal.ai/v1/models/requests/by-endpoint?${query.toString()}`;
}
