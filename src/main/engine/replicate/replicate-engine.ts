import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { ParameterValidationError, TelarError } from '../../../shared/base/index.ts';
import { requireKey } from '../provider-failures.ts';
import type { RemoteEngine, RemoteListing } from '../remote-engine.ts';
import { parseAnswer } from '../single-call.ts';
import { createReplicateCall, type ReplicateOptions } from './client.ts';
import { replicateName } from './failures.ts';
import { readModelId } from './model-id.ts';
import { prediction, statusOf, type Prediction } from './prediction.ts';
import { createReplicateFacts } from './replicate-facts.ts';

/** Hosts of results. */
const resultHosts = /(^|\.)replicate\.delivery$/;
/** The API takes no larger file. */
const maxUploadBytes = 100 * 1024 * 1024;
/** Jobs at once; the API allows 600 submissions a minute. */
const defaultConcurrency = 8;
const maxPages = 4;
/** Files of predictions made by the API are removed after an hour (replicate.com/docs/topics/predictions/data-retention). */
const keepsResultsMs = 60 * 60_000;

const account = z.object({ username: z.string().nullish() });
const fileAnswer = z.object({ urls: z.object({ get: z.url() }) });
const page = z.object({ results: z.array(prediction), next: z.url().nullish() });

/** Replicate, by the low-level calls of its official client: one request each, no retry, no file handling of its own. */
export function createReplicateEngine(options: ReplicateOptions): RemoteEngine {
  const { access } = options;
  const call = createReplicateCall(options);
  const facts = createReplicateFacts(options);
  /** Versions of models that run by no name, as they were when this program first asked for them. */
  const newest = new Map<string, string>();

  return {
    kind: 'remote',
    provider: 'replicate',
    keepsResultsMs,
    concurrency: () => access().concurrency ?? defaultConcurrency,
    requireReady() {
      requireKey(replicateName, access().key);
    },
    async testKey({ signal }) {
      const options = signal === undefined ? {} : { signal };
      const answer = await call('free', (client) => client.accounts.current(options));
      return { account: parseAnswer(account, answer, replicateName).username ?? null };
    },
    async upload(file, mediaType, { signal }) {
      const blob = await openAsBlob(file, { type: mediaType });
      if (blob.size > maxUploadBytes) throw tooLarge(file, blob.size);
      const named = new File([blob], basename(file), { type: mediaType });
      const answer = await call('upload', (client) =>
        client.files.create(named, {}, signal === undefined ? {} : { signal }),
      );
      return parseAnswer(fileAnswer, answer, replicateName).urls.get;
    },
    async submit({ template, input }) {
      const { owner, name, version } = readModelId(template.endpoint);
      const model = `${owner}/${name}`;
      const create = async (runs: { model: string } | { version: string }): Promise<string> =>
        (await call('paid', (client) => client.predictions.create({ ...runs, input }))).id;
      const asked = version ?? newest.get(model);
      if (asked !== undefined) return create({ version: asked });
      try {
        return await create({ model });
      } catch (error) {
        if (!isNotFound(error)) throw error;
        // Replicate runs only its official models by their names; of this one nothing was accepted. Where the model
        // cannot be looked up either, what it answered to the submission is the failure.
        const found = await facts.replicateModel(model).then(
          ({ version }) => version?.id,
          () => undefined,
        );
        if (found === undefined) throw error;
        newest.set(model, found);
        return create({ version: found });
      }
    },
    async check(remoteId, { signal }) {
      try {
        const options = signal === undefined ? {} : { signal };
        const answer = await call('free', (client) => client.predictions.get(remoteId, options));
        return statusOf(parseAnswer(prediction, answer, replicateName));
      } catch (error) {
        if (isNotFound(error)) return { state: 'gone' };
        throw error;
      }
    },
    async cancel(remoteId) {
      await call('free', (client) => client.predictions.cancel(remoteId));
    },
    async listSince(sinceMs, { endpoint, signal }) {
      const found: RemoteListing[] = [];
      let cursor: string | null = null;
      for (let count = 0; count < maxPages; count++) {
        const path: string =
          cursor === null ? '/predictions' : `/predictions?${new URL(cursor).searchParams.toString()}`;
        const answer = await call('free', async (client) =>
          (await client.request(path, { method: 'GET', ...(signal === undefined ? {} : { signal }) })).json(),
        );
        const { results, next } = parseAnswer(page, answer, replicateName);
        const listings = results.map((each) => toListing(each, endpoint));
        found.push(...listings.filter((each) => each.createdAtMs >= sinceMs));
        cursor = next ?? null;
        if (cursor === null || listings.some((each) => each.createdAtMs < sinceMs)) break;
      }
      return found;
    },
    mayFetch(url) {
      // An address that the user set by hand is exempt, its files too.
      const { baseUrl } = access();
      if (baseUrl !== null && url.host === new URL(baseUrl).host) return true;
      return url.protocol === 'https:' && url.port === '' && url.username === '' && resultHosts.test(url.hostname);
    },
    dispose: () => Promise.resolve(),
  };
}

/** A prediction of a version names model and version apart; where it is the one we look for, it stands as we name it. */
function toListing(each: Prediction, endpoint: string): RemoteListing {
  const createdAtMs = Date.parse(each.created_at ?? '');
  return {
    remoteId: each.id,
    endpoint: readModelId(endpoint).version === each.version ? endpoint : each.model,
    input: each.input,
    createdAtMs: Number.isNaN(createdAtMs) ? 0 : createdAtMs,
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof TelarError && error.values.status === 404;
}

function tooLarge(file: string, bytes: number): Error {
  const name = basename(file);
  return new ParameterValidationError('unreadable-file', `${name} is too large for Replicate (${bytes} bytes).`, {
    hint: 'It takes files up to 100 MB.',
    values: { parameter: name, model: 'replicate' },
  });
}
