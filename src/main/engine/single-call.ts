import type { z } from 'zod';
import { CancelledError, ProviderError, TelarError } from '../../shared/base/index.ts';
import { AddressRefusedError, plainError, withoutSecret, type Fetch } from '../platform/index.ts';
import { serverFailure, timedOut, unreachable, type ProviderName } from './provider-failures.ts';
import { SubmissionUnknownError } from './remote-engine.ts';

/** An answer larger than this is not one of the API's. */
const maxAnswerBytes = 5 * 1024 * 1024;
const answerMs = 60_000;

/** The request never left this machine, or reached nobody. */
const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'CERT_HAS_EXPIRED',
  // Of undici: there was no connection yet to send anything on.
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What the system was asked for before anything could be sent. */
const connecting = new Set<unknown>(['connect', 'getaddrinfo']);

/** A status that no client repeats or takes for an answer. */
const stopStatus = 499;

/** Headers that clients read; no other one reaches them. */
const passedHeaders = ['content-type', 'x-fal-request-id'];

/** What a server answered, all of it; the key never stands in it. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface SingleCallOptions {
  provider: ProviderName;
  fetch: Fetch;
  key: string;
  /** What an answer that is no success means. */
  failureOf: (answer: Answer) => TelarError;
  /** For a paid submission: whether an answer names the job that it made. */
  isJob?: (answer: unknown) => boolean;
  /** Where a request really goes. Throws TelarError for an address that must not be asked. */
  addressOf?: (url: URL, hasKey: boolean) => URL;
  /** For each request, in milliseconds. */
  deadlineMs?: number;
  /** Ends the call, where the client passes no signal of its own on. */
  signal?: AbortSignal;
}

/**
 * A `fetch` for one call of an official client, which by itself would repeat requests several times, paid ones too
 * (measured: replicate 1.4.0 sends six, @fal-ai/client 1.10.1 four). A request is sent once, nothing is sent after a
 * failure, a paid call is one request; the whole answer is read, and what went wrong is kept for the caller.
 */
export class SingleCall {
  failure: TelarError | SubmissionUnknownError | CancelledError | null = null;
  answer: Answer | null = null;
  private readonly options: SingleCallOptions;
  private readonly sent = new Set<string>();

  constructor(options: SingleCallOptions) {
    this.options = options;
  }

  readonly send = async (address: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const asked = new URL(address instanceof Request ? address.url : address);
    const request = `${init.method ?? 'GET'} ${asked.href}`;
    const isPaid = this.options.isJob !== undefined;
    if (this.failure !== null || this.sent.has(request) || (isPaid && this.sent.size > 0)) return stopped();
    this.sent.add(request);
    let url: URL;
    try {
      url = this.options.addressOf?.(asked, new Headers(init.headers).has('authorization')) ?? asked;
    } catch (error) {
      if (error instanceof TelarError) return this.fail(error);
      throw error;
    }
    try {
      this.answer = await this.exchange(url, init);
    } catch (error) {
      const isAborted = this.signals(init).some((signal) => signal.aborted);
      return this.fail(this.failureOfLoss(error, isAborted));
    }
    return this.judge(this.answer);
  };

