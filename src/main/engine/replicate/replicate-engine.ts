import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import Replicate from 'replicate';
import { z } from 'zod';
import { ParameterValidationError } from '../../../shared/base/index.ts';
import type { Fetch } from '../../platform/index.ts';
import type { RemoteEngine, RemoteListing } from '../remote-engine.ts';
import { prediction, statusOf, type Prediction } from './prediction.ts';
import { noKey, SingleCall } from './single-call.ts';

const officialBaseUrl = 'https://api.replicate.com/v1';
/** Hosts of results. */
const resultHosts = /(^|\.)replicate\.delivery$/;
/** A large file on a slow line takes its time. */
const uploadMs = 15 * 60_000;
/** The API takes no larger file. */
const maxUploadBytes = 100 * 1024 * 1024;
/** Jobs at once; the API allows 600 submissions a minute. */
const defaultConcurrency = 8;
const maxPages = 4;

const fileAnswer = z.object({ urls: z.object({ get: z.url() }) });
const page = z.object({ results: z.array(prediction), next: z.string().nullish() });
const modelName = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*(:[0-9a-f]{8,64})?$/;

export interface ReplicateOptions {
  token: string | null;
  /** Includes `/v1`; set by the user for a proxy or a stand-in. */
  baseUrl: string | null;
  fetch: Fetch;
}

/** Replicate, by the low-level calls of its official client: one request each, no retry, no file handling of its own. */
export function createReplicateEngine({ token, baseUrl, fetch }: ReplicateOptions): RemoteEngine {
  async function call<T>(kind: 'free' | 'upload' | 'paid', use: (client: Replicate) => Promise<T>): Promise<T> {
    if (token === null) throw noKey();
    const single = new SingleCall(fetch, {
      isPaid: kind === 'paid',
      ...(kind === 'upload' ? { deadlineMs: uploadMs } : {}),
    });
    const client = new Replicate({
      auth: token,
      baseUrl: baseUrl ?? officialBaseUrl,
      useFileOutput: false,
      fetch: single.send,
    });
    try {
      return await use(client);
    } catch (error) {
      throw single.failure ?? error;
    }
  }

  return {
    kind: 'remote',
    provider: 'replicate',
    concurrency: () => defaultConcurrency,
    requireReady() {
      if (token === null) throw noKey();
    },
    async upload(file, mediaType, { signal }) {
      const blob = await openAsBlob(file, { type: mediaType });
      if (blob.size > maxUploadBytes) throw tooLarge(file, blob.size);
      const named = new File([blob], basename(file), { type: mediaType });
      const answer = await call('upload', (client) =>
        client.files.create(named, {}, signal === undefined ? {} : { signal }),
      );
      return fileAnswer.parse(answer).urls.get;
    },
    async submit({ template, input }) {
      const endpoint = modelOf(template.endpoint);
      const created = await call('paid', (client) => client.predictions.create({ ...endpoint, input }));
      return created.id;
    },
    async check(remoteId, { signal }) {
      try {
        const options = signal === undefined ? {} : { signal };
        return statusOf(prediction.parse(await call('free', (client) => client.predictions.get(remoteId, options))));
      } catch (error) {
        if (isNotFound(error)) return { state: 'gone' };
        throw error;
      }
    },
    async cancel(remoteId) {
      await call('free', (client) => client.predictions.cancel(remoteId));
    },
    async listSince(sinceMs, { signal }) {
      const found: RemoteListing[] = [];
      let cursor: string | null = null;
      for (let count = 0; count < maxPages; count++) {
        const path: string =
          cursor === null ? '/predictions' : `/predictions?${new URL(cursor).searchParams.toString()}`;
        const answer = page.parse(
          await call('free', async (client) =>
            (await client.request(path, { method: 'GET', ...(signal === undefined ? {} : { signal }) })).json(),
          ),
        );
        const listings = answer.results.map(toListing);
        found.push(...listings.filter((each) => each.createdAtMs >= sinceMs));
        cursor = answer.next ?? null;
        if (cursor === null || listings.some((each) => each.createdAtMs < sinceMs)) break;
      }
      return found;
    },
    mayFetch(url) {
      // An address that the user set by hand is exempt, its files too.
      if (baseUrl !== null && url.host === new URL(baseUrl).host) return true;
      return url.protocol === 'https:' && url.port === '' && url.username === '' && resultHosts.test(url.hostname);
    },
    dispose: () => Promise.resolve(),
  };
}

function toListing(each: Prediction): RemoteListing {
  const createdAtMs = Date.parse(each.created_at ?? '');
  return {
    remoteId: each.id,
    endpoint: each.model,
    input: each.input,
    createdAtMs: Number.isNaN(createdAtMs) ? 0 : createdAtMs,
  };
}

/** The endpoint of a template as the API wants it: the name of an official model, or a version. */
function modelOf(endpoint: string): { model: string } | { version: string } {
  if (!modelName.test(endpoint)) {
    throw new ParameterValidationError('invalid', `"${endpoint}" is not a Replicate model.`, {
      hint: 'A template names it as owner/name or owner/name:version.',
      values: { parameter: 'endpoint', model: endpoint, reason: 'not owner/name[:version]' },
    });
  }
  const [model = '', version] = endpoint.split(':');
  return version === undefined ? { model } : { version };
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && (error as { values?: { status?: unknown } }).values?.status === 404;
}

function tooLarge(file: string, bytes: number): Error {
  const name = basename(file);
  return new ParameterValidationError('unreadable-file', `${name} is too large for Replicate (${bytes} bytes).`, {
    hint: 'It takes files up to 100 MB.',
    values: { parameter: name, model: 'replicate' },
  });
}
