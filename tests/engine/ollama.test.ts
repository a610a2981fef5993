import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createOllamaEngine,
  type EngineEvent,
  type EngineResult,
  type OllamaEngine,
} from '../../src/main/engine/index.ts';
import { createHomeFetch } from '../../src/main/platform/index.ts';
import { CancelledError, toFailure, type JsonObject } from '../../src/shared/base/index.ts';
import { createCatalog, validateParameters, type ModelTemplate } from '../../src/shared/template/index.ts';
import { startFakeOllama, type ChatFault, type FakeOllama } from '../fakes/ollama/server.ts';
import { plainPng } from '../fakes/replicate/png.ts';
import { freshFolder } from '../telar-process.ts';
import { describeInlineEngine } from './conformance.ts';
import { readTemplate } from './templates.ts';

const catalog = createCatalog([await readTemplate('ollama/any-model')]);
const templateOf = (name: string): ModelTemplate => catalog.get(`ollama/${name}`)!;

function engineAt(baseUrl: string | null, limits: { firstMs?: number; idleMs?: number; maxBytes?: number } = {}) {
  return createOllamaEngine({
    access: () => ({ key: null, baseUrl, concurrency: null }),
    fetch: createHomeFetch(),
    limits,
  });
}

describeInlineEngine('ollama', async () => {
  const fake = await startFakeOllama();
  return {
    engine: engineAt(fake.host),
    template: templateOf('llama3.2'),
    extension: 'txt',
    parameters: { prompt: 'a lighthouse at dawn' },
    dispose: () => fake.close(),
  };
});

let fake: FakeOllama;
let engine: OllamaEngine;
let folder: string;
beforeAll(async () => {
  folder = await freshFolder('ollama');
});
beforeEach(async () => {
  fake = await startFakeOllama();
  engine = engineAt(fake.host, { firstMs: 400, idleMs: 200, maxBytes: 1_000_000 });
  return () => fake.close();
});

let count = 0;
interface Made {
  text: string;
  result: EngineResult;
  events: EngineEvent[];
  file: string;
}

async function make(
  parameters: JsonObject,
  {
    model = 'llama3.2',
    signal = new AbortController().signal,
    onEvent = (_event: EngineEvent): void => undefined,
  } = {},
): Promise<Made> {
  const newOutputFile = (): string => join(folder, `${(count += 1)}.txt.part`);
  const outputFile = newOutputFile();
  const events: EngineEvent[] = [];
  const job = {
    label: 'u1/words',
    template: templateOf(model),
    parameters: { prompt: 'A tale', ...parameters },
    outputFile,
    newOutputFile,
  };
  validateParameters(job.template, job.parameters, {});
  const result = await engine.run(job, {
    signal,
    onEvent(event) {
      events.push(event);
      onEvent(event);
    },
  });
  return { text: await readFile(outputFile, 'utf8'), result, events, file: outputFile };
}

async function failureOf(work: Promise<unknown>) {
  const { code, kind, message, hint } = toFailure(
    await work.then(
      () => 'nothing failed',
      (error: unknown) => error,
    ),
  );
  return { code, kind, message, hint };
}

describe('what is sent', () => {
  it('a question with nothing but a drawn seed', async () => {
    const { result } = await make({ prompt: 'A tale of the sea' });
    expect(fake.chats).toEqual([
      {
        model: 'llama3.2',
        messages: [{ role: 'user', content: 'A tale of the sea' }],
        stream: true,
        options: { seed: Number(result.seed) },
      },
    ]);
  });

  it('every parameter under the name it has at Ollama', async () => {
    const picture = join(folder, 'a.png');
    await writeFile(picture, plainPng(2, 2, [1, 2, 3]));
    const schema = { type: 'object', properties: { colour: { type: 'string' } } };
    fake.answer = () => '{"colour": "red"}';
    const options = { temperature: 0.5, top_p: 0.9, top_k: 40, num_predict: 64, seed: 7 };
    await make({ ...options, prompt: 'Which colour?', system: 'Be brief.', format: schema, images: [picture] });
    const images = [plainPng(2, 2, [1, 2, 3]).toString('base64')];
    expect(fake.chats).toEqual([
      {
        model: 'llama3.2',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Which colour?', images },
        ],
        stream: true,
        format: schema,
        options,
      },
    ]);
  });

  it.each([
    [{ temperature: 3 }, 'temperature'],
    [{ format: 'yaml' }, 'format'],
    [{ top_k: 0 }, 'top_k'],
    [{ num_ctx: 1 }, 'num_ctx'],
  ])('nothing for %j', async (parameters, parameter) => {
    await expect(make(parameters)).rejects.toMatchObject({ code: 'ParameterValidationError', place: { parameter } });
    expect(fake.chats).toEqual([]);
  });
});

