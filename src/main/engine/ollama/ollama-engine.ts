import { rm, writeFile } from 'node:fs/promises';
import { Ollama } from 'ollama/browser';
import { CancelledError } from '../../../shared/base/index.ts';
import type { Fetch } from '../../platform/index.ts';
import type { EngineJob, EngineResult, EngineRunOptions, InlineEngine } from '../engine.ts';
import type { ProviderAccess } from '../remote-engine.ts';
import { toChatRequest } from './chat-request.ts';
import { badHost, credentialsInHost, problem } from './failures.ts';
import { createExchangeFetch, type CallLimits } from './exchange-fetch.ts';
import { readVectors } from './read-vectors.ts';
import { readStatus, type OllamaStatus } from './ollama-status.ts';
import { readAnswer, type Answer } from './read-answer.ts';

export interface OllamaEngineOptions {
  /** `baseUrl` is what OLLAMA_HOST holds, or null for this machine's usual port. */
  access: () => ProviderAccess;
  fetch: Fetch;
  limits?: Partial<CallLimits>;
}

/** The user's own Ollama: texts for free. */
export interface OllamaEngine extends InlineEngine {
  /** Asks what it is and has. Throws ProviderUnavailableError `not-running` when nothing answers. */
  status(options: { signal?: AbortSignal }): Promise<OllamaStatus>;
  /**
   * The JSON text that a model answers, the same one each time as far as the server can. Throws as a job does, and
   * ProviderError `timeout` when it is not complete in time.
   */
  ask(question: OllamaQuestion, options: EmbedOptions): Promise<string>;
  /**
   * Vectors of texts, in their order, by a model for embeddings. Throws as a job does, and ProviderError `failed` for an
   * answer that is none to the question.
   */
  embed(model: string, texts: readonly string[], options: EmbedOptions): Promise<number[][]>;
}

/** A question whose answer is JSON of a shape. */
export interface OllamaQuestion {
  model: string;
  system: string;
  prompt: string;
  /** JSON Schema of the answer; a server may not keep to it. */
  format: object;
}

export interface EmbedOptions {
  signal: AbortSignal;
  /** Milliseconds until the answer, loading of the model included. */
  timeoutMs: number;
}

const defaultHost = '127.0.0.1:11434';

/** A 70B model takes minutes to load from a slow disk, and then a word a second on a processor. */
const defaultLimits: CallLimits = { firstMs: 600_000, idleMs: 120_000, maxBytes: 32 * 1024 * 1024 };
/** Questions about the server itself. */
const statusLimits: CallLimits = { firstMs: 3_000, idleMs: 3_000, maxBytes: 8 * 1024 * 1024 };
/** A thousand vectors of 4,096 numbers are 80 MB of JSON. */
const embedLimits: CallLimits = { firstMs: 30_000, idleMs: 30_000, maxBytes: 128 * 1024 * 1024 };
/** A short answer; the time for it is the caller's. */
const askLimits = { maxBytes: 2 * 1024 * 1024, tokens: 2_048 };
/** Ollama queues what it cannot do at once; two keep it busy while one answer is being stored. */
const jobsAtOnce = 2;

/** The engine for `ollama/<model>`, by the official client over our own fetch. */
export function createOllamaEngine({ access, fetch, limits = {} }: OllamaEngineOptions): OllamaEngine {
  function clientFor(model: string, callLimits: CallLimits, signal: AbortSignal): Ollama {
    const host = hostOf(access());
    if (host.includes('@')) throw credentialsInHost();
    const exchange = createExchangeFetch({ fetch, limits: callLimits, signal, host, model });
    try {
      return new Ollama({ host, fetch: exchange });
    } catch (error) {
      throw badHost(host, error);
    }
  }

  async function answer(job: EngineJob, { signal, onEvent }: EngineRunOptions): Promise<EngineResult> {
    const request = await toChatRequest(job);
    // Ends the request at the server whatever ends the reading of it here.
    const ended = new AbortController();
    const client = clientFor(request.model, { ...defaultLimits, ...limits }, AbortSignal.any([signal, ended.signal]));
    try {
      const stream = await client.chat(request);
      const found = await readAnswer(stream, (text) => {
        if (!signal.aborted) onEvent({ type: 'text', text });
      });
      checkAnswer(found, request.format !== undefined);
      if (signal.aborted) throw new CancelledError();
      await writeFile(job.outputFile, found.text, { flag: 'wx' });
      onEvent({ type: 'progress', step: 1, steps: 1 });
      const { timings, usage } = found;
      const seed = String(request.options?.seed);
      return { assetType: 'text', mediaType: 'text/plain', width: null, height: null, seed, timings, usage };
    } finally {
      ended.abort();
    }
  }

  return {
    kind: 'inline',
    provider: 'ollama',
    concurrency: () => access().concurrency ?? jobsAtOnce,
    async run(job, options) {
      try {
        if (options.signal.aborted) throw new CancelledError();
        return await answer(job, options);
      } catch (error) {
        await rm(job.outputFile, { force: true });
        throw options.signal.aborted ? new CancelledError() : error;
      }
    },
    status: async ({ signal }) => await readStatus(clientFor('', statusLimits, signal ?? new AbortController().signal)),
    async ask({ model, system, prompt, format }, { signal, timeoutMs }) {
      const late = AbortSignal.timeout(timeoutMs);
      const ended = new AbortController();
      const callLimits = { firstMs: timeoutMs, idleMs: timeoutMs, maxBytes: askLimits.maxBytes };
      try {
        const client = clientFor(model, callLimits, AbortSignal.any([signal, late, ended.signal]));
        const messages = [
          { role: 'system', content: system },
          { role: 'user', content: prompt },
        ];
        const options = { temperature: 0, seed: 0, num_predict: askLimits.tokens };
        const found = await readAnswer(await client.chat({ model, messages, stream: true, format, options }), () => {});
        checkAnswer(found, true);
        return found.text;
      } catch (error) {
        if (signal.aborted) throw new CancelledError();
        if (late.aborted) throw problem('timeout', `Ollama has not answered within ${timeoutMs / 1000} seconds.`);
        throw error;
      } finally {
        ended.abort();
      }
    },
    async embed(model, texts, { signal, timeoutMs }) {
      const callLimits = { ...embedLimits, firstMs: timeoutMs };
      return readVectors(await clientFor(model, callLimits, signal).embed({ model, input: [...texts] }), texts.length);
    },
    dispose: () => Promise.resolve(),
  };
}

/** A server that listens on every address (0.0.0.0) is asked on this machine. */
function hostOf({ baseUrl }: ProviderAccess): string {
  return (baseUrl ?? defaultHost).replace(/^(https?:\/\/)?0\.0\.0\.0(?=[:/]|$)/, '$1127.0.0.1');
}

function checkAnswer({ text, doneReason }: Answer, isJsonWanted: boolean): void {
  if (text.trim() === '') throw problem('empty', 'The model answered with nothing.');
  if (!isJsonWanted) return;
  try {
    JSON.parse(text);
  } catch (error) {
    const reason =
      doneReason === 'length' ? 'it was cut off: raise num_predict' : 'the model did not keep to the format';
    throw problem('failed', `The answer is no JSON; ${reason}.`, error);
  }
}
