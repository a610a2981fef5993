import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InferenceEngine, InferenceEngineOptions } from '../../src/main/host/library/index.ts';
import { mp3 } from '../artifact/media-files.ts';
import { mediaHost, startFakeFal, type FakeFal } from '../fakes/fal/server.ts';
import { startFakeOllama, type FakeOllama } from '../fakes/ollama/server.ts';
import { outputBytes } from '../fakes/provider/media.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { library } from './engines.ts';

const flux = 'replicate/black-forest-labs/flux-schnell';
const speech = 'fal/fal-ai/elevenlabs/tts/eleven-v3';

let home: string;
let replicate: FakeReplicate;
let fal: FakeFal;
let ollama: FakeOllama;
const engines: InferenceEngine[] = [];
const before = process.cwd();
beforeEach(async () => {
  home = await freshFolder('inference');
  replicate = await startFakeReplicate();
  fal = await startFakeFal();
  ollama = await startFakeOllama();
});
afterEach(async () => {
  process.chdir(before);
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
  await Promise.all([replicate.close(), fal.close(), ollama.close()]);
});

function start(options: InferenceEngineOptions = {}): InferenceEngine {
  const providers = {
    replicate: { token: replicate.token, baseUrl: replicate.baseUrl },
    fal: { token: fal.token, baseUrl: fal.baseUrl },
    ollama: { host: ollama.host, model: 'llama3.2' },
  };
  const engine = library.createInferenceEngine({ home, baseDir: home, providers, confirm: () => true, ...options });
  engines.push(engine);
  return engine;
}

describe('the examples of the documents', () => {
  it('a picture of a wood by Replicate, for $0.003', async () => {
    const engine = start();
    const result = await engine.infer(flux, {
      prompt: 'Una imagen de un bosque negro',
      aspect_ratio: '16:9',
      num_outputs: 1,
    });
    const { id, input } = replicate.predictions[0]!;
    expect(input).toMatchObject({ prompt: 'Una imagen de un bosque negro', aspect_ratio: '16:9', num_outputs: 1 });
    expect(result).toMatchObject({
      url: `${replicate.baseUrl}/delivery/${id}/0.png`,
      costUsd: 0.003,
      outputType: 'image',
    });
    expect((await stat(result.path)).size).toBe(result.metadata.bytes);
  });

  it('a voice by fal, downloaded to ./audio_output.mp3', async () => {
    const bytes = mp3();
    const address = `https://${mediaHost}/files/b/1/voice.mp3`;
    fal.files.set(address, { id: '1', name: 'voice.mp3', contentType: 'audio/mpeg', bytes, parts: new Map() });
    fal.output = () => ({ audio: { url: `${fal.baseUrl}/${mediaHost}/files/b/1/voice.mp3` } });
    process.chdir(home);
    const engine = start();
    const result = await engine.infer(speech, {
      text: 'Hola mundo, esto es una prueba de síntesis de voz',
      voice: 'Rachel',
    });
    const audioPath = await result.download('./audio_output.mp3');
    expect(audioPath).toBe(join(process.cwd(), 'audio_output.mp3'));
    expect(await readFile(audioPath)).toEqual(bytes);
    expect(fal.jobs.map(({ input }) => input)).toEqual([
      expect.objectContaining({ text: 'Hola mundo, esto es una prueba de síntesis de voz', voice: 'Rachel' }),
    ]);
    expect(result).toMatchObject({ outputType: 'audio', rehearsal: false });
    expect(result.costUsd).toBeGreaterThan(0);
  });
});

describe('a result', () => {
  it('saves itself where it is wanted, and is data as JSON', async () => {
    replicate.outcome = () => ({ status: 'succeeded', outputs: 2 });
    const result = await start().infer(flux, { prompt: 'x', num_outputs: 2, output_format: 'png' });
    const { id } = replicate.predictions[0]!;
    const saved = await result.saveTo(join(home, 'a.png'));
    expect(saved).toEqual([join(home, 'a.png'), join(home, 'a-2.png')]);
    expect(await Promise.all(saved.map((file) => readFile(file)))).toEqual([outputBytes(id, 0), outputBytes(id, 1)]);
    // A program may do the same twice.
    expect(await result.saveTo(join(home, 'a.png'))).toEqual(saved);
    expect(basename(await result.download(home))).toBe('inference_layer0_image.png');
    const data = JSON.parse(JSON.stringify(result)) as object;
    expect(data).toEqual(result.toJSON());
    expect(Object.keys(data).sort()).toEqual([
      'costUsd',
      'metadata',
      'model',
      'outputType',
      'paths',
      'providerRequestId',
      'rehearsal',
      'seed',
      'timings',
      'urls',
    ]);
  });

  it('of the own Ollama is a text, with what it counted', async () => {
    const result = await start().infer('ollama', { prompt: 'A tale', seed: 5 });
    expect(await readFile(result.path, 'utf8')).toBe('[seed 5] A tale, told in a few words.');
    expect(result.toJSON()).toMatchObject({
      model: 'ollama/llama3.2',
      outputType: 'text',
      urls: [],
      costUsd: 0,
      seed: '5',
      providerRequestId: null,
      metadata: { mediaType: 'text/plain', usage: { inputTokens: 12, outputTokens: 9 } },
    });
  });
});