  private async exchange(url: URL, init: RequestInit): Promise<Answer> {
    const { deadlineMs = answerMs } = this.options;
    const response = await this.options.fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(deadlineMs), ...this.signals(init)]),
    });
    const { status, headers } = response;
    return { status, headers, text: this.clean(plainEscapes(await readText(response))) };
  }

  private signals(init: RequestInit): AbortSignal[] {
    return [this.options.signal, init.signal].filter((signal) => signal != null);
  }

  private judge({ status, headers, text }: Answer): Response {
    const { provider, isJob, failureOf } = this.options;
    const isSuccess = status >= 200 && status < 300;
    if (!isSuccess) {
      // A gateway may answer 5xx, or send elsewhere, for a job that was accepted behind it.
      const mayBeAccepted = isJob !== undefined && (status >= 500 || status < 400);
      return this.fail(mayBeAccepted ? lost(`the server answered ${status}`) : failureOf({ status, headers, text }));
    }
    const exact = keepLongSeeds(text);
    const value = parseJson(exact);
    if (isJob !== undefined && !isJob(value)) return this.fail(lost('the answer does not name a job'));
    if (value === undefined && headers.get('content-type')?.includes('json') === true && text !== '') {
      return this.fail(serverFailure(provider, 'its answer is not JSON'));
    }
    const kept = passedHeaders.flatMap((name) => {
      const header = headers.get(name);
      return header === null ? [] : [[name, header] as [string, string]];
    });
    return new Response(exact, { status: 200, headers: kept });
  }

  private failureOfLoss(error: unknown, isAborted: boolean): NonNullable<SingleCall['failure']> {
    const { provider, isJob } = this.options;
    const reason = this.clean(reasonOf(error));
    const cause = plainError(error, this.clean);
    if (isJob !== undefined && !wasNotSent(error)) return lost(reason, cause);
    if (isAborted) return new CancelledError();
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return isTimeout ? timedOut(provider, reason, cause) : unreachable(provider, reason, cause);
  }

  /** What an error that the client has thrown comes to. Clients put whole requests into theirs, with the key. */
  explain(error: unknown): unknown {
    if (this.failure !== null) return this.failure;
    const cause = plainError(error, this.clean);
    if (this.answer === null) return cause;
    const reason = 'its answer is not understood';
    return this.options.isJob === undefined
      ? serverFailure(this.options.provider, reason, 0, cause)
      : lost(reason, cause);
  }

  private readonly clean = (text: string): string => withoutSecret(text, this.options.key);

  private fail(failure: NonNullable<SingleCall['failure']>): Response {
    this.failure = failure;
    return stopped();
  }
}

/** An answer as its schema says. Throws ProviderError `server`, which names the place, when it is something else. */
export function parseAnswer<T extends z.ZodType>(schema: T, value: unknown, provider: ProviderName): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `/${issue.path.join('/')}`).slice(0, 5);
  throw new ProviderError('server', `${provider.title} answered something unexpected at ${places.join(', ')}.`, {
    hint: 'It is tried again; if it stays so, update Telar.',
    values: { reason: `unexpected answer at ${places.join(', ')}` },
    cause: parsed.error,
  });
}

function stopped(): Response {
  return new Response(null, { status: stopStatus });
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  if (response.body === null) return '';
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    text += decoder.decode(chunk, { stream: true });
    if (bytes > maxAnswerBytes) throw new Error('the answer is larger than 5 MB');
  }
  return text + decoder.decode();
}

/** The same JSON in its plainest spelling: by their numbers, or with a needless backslash, signs of a key are not found. */
function plainEscapes(text: string): string {
  return text.replaceAll(/\\(?:u00([2-7][0-9a-f])|([^u]))/gi, (escape, code?: string, sign?: string) => {
    if (code === undefined) return sign === '/' ? sign : escape;
    const plain = String.fromCharCode(Number.parseInt(code, 16));
    return plain === '"' || plain === '\\' ? `\\${plain}` : plain;
  });
}

/**
 * A seed may have 20 digits, of which JSON.parse keeps 16: one that it would change becomes a text. Inside a text the
 * quotes of "seed" would be escaped.
 */
function keepLongSeeds(text: string): string {
  return text.replaceAll(/"seed"(\s*:\s*)(\d{16,20})(?=\s*[,}])/g, (pair, colon: string, seed: string) =>
    Number.isSafeInteger(Number(seed)) ? pair : `"seed"${colon}"${seed}"`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A cut answer, or that of something before the API: the caller tells which by the missing value.
    return undefined;
  }
}

function wasNotSent(error: unknown): boolean {
  if (error instanceof AddressRefusedError) return true;
  const { cause } = error as { cause?: { code?: unknown; syscall?: unknown } };
  // A line that breaks while the answer is awaited may have the same code, from `read`: then it was sent.
  const isBefore = cause?.syscall === undefined || connecting.has(cause.syscall);
  return isBefore && typeof cause?.code === 'string' && notSent.has(cause.code);
}

function lost(reason: string, cause?: unknown): SubmissionUnknownError {
  return new SubmissionUnknownError(reason, { cause });
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}
