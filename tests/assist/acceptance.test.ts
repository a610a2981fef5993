import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import { readMetadata } from '../../src/main/artifact/index.ts';
import { explain } from '../../src/shared/assist/index.ts';
import { judge } from '../judge.ts';
import { freshFolder } from '../telar-process.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** LoRAs by the names of the acceptance criteria. Their weights are those of the one that ships with telar-mini. */
const catalogue = {
  anime_style_v2: {
    name: 'Anime Style v2',
    base_model: 'telar-mini',
    trigger_words: ['anime style'],
    tags: ['anime', 'girl', 'style'],
    styles: ['anime'],
    description: 'Anime characters, girls and boys, in the style of modern series.',
    downloads: 250_000,
    rating: 4.8,
  },
  magic_effects: {
    name: 'Magic Effects',
    base_model: 'telar-mini',
    trigger_words: ['magic effects'],
    tags: ['magic', 'magical', 'powers', 'glow'],
    styles: ['magic', 'magical'],
    description: 'Magical powers, spells and glowing effects.',
    downloads: 90_000,
    rating: 4.5,
  },
  photo_realism: {
    name: 'Photo Realism',
    base_model: 'telar-mini',
    trigger_words: ['photorealistic'],
    tags: ['photorealistic', 'portrait', 'cinematic lighting'],
    styles: ['photorealistic', 'photo'],
    description: 'Photorealistic portraits with cinematic lighting.',
    downloads: 400_000,
    rating: 4.9,
  },
};

let home: string;
let core: Core;
beforeAll(async () => {
  home = await freshFolder('acceptance');
  await mkdir(join(home, 'loras'), { recursive: true });
  for (const [id, { description, ...telar }] of Object.entries(catalogue)) {
    await copyFile(join(root, 'resources', 'loras', 'neon.safetensors'), join(home, 'loras', `${id}.safetensors`));
    await writeFile(join(home, 'loras', `${id}.json`), JSON.stringify({ description, telar }));
  }
  core = await createCore({
    home,
    resources: join(root, 'resources'),
    host: 'test',
    version: '0.0.0',
    electronVersion: null,
    launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
  });
});
afterAll(async () => {
  await core.close();
  await rm(home, { recursive: true });
});

it('AC 1: a prompt alone makes a picture with LoRAs and an explanation', async () => {
  const pipeline = core.assist.createPipeline();
  const result = await pipeline.generate('anime girl with magical powers');
  expect((await result.read()).byteLength).toBeGreaterThan(100);
  expect(result.metadata.lorasUsed.map(({ id }) => id)).toContain('anime_style_v2');
  expect(explain(result.explanation!, 'STANDARD', 'en').length).toBeGreaterThan(0);
  expect(result.explanation!.performance.measured!.seconds).toBe(result.metadata.generationTimeSeconds);
});

it('AC 2: a detailed configuration is kept', async () => {
  const pipeline = core.assist.createPipeline({
    baseModel: 'local/telar-mini',
    mode: 'auto',
    constraints: { maxTimeSeconds: 60, maxVramGb: 8, priority: 'quality' },
    loraPreferences: { maxLoras: 3, minConfidence: 0.6, allowStyleMixing: true },
  });
  const { metadata } = await pipeline.generate('photorealistic portrait, cinematic lighting', {
    negativePrompt: 'cartoon, anime',
    seed: 42,
  });
  expect(metadata.lorasUsed.length).toBeLessThanOrEqual(3);
  expect(metadata.generationTimeSeconds).toBeLessThanOrEqual(60);
  expect(metadata).toMatchObject({ seed: '42', negativePrompt: 'cartoon, anime', baseModelId: 'local/telar-mini' });
});

it('AC 3: a batch makes so many pictures, each with a seed of its own', async () => {
  const pipeline = core.assist.createPipeline();
  const results = await pipeline.generateBatch('anime girl, multiple poses', {
    count: 4,
    strategy: 'seed',
    parallel: true,
  });
  expect(results).toHaveLength(4);
  for (const result of results) expect((await result.read()).byteLength).toBeGreaterThan(100);
  expect(new Set(results.map(({ metadata }) => metadata.seed)).size).toBe(4);
});

