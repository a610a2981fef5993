import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { startFakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { library } from './engines.ts';
import type * as Library from '../../src/main/host/library/index.ts';

const mini = 'local/telar-mini';
let home: string;
beforeAll(async () => {
  home = await freshFolder('pipeline');
});

const open: Library.Pipeline[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pipeline) => pipeline.close()));
});

function pipelineOf(config: Library.PipelineConfig = {}, options: Library.PipelineOptions = {}): Library.Pipeline {
  const pipeline = library.createPipeline(config, { home, ...options });
  open.push(pipeline);
  return pipeline;
}

it('makes a picture by advice, says why, and an explicitly empty negative prompt stays empty', async () => {
  const pipeline = pipelineOf({ loraPreferences: { maxLoras: 1 } });
  const result = await pipeline.generate('a red house in sepia', { seed: 42, steps: 3, negativePrompt: '' });
  expect(existsSync(result.path)).toBe(true);
  expect(result.metadata).toMatchObject({ seed: '42', steps: 3, negativePrompt: '', baseModelId: mini });
  expect(result.metadata.lorasUsed.map(({ id }) => id)).toEqual(['sepia']);
  expect(result.explain('TECHNICAL', 'es').length).toBeGreaterThan(result.explain('MINIMAL').length);

  const advice = await pipeline.analyzeAndRecommend('a blue tree', { negativePrompt: 'a boat' });
  expect(advice.params.params.negativePrompt).toBe('a boat');
  advice.params.params.negativePrompt = '';
  advice.params.params.steps = 2;
  const changed = await pipeline.generateFromRecommendations('a blue tree', advice);
  expect(changed.metadata).toMatchObject({ steps: 2, negativePrompt: '' });
});

it('a batch that is cancelled in the middle keeps its pictures and their ratings, and is gone on with by another pipeline', async () => {
  const cancel = new AbortController();
  let done = 0;
  const first = pipelineOf(
    { mode: 'manual' },
    {
      onEvent: (event) => {
        if (event.type !== 'cell' || event.state !== 'succeeded') return;
        done += 1;
        if (done === 2) cancel.abort();
      },
    },
  );
  let id = '';
  const made: Library.GenerationResult[] = [];
  const batch = { axes: [{ kind: 'seed' as const, count: 4 }], baseSeed: 5, parallel: false };
  const call = { steps: 60, signal: cancel.signal, onStart: (started: string) => (id = started) };
  await expect(
    first.generateBatch('a red house', batch, { ...call, onResult: (result) => made.push(result) }),
  ).rejects.toBeInstanceOf(library.CancelledError);
  expect(made.map(({ metadata }) => metadata.seed)).toEqual(['5', '6']);
  await first.provideFeedback({ generationId: made[0]!.id, rating: 4 });
  await first.close();

  const second = pipelineOf();
  const [unfinished] = await second.recent();
  expect(unfinished).toMatchObject({
    id,
    prompt: 'a red house',
    pictures: [{ rating: 4 }, {}, { id: null }, { id: null }],
  });
  const all = await second.resume(id);
  expect(all.map(({ metadata }) => metadata.seed)).toEqual(['5', '6', '7', '8']);
  expect(all.slice(0, 2).map((each) => each.id)).toEqual(made.map((each) => each.id));
  const takes = await readdir(dirname(all[0]!.path));
  expect(takes.filter((name) => name.endsWith('.png'))).toHaveLength(4);
  expect((await second.recent())[0]?.pictures.map(({ state, rating }) => [state, rating])).toEqual([
    ['succeeded', 4],
    ['succeeded', 0],
    ['succeeded', 0],
    ['succeeded', 0],
  ]);

  const sheet = await second.contactSheet(id, join(home, 'sheet.webp'), { language: 'es' });
  expect((await sharp(sheet).metadata()).format).toBe('webp');
  await expect(second.resume('20200101-000000-none')).rejects.toBeInstanceOf(library.NotFoundError);
});

