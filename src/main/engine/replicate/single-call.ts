import { ProviderError, ProviderUnavailableError, type TelarError } from '../../../shared/base/index.ts';
import type { Fetch } from '../../platform/index.ts';
import { SubmissionUnknownError } from '../remote-engine.ts';
import { failureOfStatus } from './failures.ts';

/** An answer larger than this is not one of the API's. */
const maxAnswerBytes = 5 * 1024 * 1024;
const answerMs = 60_000;

/** The request never left this machine, or reached nobody. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED']);

/** A status that the client neither retries nor takes for an answer. */
const stopStatus = 499;

/**
 * A `fetch` for one call of the official client, which would repeat a request up to six times at once, paid ones too
 * (measured with replicate 1.4.0). It sends one request, reads the whole answer, and keeps the failure for the caller.
 */
export class SingleCall {
  failure: TelarError | SubmissionUnknownError | null = null;
  private readonly fetch: Fetch;
  private readonly isPaid: boolean;
  private isSent = false;

  private readonly deadlineMs: number;

  constructor(fetch: Fetch, { isPaid, deadlineMs = answerMs }: { isPaid: boolean; deadlineMs?: number }) {
    this.fetch = fetch;
    this.isPaid = isPaid;
    this.deadlineMs = deadlineMs;
  }

  readonly send = async (url: string | URL | Request, options?: RequestInit): Promise<Response> => {
    if (this.isSent) return new Response(null, { status: stopStatus });
    this.isSent = true;
    const timeout = AbortSignal.timeout(this.deadlineMs);
    const signal = options?.signal == null ? timeout : AbortSignal.any([options.signal, timeout]);
    let response: Response;
    let text: string;
    try {
      response = await this.fetch(url instanceof Request ? url.url : url, { ...options, redirect: 'manual', signal });
      text = await readText(response);
    } catch (error) {
      return this.fail(this.isPaid && !wasNotSent(error) ? lost(error) : networkFailure(error));
    }
    if (response.ok) {
      if (!this.isPaid || hasId(text)) return new Response(text, { status: 200 });
      return this.fail(lost(new Error('the answer has no prediction id')));
    }
    // A gateway may answer 5xx for a job that was accepted behind it.
    if (this.isPaid && response.status >= 500)
      return this.fail(lost(new Error(`the server answered ${response.status}`)));
    return this.fail(failureOfStatus(response.status, response.headers.get('retry-after'), text));
  };

  private fail(failure: TelarError | SubmissionUnknownError): Response {
    this.failure = failure;
    return new Response(null, { status: stopStatus });
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  if (response.body === null) return '';
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > maxAnswerBytes) throw new Error('the answer is larger than 5 MB');
  }
  return text + decoder.decode();
}

function hasId(text: string): boolean {
  try {
    const answer = JSON.parse(text) as { id?: unknown } | null;
    return typeof answer?.id === 'string' && answer.id !== '';
  } catch {
    // A cut answer: the job exists, its id does not reach us.
    return false;
  }
}

function wasNotSent(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' && notSent.has(cause.code);
}

function lost(error: unknown): SubmissionUnknownError {
  return new SubmissionUnknownError(reasonOf(error), { cause: error });
}

function networkFailure(error: unknown): TelarError {
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  const reason = reasonOf(error);
  return new ProviderError(
    isTimeout ? 'timeout' : 'network',
    isTimeout ? 'Replicate did not answer in time.' : `Replicate could not be reached: ${reason}.`,
    { hint: 'Check the connection; what was paid is not lost.', values: { reason }, cause: error },
  );
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}

/** The failure of a provider without a key. */
export function noKey(): Error {
  return new ProviderUnavailableError('not-configured', 'There is no key for Replicate.', {
    hint: 'Set REPLICATE_API_TOKEN, or rehearse the run: that needs no key and costs nothing.',
    values: { provider: 'replicate' },
  });
}