it.each([
  ['a wrong parameter', { prompt: 'x', aspect_ratio: '17:9' }, {}, 'ParameterValidationError'],
  ['a value that is no JSON', { prompt: 'x', seed: Number.NaN }, {}, 'MatrixFormatError'],
  ['a price that is not agreed to', { prompt: 'x' }, { confirm: () => false }, 'ConfirmationRequiredError'],
  ['a price over the budget', { prompt: 'x' }, { budgetUsd: 0.001 }, 'BudgetExceededError'],
])('%s is refused, and nothing is left', async (_name, parameters, options, code) => {
  const made = start(options).infer(flux, parameters);
  await expect(made).rejects.toMatchObject({ code, place: {} });
  await expect(made).rejects.not.toHaveProperty('place.unit');
  expect(replicate.submissions).toBe(0);
  expect(await readdir(join(home, 'inferences')).catch(() => [])).toEqual([]);
});

it('tells the price beforehand', async () => {
  const engine = start();
  const price = { lowUsd: 0.009, highUsd: 0.009, isKnown: true };
  expect(await engine.estimate(flux, { prompt: 'x', num_outputs: 3 })).toMatchObject(price);
  await expect(engine.estimate(flux, {})).rejects.toMatchObject({ code: 'ParameterValidationError', kind: 'missing' });
  expect(replicate.submissions).toBe(0);
});

it('lists the models by what they make, with those of the own Ollama while it runs', async () => {
  const engine = start();
  const texts = async (): Promise<string[]> =>
    (await engine.listModels('text')).map(({ id }) => id).filter((id) => id.startsWith('ollama/'));
  expect(await texts()).toEqual(['ollama/llama3.2', 'ollama/llama3.2:latest', 'ollama/hf.co/acme/Tiny-GGUF:Q4_K_M']);
  await ollama.close();
  expect(await texts()).toEqual(['ollama/llama3.2']);
  expect((await engine.listModels()).map(({ id }) => id)).toEqual(
    expect.arrayContaining([flux, speech, 'local/telar-mini']),
  );
});

it('describes a model', async () => {
  const info = await start().modelInfo(flux);
  expect(info).toMatchObject({ id: flux, provider: 'replicate', outputType: 'image', cost: { kind: 'per-output' } });
  expect(info.parameters).toHaveProperty('properties.aspect_ratio');
  await expect(start().modelInfo('replicate/nobody/nothing')).rejects.toMatchObject({ code: 'ModelNotFoundError' });
});

it('remembers what was inferred and spent', async () => {
  const engine = start();
  await engine.infer(flux, { prompt: 'x' });
  await engine.infer('ollama', { prompt: 'a tale' });
  await engine.infer('ollama/mistral', { prompt: 'a tale' }).catch(() => undefined);
  const history = await engine.history();
  expect(history).toMatchObject([
    { model: 'ollama/mistral', kind: 'free', state: 'failed', error: { kind: 'not-pulled' } },
    { model: 'ollama/llama3.2', kind: 'free', state: 'succeeded', parameters: { prompt: 'a tale' }, error: null },
    { model: flux, kind: 'paid', costUsd: 0.003, providerRequestId: replicate.predictions[0]!.id },
  ]);
  expect((await engine.history(1)).map(({ id }) => id)).toEqual([history[0]!.id]);
  await expect(engine.history(0)).rejects.toMatchObject({ code: 'UsageError' });
  const spent = { totalUsd: 0.003, todayUsd: 0.003, thisWeekUsd: 0.003, thisMonthUsd: 0.003 };
  expect(await engine.totals()).toEqual({ isOn: true, ...spent, byModel: { [flux]: 0.003 } });
});

it('does several at once, and ends what goes on when it is closed', async () => {
  ollama.pieceMs = 5;
  const engine = start();
  const results = await Promise.all([1, 2, 3].map((seed) => engine.infer('ollama', { prompt: 'x', seed })));
  expect(results.map(({ seed }) => seed)).toEqual(['1', '2', '3']);
  ollama.answer = () => 'word '.repeat(2_000);
  const late = engine.infer('ollama', { prompt: 'x' });
  late.catch(() => undefined);
  await expect.poll(() => ollama.chats.length).toBe(4);
  await engine.close();
  await expect(late).rejects.toMatchObject({ name: 'CancelledError' });
  await expect(engine.infer('ollama', { prompt: 'x' })).rejects.toMatchObject({ code: 'UsageError' });
});

it('stops by the signal of a call, at the provider too', async () => {
  replicate.latencyMs = () => 60_000;
  const abort = new AbortController();
  const made = start().infer(flux, { prompt: 'x' }, { signal: abort.signal });
  made.catch(() => undefined);
  await expect.poll(() => replicate.predictions.length).toBe(1);
  abort.abort();
  await expect(made).rejects.toMatchObject({ name: 'CancelledError' });
  expect(replicate.cancels).toEqual([replicate.predictions[0]!.id]);
});

it('refuses options of the other engine', () => {
  expect(() => library.createInferenceEngine({ outputDir: 'x' } as InferenceEngineOptions)).toThrow(
    'createLayerEngine',
  );
});
