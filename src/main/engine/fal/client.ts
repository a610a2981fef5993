import { createFalClient, type FalClient } from '@fal-ai/client';
import type { Fetch } from '../../platform/index.ts';
import { requireKey } from '../provider-failures.ts';
import type { ProviderAccess } from '../remote-engine.ts';
import { SingleCall, type Answer, type SingleCallOptions } from '../single-call.ts';
import { addressesBy } from './addresses.ts';
import { failureOfAnswer, falName } from './failures.ts';

export interface FalOptions {
  /** With a base address, `https://{host}{path}` of fal becomes `{base}/{host}{path}`. */
  access: () => ProviderAccess;
  fetch: Fetch;
}

interface CallOptions extends Pick<SingleCallOptions, 'isJob' | 'deadlineMs' | 'signal'> {
  /** An address that the API itself has named for this request, instead of the one that the client builds. */
  namedAddress?: string | undefined;
  /** Sees the answer, a failed one too. */
  onAnswer?: (answer: Answer) => void;
}

/** The official client over a `fetch` that sends every request once, and plain requests for what it has no call for. */
export interface FalCalls {
  /** Does one call of the client. Throws ProviderError, or SubmissionUnknownError for a paid one. */
  byClient<T>(use: (client: FalClient) => Promise<T>, options?: CallOptions): Promise<T>;
  /** Reads JSON. With `isPublic` the key is not sent. */
  getJson(address: string, options: { isPublic?: boolean; signal?: AbortSignal | undefined }): Promise<unknown>;
}

/** Calls of fal; key and base address are asked for at each. */
export function createFalCalls({ access, fetch }: FalOptions): FalCalls {
  function single({ namedAddress, ...options }: CallOptions): { call: SingleCall; key: string } {
    const { key: given, baseUrl } = access();
    const key = requireKey(falName, given);
    const addresses = addressesBy(baseUrl);
    const call = new SingleCall({
      provider: falName,
      fetch,
      key,
      failureOf: failureOfAnswer,
      addressOf(url, hasKey) {
        if (namedAddress === undefined || !addresses.isPinned(namedAddress)) return addresses.resolve(url, hasKey);
        const named = new URL(namedAddress);
        named.search = url.search;
        return addresses.resolve(named, hasKey);
      },
      ...options,
    });
    return { call, key };
  }

  return {
    async byClient(use, options = {}) {
      const { call, key } = single(options);
      const client = createFalClient({
        credentials: key,
        fetch: call.send,
        retry: { maxRetries: 0 },
      });
      try {
        return await use(client);
      } catch (error) {
        throw call.explain(error);
      } finally {
        if (call.answer !== null) options.onAnswer?.(call.answer);
      }
    },
    async getJson(address, { isPublic = false, signal }) {
      const { call, key } = single({});
      const response = await call.send(address, {
        headers: { accept: 'application/json', ...(isPublic ? {} : { authorization: `Key ${key}` }) },
        ...(signal === undefined ? {} : { signal }),
      });
      if (call.failure !== null) throw call.failure;
      return response.json().catch((error: unknown) => {
        throw call.explain(error);
      });
    },
  };
}
