import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { FalClient } from '@fal-ai/client';
import { z } from 'zod';
import { toFailure } from '../../../shared/base/index.ts';
import { requireKey } from '../provider-failures.ts';
import type { RemoteEngine, RemoteStatus } from '../remote-engine.ts';
import { parseAnswer, type Answer } from '../single-call.ts';
import { addressesBy } from './addresses.ts';
import { createFalCalls, type FalOptions } from './client.ts';
import { appOf, fromRemoteId, isRequestId, requireEndpoint, toRemoteId } from './endpoint.ts';
import { failureOfResult, falName, isNotFound, tooLarge } from './failures.ts';
import { listRequests } from './list-requests.ts';
import { outputOf, seedOf } from './output.ts';
import { readPricing } from './pricing.ts';
import { cancelWord, queueStatus, progressOf, type CancelWord } from './queue-status.ts';

/** New accounts may have this many jobs at once (fal's documentation of limits). */
const defaultConcurrency = 2;
/** For each request of an upload: one of up to 90 MB, or parts of 10 MB. */
const uploadMs = 15 * 60_000;
/** Ours: no model reads a larger file. */
const maxUploadBytes = 1024 ** 3;
/**
 * For how long a result is taken to be kept. Not verified: fal keeps files for as long as the account says
 * (fal.ai/docs/model-apis/data-retention), and an hour is the shortest that its documentation has as an example.
 */
const keepsResultsMs = 50 * 60_000;
/** A model that is always there, whose price is asked for to test a key. */
const knownEndpoint = 'fal-ai/flux/schnell';

/** Of a result that was cancelled (`client_cancelled`). */
const cancelledStatus = 499;

const submitted = z.object({
  request_id: z.string(),
  status_url: z.string().nullish(),
  response_url: z.string().nullish(),
  cancel_url: z.string().nullish(),
});
/** What is known of a job in this process besides its id. */
interface Known {
  addresses: Partial<Record<'status' | 'response' | 'cancel', string>>;
  cancelled: CancelWord | null;
}