describe('what comes back', () => {
  it('the text piece by piece, then as a whole, with what Ollama counted', async () => {
    fake.answer = () => 'Érase una vez un faro.\nY un barco. 🚢';
    const { text, result, events } = await make({ seed: 5 });
    expect(text).toBe('Érase una vez un faro.\nY un barco. 🚢');
    expect(events.slice(0, 3)).toEqual([
      { type: 'text', text: 'Érase ' },
      { type: 'text', text: 'Érase una ' },
      { type: 'text', text: 'Érase una vez ' },
    ]);
    expect(events.at(-1)).toEqual({ type: 'progress', step: 1, steps: 1 });
    expect(result).toEqual({
      assetType: 'text',
      mediaType: 'text/plain',
      width: null,
      height: null,
      seed: '5',
      timings: { loadMs: 20, promptMs: 10, answerMs: 60, totalMs: 90 },
      usage: { inputTokens: 12, outputTokens: 9 },
    });
  });

  it('of a long text only its end while it is written', async () => {
    fake.answer = () => 'word '.repeat(2_000);
    const { events, text } = await make({});
    expect(text).toHaveLength(10_000);
    const lengths = events.flatMap((event) => (event.type === 'text' ? [event.text.length] : []));
    expect(Math.max(...lengths)).toBe(2_000);
  });

  it.each([
    ['text that is no JSON', 'Sure! {"a": 1}', 'failed'],
    ['half of it', '{"a": ', 'failed'],
    ['nothing', '  ', 'empty'],
  ])('%s is no answer where JSON is wanted', async (_name, answer, kind) => {
    fake.answer = () => answer;
    expect(await failureOf(make({ format: 'json' }))).toMatchObject({ code: 'ProviderError', kind });
    expect(existsSync(join(folder, `${count}.txt.part`))).toBe(false);
  });
});