it('AC 4: assisted mode advises, the user changes it, and the picture is made by that', async () => {
  const pipeline = core.assist.createPipeline({ mode: 'assisted' });
  const recommendation = await pipeline.analyzeAndRecommend('anime style, magical girl');
  expect(recommendation.loras.loras.map(({ id }) => id)).toEqual(['anime_style_v2', 'magic_effects']);
  expect(recommendation.params.params.steps).toBeGreaterThan(0);
  expect(explain(recommendation.explanation, 'MINIMAL', 'es').length).toBeGreaterThan(0);
  const changed = structuredClone(recommendation);
  changed.params.params.steps = 40;
  const result = await pipeline.generateFromRecommendations('anime style, magical girl', changed);
  expect(result.metadata.steps).toBe(40);
  const kept = await core.assist.generations.read(result.generationId);
  expect(kept.recommendation).toEqual(recommendation);
  expect(kept.choices).toEqual({ steps: 40 });
});

it('AC 5: feedback is kept with the picture', async () => {
  const pipeline = core.assist.createPipeline();
  const result = await pipeline.generate('test prompt');
  const comments = 'Perfect! Exactly what I wanted';
  await pipeline.provideFeedback({ generationId: result.id, rating: 5, comments });
  const kept = await core.assist.generations.read(result.generationId);
  expect(kept.pictures[0]?.rating).toBe(5);
  expect(core.assist.insights()).toMatchObject({ ratings: 1 });
  expect(JSON.parse(core.assist.learning.export())).toMatchObject({
    feedback: [{ said: { id: result.id, rating: 5, comments } }],
  });
});

it('AC 5, from its last comment on: the system learns, and later advice is moved, until it is reset', async () => {
  const pipeline = core.assist.createPipeline();
  const before = await pipeline.analyzeAndRecommend('anime girl');
  const result = await pipeline.generate('anime girl');
  await pipeline.provideFeedback({ generationId: result.id, rating: 5 });
  const after = await pipeline.analyzeAndRecommend('anime girl');
  const historyOf = (advice: typeof after): number =>
    advice.loras.loras.find(({ id }) => id === 'anime_style_v2')!.scores.history;
  expect(historyOf(after)).toBeGreaterThan(historyOf(before));
  core.assist.learning.reset('anime_style_v2');
  expect((await pipeline.analyzeAndRecommend('anime girl')).loras).toEqual(before.loras);
});

it('makes on telar-mini what its own words ask for, and saves it with all that made it', async () => {
  const pipeline = core.assist.createPipeline({ loraPreferences: { maxLoras: 0 } });
  const result = await pipeline.generate('a red house on the left, the sea at night, with a moon', { seed: 3 });
  expect(await judge(result.path)).toMatchObject({ object: 'house', colour: 'red', time: 'night' });
  const file = await result.save(join(home, 'house.jpg'));
  const { mediaType, facts, record } = await readMetadata(file);
  expect(mediaType).toBe('image/jpeg');
  expect(facts[0]).toMatchObject({ prompt: result.metadata.prompt, seed: '3', steps: result.metadata.steps });
  expect(record?.model).toBe('local/telar-mini');
  const safe = await readFile(await result.save(join(home, 'safe.png'), { disclosure: 'share-safe' }));
  expect(safe.includes('red house')).toBe(false);
  await expect(result.save(file)).rejects.toMatchObject({ code: 'UsageError' });
});

it('makes nothing of an empty prompt, and names what a model does not take', async () => {
  const pipeline = core.assist.createPipeline({ mode: 'manual' });
  await expect(pipeline.generate('  ')).rejects.toMatchObject({ code: 'UsageError', kind: 'empty-prompt' });
  await expect(pipeline.generate('a house', { scheduler: 'magic' })).rejects.toMatchObject({
    code: 'ParameterValidationError',
  });
  expect((await pipeline.generate('a house', { steps: 1, seed: 9 })).explanation).toBeNull();
});