/** fal, by the low-level calls of its official client: the queue and the storage, each request sent once. */
export function createFalEngine(options: FalOptions): RemoteEngine {
  const { access } = options;
  const calls = createFalCalls(options);
  const jobs = new Map<string, Known>();
  const known = (remoteId: string): Known => jobs.get(remoteId) ?? { addresses: {}, cancelled: null };

  async function result(
    remoteId: string,
    signal: AbortSignal | undefined,
    seconds: number | null,
  ): Promise<RemoteStatus> {
    const { endpoint, request } = fromRemoteId(remoteId);
    const seen: { answer: Answer | null } = { answer: null };
    try {
      const { data } = (await calls.byClient(
        (client) => client.queue.result(appOf(endpoint), { requestId: request, ...signalOf(signal) }),
        { namedAddress: known(remoteId).addresses.response, onAnswer: (answer) => (seen.answer = answer) },
      )) as { data: unknown };
      return { state: 'succeeded', output: outputOf(data), seed: seedOf(data), usage: { computeSeconds: seconds } };
    } catch (error) {
      // Whether the runner had begun when it heard of a cancellation is not told.
      if (seen.answer?.status === cancelledStatus) return { state: 'cancelled', billed: 'maybe' };
      const ended = seen.answer === null ? null : failureOfResult(seen.answer);
      if (ended === null) throw error;
      if (known(remoteId).cancelled !== null) return { state: 'cancelled', billed: 'maybe' };
      return { state: 'failed', failure: toFailure(ended.failure), billed: ended.billed };
    }
  }

  async function look(remoteId: string, signal: AbortSignal | undefined): Promise<RemoteStatus> {
    const { endpoint, request } = fromRemoteId(remoteId);
    const answer = await calls.byClient(
      (client) => client.queue.status(appOf(endpoint), { requestId: request, logs: true, ...signalOf(signal) }),
      { namedAddress: known(remoteId).addresses.status },
    );
    const status = parseAnswer(queueStatus, answer, falName);
    if (status.status === 'IN_QUEUE') return { state: 'queued', position: status.queue_position ?? null };
    if (status.status !== 'COMPLETED') return { state: 'running', progress: progressOf(status.logs ?? []) };
    return result(remoteId, signal, status.metrics?.inference_time ?? null);
  }

  return {
    kind: 'remote',
    provider: 'fal',
    keepsResultsMs,
    concurrency: () => access().concurrency ?? defaultConcurrency,
    requireReady() {
      requireKey(falName, access().key);
    },
    async testKey({ signal }) {
      // It needs a key, costs nothing, and names no account (documentation of the platform API).
      await readPricing(calls, knownEndpoint, signal);
      return { account: null };
    },
    async upload(file, mediaType, { signal }) {
      const name = basename(file);
      const blob = await openAsBlob(file, { type: mediaType });
      if (blob.size > maxUploadBytes) throw tooLarge(name, blob.size);
      // The client sends a file above 90 MB in parts.
      return calls.byClient((client) => client.storage.upload(new File([blob], name, { type: mediaType })), {
        deadlineMs: uploadMs,
        ...(signal === undefined ? {} : { signal }),
      });
    },
    async submit({ template, input }) {
      const endpoint = requireEndpoint(template.endpoint);
      const answer = await calls.byClient((client) => client.queue.submit(endpoint, { input } as SubmitOptions), {
        isJob: (value) => isRequestId((value as { request_id?: unknown } | null | undefined)?.request_id),
      });
      const { request_id: request, ...urls } = parseAnswer(submitted, answer, falName);
      const addresses: Known['addresses'] = {};
      if (urls.status_url != null) addresses.status = urls.status_url;
      if (urls.response_url != null) addresses.response = urls.response_url;
      if (urls.cancel_url != null) addresses.cancel = urls.cancel_url;
      const remoteId = toRemoteId(endpoint, request);
      jobs.set(remoteId, { addresses, cancelled: null });
      return remoteId;
    },
    async check(remoteId, { signal }) {
      // Taken out of the queue before anything began.
      if (known(remoteId).cancelled === 'OK') return { state: 'cancelled', billed: 'no' };
      const status = await look(remoteId, signal).catch((error: unknown): RemoteStatus => {
        if (!isNotFound(error)) throw error;
        return known(remoteId).cancelled === null ? { state: 'gone' } : { state: 'cancelled', billed: 'maybe' };
      });
      if (status.state === 'succeeded' || status.state === 'failed') jobs.delete(remoteId);
      return status;
    },
    async cancel(remoteId) {
      const { endpoint, request } = fromRemoteId(remoteId);
      const seen: { word: CancelWord | null } = { word: null };
      try {
        await calls.byClient((client) => client.queue.cancel(appOf(endpoint), { requestId: request }), {
          namedAddress: known(remoteId).addresses.cancel,
          onAnswer: ({ text }) => (seen.word = cancelWord(text)),
        });
      } catch (error) {
        // That it has ended or is unknown comes as an error; the next look at the job tells which.
        if (seen.word !== 'ALREADY_COMPLETED' && seen.word !== 'NOT_FOUND') throw error;
      }
      const isStopped = seen.word === 'OK' || seen.word === 'CANCELLATION_REQUESTED';
      jobs.set(remoteId, { ...known(remoteId), cancelled: isStopped ? seen.word : null });
    },
    listSince: (sinceMs, { endpoint, signal }) => listRequests(calls, requireEndpoint(endpoint), sinceMs, signal),
    mayFetch: (url) => addressesBy(access().baseUrl).mayFetch(url),
    dispose: () => Promise.resolve(),
  };
}

type SubmitOptions = Parameters<FalClient['queue']['submit']>[1];

function signalOf(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}
