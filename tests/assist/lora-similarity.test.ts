import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoraSimilarity } from '../../src/main/assist/loras/lora-similarity.ts';
import { ollamaVectors, type TextVectors } from '../../src/main/assist/loras/text-vectors.ts';
import { createOllamaEngine } from '../../src/main/engine/index.ts';
import type { Similarity } from '../../src/shared/assist/index.ts';
import { startFakeOllama, type FakeOllama } from '../fakes/ollama/server.ts';
import { analysisOf } from './analysis-of.ts';
import { lora } from './catalogue.ts';

let fake: FakeOllama;
let server: TextVectors;
beforeEach(async () => {
  fake = await startFakeOllama();
  fake.models = ['llama3.2:latest', 'nomic-embed-text:latest'];
  // The first number of a vector says how much of the sea a text has.
  fake.embed = (texts) => ({ embeddings: texts.map((text) => (/sea|ocean/i.test(text) ? [1, 0.1] : [0, 1])) });
  const access = () => ({ key: null, baseUrl: fake.host, concurrency: null }) as never;
  const engine = createOllamaEngine({ access, fetch: (url, init) => fetch(url, init) });
  server = ollamaVectors({
    models: async (signal) => (await engine.status({ signal })).models.map(({ name }) => name),
    embed: (model, texts, options) => engine.embed(model, texts, options),
  });
});
afterEach(() => fake.close());

const wet = lora('wet', { description: 'Waves of the ocean.' });
const dry = lora('dry', { description: 'Sand.' });
const analysis = analysisOf('the sea');
const signal = new AbortController().signal;
const similarity = createLoraSimilarity();
const compare = (timeoutMs = 5_000): Promise<Similarity> =>
  createLoraSimilarity().compare(analysis, [wet, dry], [server], { signal, timeoutMs });

describe('texts are compared', () => {
  it('by an embedding model of Ollama, each text once', async () => {
    const options = { signal, timeoutMs: 5_000 };
    const first = await similarity.compare(analysis, [wet, dry], [server], options);
    expect(first).toMatchObject({ by: 'ollama', fallback: null });
    expect(first.values[0]).toBeCloseTo(1, 9);
    expect(first.values[1]).toBeLessThan(0.2);
    expect(await similarity.compare(analysisOf('an ocean'), [wet, dry], [server], options)).toEqual(first);
    expect(fake.embedded.map(({ model, input }) => [model, input.length])).toEqual([
      ['nomic-embed-text:latest', 3],
      ['nomic-embed-text:latest', 1],
    ]);
  });

  it('by words where no Ollama is asked, which is nothing to explain', async () => {
    expect(await similarity.compare(analysis, [wet, dry], [], { signal, timeoutMs: 1 })).toEqual({
      by: 'lexical',
      values: [0, 0],
      fallback: null,
    });
  });
});

describe('texts are compared by words, saying why, when Ollama', () => {
  it('has no model for it', async () => {
    fake.models = ['llama3.2:latest'];
    expect(await compare()).toMatchObject({
      by: 'lexical',
      fallback: { code: 'ModelNotFoundError', kind: 'not-pulled' },
    });
  });

  it('is not there', async () => {
    await fake.close();
    expect(await compare()).toMatchObject({ by: 'lexical', fallback: { kind: 'not-running' } });
  });

  it('takes too long', async () => {
    fake.embed = () => null;
    expect(await compare(300)).toMatchObject({ by: 'lexical', fallback: { code: 'ProviderError', kind: 'timeout' } });
  });

  it.each([
    ['too few vectors', { embeddings: [[1, 0]] }],
    ['vectors of several lengths', { embeddings: [[1], [1, 0], [1]] }],
    ['something else', { vectors: [] }],
    ['empty vectors', { embeddings: [[], [], []] }],
  ])('answers with %s', async (_what, answer) => {
    fake.embed = () => answer;
    expect(await compare()).toMatchObject({ by: 'lexical', fallback: { code: 'ProviderError', kind: 'failed' } });
  });
});
