import Replicate from 'replicate';
import type { Fetch } from '../../platform/index.ts';
import { requireKey } from '../provider-failures.ts';
import type { ProviderAccess } from '../remote-engine.ts';
import { SingleCall } from '../single-call.ts';
import { failureOfAnswer, replicateName } from './failures.ts';

const officialBaseUrl = 'https://api.replicate.com/v1';
/** A large file on a slow line takes its time. */
const uploadMs = 15 * 60_000;

export interface ReplicateOptions {
  /** The base address includes `/v1`. */
  access: () => ProviderAccess;
  fetch: Fetch;
}

/** Does one call of the official client. Throws ProviderError, or SubmissionUnknownError for a paid one. */
export type ReplicateCall = <T>(kind: 'free' | 'upload' | 'paid', use: (client: Replicate) => Promise<T>) => Promise<T>;

/** Calls of the official client, each over a `fetch` that sends every request once. */
export function createReplicateCall({ access, fetch }: ReplicateOptions): ReplicateCall {
  return async (kind, use) => {
    const { key: given, baseUrl } = access();
    const key = requireKey(replicateName, given);
    const single = new SingleCall({
      provider: replicateName,
      fetch,
      key,
      failureOf: failureOfAnswer,
      ...(kind === 'paid' ? { isJob: hasId } : {}),
      ...(kind === 'upload' ? { deadlineMs: uploadMs } : {}),
    });
    const client = new Replicate({
      auth: key,
      baseUrl: baseUrl ?? officialBaseUrl,
      useFileOutput: false,
      fetch: single.send,
    });
    try {
      return await use(client);
    } catch (error) {
      throw single.explain(error);
    }
  };
}

function hasId(answer: unknown): boolean {
  const id = (answer as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && id !== '';
}
