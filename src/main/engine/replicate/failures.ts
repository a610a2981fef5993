import { ProviderError, toFailure, type FailureData, type TelarError } from '../../../shared/base/index.ts';

const policyWords = /nsfw|safety|sensitive|content policy|moderat|flagged/i;

/** The failure of an HTTP status of the API. A 429 says that the request was not accepted. */
export function failureOfStatus(status: number, retryAfter: string | null, body: string): TelarError {
  const reason = detailOf(body) ?? `status ${status}`;
  if (status === 401 || status === 403) {
    return new ProviderError('auth', `Replicate refused the key: ${reason}.`, {
      hint: 'Check REPLICATE_API_TOKEN.',
      values: { reason },
    });
  }
  if (status === 402) {
    return new ProviderError('credit', 'The Replicate account has no credit left.', {
      hint: 'Add credit on the provider’s page, then run again.',
    });
  }
  if (status === 429) {
    const retryAfterMs = parseRetryAfter(retryAfter, Date.now());
    return new ProviderError('rate-limit', 'Replicate asks to slow down.', {
      hint: 'Telar waits as long as asked and lowers the number of jobs.',
      values: retryAfterMs === null ? {} : { retryAfterMs },
    });
  }
  if (status >= 500) {
    return new ProviderError('server', `Replicate had an internal problem (${status}).`, {
      hint: 'It is tried again.',
      values: { status },
    });
  }
  const kind = policyWords.test(reason) ? 'policy' : 'refused';
  return new ProviderError(kind, `Replicate refused the request: ${reason}`, {
    hint: kind === 'policy' ? 'Change the prompt.' : 'Change the parameters of the cell.',
    values: { reason, status },
  });
}

/** The failure of a prediction that ran and failed. */
export function failureOfPrediction(error: unknown): FailureData {
  const reason = typeof error === 'string' && error !== '' ? error : 'no reason was given';
  const kind = policyWords.test(reason) ? 'policy' : 'failed';
  return toFailure(
    new ProviderError(kind, `The model failed: ${reason}`, {
      hint: kind === 'policy' ? 'Change the prompt.' : 'Change the parameters, or run the cell again.',
      values: { reason },
    }),
  );
}

/** Milliseconds of a Retry-After header (RFC 9110: seconds or a date), null when it says nothing usable. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.round(Number(header) * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) || date <= nowMs ? null : date - nowMs;
}

function detailOf(body: string): string | null {
  try {
    const { detail, title } = JSON.parse(body) as { detail?: unknown; title?: unknown };
    const text = typeof detail === 'string' ? detail : title;
    return typeof text === 'string' ? text.slice(0, 500) : null;
  } catch {
    // Not the API's own answer but that of something before it.
    return null;
  }
}