describe('what goes wrong', () => {
  const faults: [string, ChatFault, { code: string; kind: string; message?: string }][] = [
    ['a broken connection', { kind: 'cut', after: 2 }, { code: 'ProviderError', kind: 'network' }],
    ['an answer without an end', { kind: 'unfinished', after: 2 }, { code: 'ProviderError', kind: 'network' }],
    ['silence before the answer', { kind: 'silent' }, { code: 'ProviderError', kind: 'timeout' }],
    ['silence in the middle', { kind: 'stall', after: 1 }, { code: 'ProviderError', kind: 'timeout' }],
    ['a line that is no JSON', { kind: 'bad-line', after: 1 }, { code: 'ProviderError', kind: 'failed' }],
    [
      'an error in the middle',
      { kind: 'error', after: 1, error: 'llama runner process has terminated' },
      { code: 'ProviderError', kind: 'failed', message: 'Ollama: llama runner process has terminated' },
    ],
    ['an endless answer', { kind: 'endless' }, { code: 'ProviderError', kind: 'failed' }],
    [
      'a model too large',
      {
        kind: 'status',
        status: 500,
        error: 'model requires more system memory (36.5 GiB) than is available (6.1 GiB)',
      },
      { code: 'OutOfMemoryError', kind: 'model-too-large' },
    ],
    ['an error inside', { kind: 'status', status: 500, error: 'boom' }, { code: 'ProviderError', kind: 'server' }],
    [
      'a wrong request',
      { kind: 'status', status: 400, error: 'invalid format' },
      { code: 'ProviderError', kind: 'refused' },
    ],
    ['too many at once', { kind: 'status', status: 429, error: 'slow' }, { code: 'ProviderError', kind: 'rate-limit' }],
    ['a closed door', { kind: 'status', status: 401, error: 'unauthorized' }, { code: 'ProviderError', kind: 'auth' }],
    ['a page of a proxy', { kind: 'web-page', status: 502 }, { code: 'ProviderError', kind: 'server' }],
  ];
  it.each(faults)('%s', async (_name, fault, failure) => {
    const printed = ['log', 'warn', 'error'].map((name) => vi.spyOn(console, name as 'log'));
    fake.fault = () => fault;
    expect(await failureOf(make({}))).toMatchObject(failure);
    expect(existsSync(join(folder, `${count}.txt.part`))).toBe(false);
    // The client prints what it does not understand; a program of ours does not.
    expect(printed.flatMap((spy) => spy.mock.calls)).toEqual([]);
    vi.restoreAllMocks();
  });

  it('a model that is not there: how to fetch it', async () => {
    expect(await failureOf(make({}, { model: 'mistral:7b' }))).toEqual({
      code: 'ModelNotFoundError',
      kind: 'not-pulled',
      message: 'Your Ollama does not have the model "mistral:7b".',
      hint: 'Fetch it: ollama pull mistral:7b',
    });
  });

  it('nothing at the address: what to start', async () => {
    const port = await freePort();
    engine = engineAt(`127.0.0.1:${port}`);
    expect(await failureOf(make({}))).toEqual({
      code: 'ProviderUnavailableError',
      kind: 'not-running',
      message: `Ollama does not answer at 127.0.0.1:${port}.`,
      hint: 'Start it (the Ollama app, or "ollama serve"), or set OLLAMA_HOST to where it runs.',
    });
    expect(await failureOf(engine.status({}))).toMatchObject({ kind: 'not-running' });
  });

  it('an address that is none', async () => {
    engine = engineAt('http://:::');
    expect(await failureOf(make({}))).toMatchObject({ code: 'ProviderUnavailableError', kind: 'not-configured' });
  });
});

it('a cancelled answer ends at the server too', async () => {
  fake.pieceMs = 20;
  fake.answer = () => 'word '.repeat(500);
  const abort = new AbortController();
  const made = make({}, { signal: abort.signal, onEvent: () => abort.abort() });
  await expect(made).rejects.toBeInstanceOf(CancelledError);
  await expect.poll(() => fake.aborted).toBe(1);
});

it('an answer given up here ends at the server too', async () => {
  fake.fault = () => ({ kind: 'endless' });
  await expect(make({})).rejects.toMatchObject({ code: 'ProviderError' });
  await expect.poll(() => fake.aborted).toBe(1);
});

it('tells its version and models', async () => {
  expect(await engine.status({})).toEqual({
    version: '0.12.6',
    models: ['llama3.2:latest', 'hf.co/acme/Tiny-GGUF:Q4_K_M'].map((name) => ({
      name,
      bytes: 2_019_393_189,
      parameterSize: '3.2B',
      quantization: 'Q4_K_M',
    })),
  });
});

it.each(['127.0.0.1', '0.0.0.0', 'http://0.0.0.0', 'http://localhost'])('finds the server by "%s"', async (name) => {
  const port = new URL(fake.host).port;
  expect(await engineAt(`${name}:${port}`).status({})).toMatchObject({ version: '0.12.6' });
});

it.each(['http://me:s3cret-word@127.0.0.1:9', 'me:s3cret-word@127.0.0.1:9'])(
  'asks nobody at "%s", and tells nothing of it',
  async (name) => {
    const error: unknown = await engineAt(name)
      .status({})
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'ProviderUnavailableError', kind: 'password-in-address' });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('s3cret-word');
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

afterAll(() => vi.restoreAllMocks());
