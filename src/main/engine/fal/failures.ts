import { ProviderError, TelarError } from '../../../shared/base/index.ts';
import {
  failureOfModel,
  failureOfStatus,
  isPolicy,
  serverFailure,
  timedOut,
  type ProviderName,
} from '../provider-failures.ts';
import type { Billed } from '../remote-engine.ts';
import type { Answer } from '../single-call.ts';

export const falName: ProviderName = { id: 'fal', title: 'fal', keyVariable: 'FAL_KEY' };

/** Error types of the infrastructure that are a question of time; all others of 5xx are the model's. */
const timeouts = new Set(['request_timeout', 'startup_timeout']);

/** The failure of an answer of the API that is no success. */
export function failureOfAnswer(answer: Answer): TelarError {
  return failureOfStatus(falName, answer, reasonOf(answer) ?? `status ${answer.status}`);
}

/**
 * What a failed result call says of a job that is COMPLETED, where fal shows failures; null when the answer is about the
 * call itself. 5xx is not charged; a 422 may be, when a runner had begun (fal's documentation of errors).
 */
export function failureOfResult(answer: Answer): { failure: TelarError; billed: Billed } | null {
  const { status, headers } = answer;
  const reason = reasonOf(answer);
  if (status === 400 || status === 413 || status === 422) {
    return { failure: failureOfStatus(falName, answer, reason ?? `status ${status}`), billed: 'maybe' };
  }
  // Without an error of fal's own shape it is a gateway that speaks, and the result is still there.
  if (status < 500 || reason === null) return null;
  const errorType = errorTypeOf(answer);
  if (errorType !== null && timeouts.has(errorType)) return { failure: timedOut(falName, errorType), billed: 'no' };
  if (isPolicy(reason)) return { failure: failureOfModel(reason), billed: 'no' };
  // Of the infrastructure's own only a 500 speaks of the model: its code has failed.
  const isPassing = (errorType !== null && status !== 500) || headers.get('x-fal-retryable') === 'true';
  return { failure: isPassing ? serverFailure(falName, reason, status) : failureOfModel(reason), billed: 'no' };
}

/** Whether the API answered that it does not know what it was asked for. */
export function isNotFound(error: unknown): boolean {
  return error instanceof TelarError && error.values.status === 404;
}

/** The failure of a file that is larger than what is sent. */
export function tooLarge(name: string, bytes: number): TelarError {
  return new ProviderError('refused', `${name} is too large for fal (${bytes} bytes).`, {
    hint: 'Files up to 1 GB are sent; use a smaller one.',
    values: { reason: `${name} is larger than 1 GB` },
  });
}

interface ErrorBody {
  detail?: unknown;
  error_type?: unknown;
  error?: { message?: unknown } | null;
  message?: unknown;
}

/**
 * The reason in an error body. A model's is `{detail: [{loc, msg, type}]}`, the infrastructure's
 * `{detail, error_type}`, the platform API's `{error: {type, message}}`.
 */
function reasonOf({ text }: Answer): string | null {
  const body = bodyOf(text);
  const detail = body?.detail ?? body?.error?.message ?? body?.message;
  if (typeof detail === 'string') return detail.slice(0, 500);
  if (!Array.isArray(detail)) return null;
  const lines = (detail as { loc?: unknown; msg?: unknown; type?: unknown }[]).map(({ loc, msg, type }) => {
    const place = Array.isArray(loc) ? loc.filter((part) => part !== 'body').join('.') : '';
    const words = typeof msg === 'string' ? msg : 'not accepted';
    const isPolicyType = typeof type === 'string' && isPolicy(type) && !isPolicy(words);
    return `${place === '' ? '' : `${place}: `}${words}${isPolicyType ? ` (${type})` : ''}`;
  });
  return lines.length === 0 ? null : lines.join('; ').slice(0, 500);
}

function errorTypeOf({ text, headers }: Answer): string | null {
  const told = headers.get('x-fal-error-type') ?? bodyOf(text)?.error_type;
  return typeof told === 'string' ? told : null;
}

function bodyOf(text: string): ErrorBody | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    // A page of something between fal and us.
    return null;
  }
}