it('going on with a paid batch asks for the price of what is left, and pays only that', async () => {
  const replicate = await startFakeReplicate();
  const providers = { replicate: { token: replicate.token, baseUrl: replicate.baseUrl } };
  const paid = { mode: 'manual' as const, baseModel: 'replicate/black-forest-labs/flux-schnell' };
  replicate.outcome = ({ seed }) => (seed === 5 ? { status: 'succeeded' } : { status: 'failed', error: 'no' });
  let id = '';
  const batch = { axes: [{ kind: 'seed' as const, count: 3 }], baseSeed: 5, parallel: false };
  const first = pipelineOf(paid, { providers, confirm: () => true });
  const made = first.generateBatch('a red house', batch, { onStart: (started) => (id = started) });
  await expect(made).rejects.toBeInstanceOf(library.ProviderError);
  replicate.outcome = () => ({ status: 'succeeded' });

  await expect(pipelineOf(paid, { providers }).resume(id)).rejects.toMatchObject({ kind: 'paid' });
  const asked: Library.Price[] = [];
  const confirm = (question: Library.Price): boolean => asked.push(question) > 1;
  const second = pipelineOf(paid, { providers, confirm });
  await expect(second.resume(id)).rejects.toBeInstanceOf(library.ConfirmationRequiredError);
  expect(replicate.submissions).toBe(3);
  const all = await second.resume(id);
  expect(all.map(({ metadata }) => metadata.seed)).toEqual(['5', '6', '7']);
  expect(asked).toEqual(Array(2).fill({ lowUsd: 0.006, highUsd: 0.006, cells: 2, unknownModels: [] }));
  expect(replicate.predictions.map(({ input }) => input.seed)).toEqual([5, 6, 7, 6, 7]);
  await replicate.close();
});

it('in assisted mode advice is followed that the program has agreed to, as it has changed it', async () => {
  const asked: string[] = [];
  const assisted = pipelineOf(
    { mode: 'assisted' },
    {
      confirmAdvice(advice) {
        asked.push(advice.prompt);
        advice.params.params.steps = 2;
        return advice.prompt !== 'no';
      },
    },
  );
  const { metadata } = await assisted.generate('a red house', { seed: 1 });
  expect([metadata.steps, metadata.seed]).toEqual([2, '1']);
  await expect(assisted.generate('no')).rejects.toBeInstanceOf(library.ConfirmationRequiredError);
  expect(asked).toEqual(['a red house', 'no']);
  await expect(pipelineOf({ mode: 'assisted' }).generate('a house')).rejects.toMatchObject({ kind: 'advice' });
});

it('limits of the engine and of time are kept, or the call says so', async () => {
  await expect(
    pipelineOf({ memorySettings: { ramBudgetBytes: 1_000_000 } }).generate('a house'),
  ).rejects.toBeInstanceOf(library.OutOfMemoryError);
  await expect(
    pipelineOf({ mode: 'manual', constraints: { maxTimeSeconds: 0.01 } }).generate('a house', { steps: 100 }),
  ).rejects.toBeInstanceOf(library.TimeLimitError);
  const small = pipelineOf({ memorySettings: { strategy: 'aggressive', maxModels: 1, cleanupThreshold: 0.5 } });
  expect((await small.generate('a house', { steps: 1 })).metadata.steps).toBe(1);
});

it.each<[Library.PipelineConfig, string]>([
  [{ mode: 'magic' as 'auto' }, 'mode'],
  [{ constraints: { maxTimeSeconds: -1 } }, 'constraints.maxTimeSeconds'],
  [{ loraPreferences: { weights: { semantic: 1, keyword: 1, popularity: 0, history: 0 } } }, 'loraPreferences.weights'],
  [{ memorySettings: { maxModels: 0 } }, 'memorySettings.maxModels'],
  [{ memorySettings: { strategy: 'all' as 'none' } }, 'memorySettings.strategy'],
  [{ mode: 'manual', loraPreferences: { maxLoras: 1 } }, 'loraPreferences'],
  [{ mode: 'manual', constraints: { maxVramGb: 4 } }, 'constraints.maxVramGb'],
  [{ ollama: { model: '' } }, 'ollama.model'],
])('the configuration %j is refused by name', (config, parameter) => {
  expect(() => library.createPipeline(config, { home })).toThrow(
    expect.objectContaining({ code: 'UsageError', place: { parameter } }),
  );
});
