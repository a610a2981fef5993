import { CancelledError, TelarError } from '../../../shared/base/index.ts';
import type { Fetch } from '../../platform/index.ts';
import { notRunning, problem, refusal } from './failures.ts';

/** Limits of one request. */
export interface CallLimits {
  /** Milliseconds until the first sign of an answer: a large model is loaded from disk first. */
  firstMs: number;
  /** Longest silence in the middle of an answer, in milliseconds. */
  idleMs: number;
  /** Most bytes of an answer. */
  maxBytes: number;
}

export interface ExchangeOptions {
  fetch: Fetch;
  limits: CallLimits;
  signal: AbortSignal;
  /** Named in messages. */
  host: string;
  model: string;
}

/** Bytes of a refusal that are read. */
const maxRefusalBytes = 64 * 1024;

/**
 * A `fetch` for the official client, which prints what it cannot read to the console, goes on after a line that is no
 * JSON, and can be neither cancelled before the first byte nor limited. What goes wrong leaves here as a TelarError.
 */
export function createExchangeFetch(options: ExchangeOptions): typeof globalThis.fetch {
  const { limits, signal, host, model } = options;

  return async (input, init = {}) => {
    const late = new AbortController();
    const patience = setTimeout(() => late.abort(), limits.firstMs);
    const signals = [signal, late.signal, ...(init.signal == null ? [] : [init.signal])];
    try {
      const url = input instanceof Request ? input.url : input;
      const response = await options.fetch(url, { ...init, signal: AbortSignal.any(signals) });
      if (!response.ok) throw refusal(response.status, await reasonOf(response, limits.idleMs), model);
      const body = response.body === null ? null : guardBody(response.body, options);
      return new Response(body, { status: response.status, headers: response.headers });
    } catch (error) {
      if (error instanceof TelarError) throw error;
      if (signal.aborted) throw new CancelledError();
      if (late.signal.aborted) throw silence(limits.firstMs);
      throw notRunning(host, error);
    } finally {
      clearTimeout(patience);
    }
  };
}

/** What the server says about its refusal: the `error` of its JSON, else the beginning of the text. */
async function reasonOf(response: Response, idleMs: number): Promise<string> {
  const limits = { firstMs: idleMs, idleMs, maxBytes: maxRefusalBytes };
  const body = response.body === null ? null : limitBody(response.body, limits, new AbortController().signal);
  const text = await new Response(body).text().catch((error: unknown) => String(error));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'error' in value) return String(value.error).slice(0, 500);
  } catch {
    // A proxy before it answers with a page; its beginning says enough.
  }
  const plain = text.replaceAll(/<[^>]*>|\s+/g, ' ').trim();
  return plain === '' ? `status ${response.status}` : plain.slice(0, 200);
}

function guardBody(body: ReadableStream<Uint8Array>, { limits, signal }: ExchangeOptions): ReadableStream<Uint8Array> {
  return limitBody(body, limits, signal).pipeThrough(wholeLines());
}

/** Passes bytes on, up to the limits; a connection that breaks is a `network` failure. */
function limitBody(
  body: ReadableStream<Uint8Array>,
  { idleMs, maxBytes }: CallLimits,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  async function read(): Promise<Awaited<ReturnType<typeof reader.read>>> {
    const { promise: quiet, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(silence(idleMs)), idleMs);
    try {
      return await Promise.race([reader.read(), quiet]);
    } catch (error) {
      if (error instanceof TelarError) throw error;
      if (signal.aborted) throw new CancelledError();
      throw problem('network', 'The connection to Ollama broke in the middle of the answer.', error);
    } finally {
      clearTimeout(timer);
    }
  }
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await read();
        if (done) return controller.close();
        bytes += value.byteLength;
        if (bytes > maxBytes) throw problem('failed', `Ollama's answer is longer than ${maxBytes} bytes.`);
        controller.enqueue(value);
      } catch (error) {
        controller.error(error);
        await reader.cancel().catch(() => undefined);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** Lets only lines through that are JSON, each as a whole. */
function wholeLines(): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  const check = (line: string): string => {
    try {
      JSON.parse(line);
      return `${line}\n`;
    } catch (error) {
      throw problem('failed', 'Ollama answered with something that is no JSON.', error);
    }
  };
  return new TransformStream({
    transform(chunk, controller) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      const whole = lines.filter((line) => line.trim() !== '').map(check);
      if (whole.length > 0) controller.enqueue(encoder.encode(whole.join('')));
    },
    flush(controller) {
      rest += decoder.decode();
      if (rest.trim() !== '') controller.enqueue(encoder.encode(check(rest)));
    },
  });
}

function silence(ms: number): Error {
  return problem('timeout', `Ollama has said nothing for ${Math.round(ms / 1000)} seconds.`);
}
