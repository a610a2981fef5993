import { ProviderError, ProviderUnavailableError, type TelarError } from '../../shared/base/index.ts';
import { parseRetryAfter } from './retry-after.ts';

/** A provider as people know it, and the variable of the environment that holds its key. */
export interface ProviderName {
  id: 'replicate' | 'fal';
  title: string;
  keyVariable: string;
}

const policyWords = /nsfw|safety|sensitive|content[ _]policy|moderat|flagged/i;

/** The failure of a provider without a key. */
function noKey({ id, title, keyVariable }: ProviderName): Error {
  return new ProviderUnavailableError('not-configured', `There is no key for ${title}.`, {
    hint: `Set ${keyVariable}, or rehearse the run: that needs no key and costs nothing.`,
    values: { provider: id },
  });
}

/** The key as it may stand in a header. Throws ProviderUnavailableError without one. */
export function requireKey(provider: ProviderName, key: string | null): string {
  if (key === null) throw noKey(provider);
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new ProviderUnavailableError('malformed-key', `The key for ${provider.title} has signs that no key has.`, {
    hint: `Set ${provider.keyVariable} again: one line, without spaces.`,
    values: { provider: provider.id },
  });
}

/** The failure of an HTTP status that is no success. A 429 says that the request was not accepted. */
export function failureOfStatus(
  provider: ProviderName,
  answer: { status: number; headers: Headers },
  reason: string,
): TelarError {
  const { status, headers } = answer;
  if (status === 401 || status === 403) {
    return new ProviderError('auth', `${provider.title} refused the key: ${reason}.`, {
      hint: `Check ${provider.keyVariable}.`,
      values: { reason, status },
    });
  }
  if (status === 402) {
    return new ProviderError('credit', `The ${provider.title} account has no credit left.`, {
      hint: 'Add credit on the provider’s page, then run again.',
    });
  }
  if (status === 429) {
    const retryAfterMs = parseRetryAfter(headers.get('retry-after'), Date.now());
    return new ProviderError('rate-limit', `${provider.title} asks to slow down.`, {
      hint: 'Telar waits as long as asked and lowers the number of jobs.',
      values: retryAfterMs === null ? {} : { retryAfterMs },
    });
  }
  if (status === 504 || status === 408) return timedOut(provider, `status ${status}`);
  if (status >= 500) return serverFailure(provider, `status ${status}`, status);
  if (status >= 300 && status < 400) return serverFailure(provider, `it sends elsewhere (status ${status})`, status);
  const kind = isPolicy(reason) ? 'policy' : 'refused';
  return new ProviderError(kind, `${provider.title} refused the request: ${reason}`, {
    hint: kind === 'policy' ? 'Change the prompt.' : 'Change the parameters of the cell.',
    values: { reason, status },
  });
}

/** The failure of a job that the provider accepted, began and could not finish. */
export function failureOfModel(reason: string): TelarError {
  const kind = isPolicy(reason) ? 'policy' : 'failed';
  return new ProviderError(kind, `The model failed: ${reason}`, {
    hint: kind === 'policy' ? 'Change the prompt.' : 'Change the parameters, or run the cell again.',
    values: { reason },
  });
}

/** Whether a reason speaks of what the provider does not want to make. */
export function isPolicy(reason: string): boolean {
  return policyWords.test(reason);
}

/** The failure of something between us and the model; it may pass by itself. */
export function serverFailure({ title }: ProviderName, reason: string, status = 0, cause?: unknown): TelarError {
  return new ProviderError('server', `${title} had an internal problem: ${reason}.`, {
    hint: 'It is tried again.',
    values: status === 0 ? { reason } : { reason, status },
    cause,
  });
}

/** The failure of an answer that did not come in time. */
export function timedOut({ title }: ProviderName, reason: string, cause?: unknown): TelarError {
  return new ProviderError('timeout', `${title} did not answer in time.`, {
    hint: 'Check the connection; what was paid is not lost.',
    values: { reason },
    cause,
  });
}

/** The failure of a request that did not get through. */
export function unreachable({ title }: ProviderName, reason: string, cause: unknown): TelarError {
  return new ProviderError('network', `${title} could not be reached: ${reason}.`, {
    hint: 'Check the connection; what was paid is not lost.',
    values: { reason },
    cause,
  });
}
