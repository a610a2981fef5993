import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { startEngine } from './engines.ts';
import { basic, crossUnit, onThisMachine } from './stories.ts';

const names = (paths: readonly string[]): string[] => paths.map((path) => basename(path));

it('runs the multi-layer example as a rehearsal: a picture, and a film of it', async () => {
  const { engine, outputDir } = await startEngine({ rehearse: true });
  const result = await engine.generate(basic);
  expect(result.map(([unit, assets]) => [unit, assets.map((asset) => asset.path)])).toEqual([
    ['unit1', [join(outputDir, 'unit1_layer0_image.webp'), join(outputDir, 'unit1_layer1_video.mp4')]],
  ]);
  expect(result[0]?.[1]).toMatchObject([
    {
      unit: 'unit1',
      layer: 0,
      layerName: 'layer0',
      assetType: 'image',
      mediaType: 'image/webp',
      costUsd: 0,
      rehearsal: true,
    },
    {
      unit: 'unit1',
      layer: 1,
      layerName: 'layer1',
      assetType: 'video',
      mediaType: 'video/mp4',
      costUsd: 0,
      rehearsal: true,
    },
  ]);
  for (const asset of result.flatMap(([, assets]) => assets)) expect((await stat(asset.path)).size).toBe(asset.bytes);
});

it('runs the granular example as a rehearsal: a layer, a unit, a cell', async () => {
  const { engine, events } = await startEngine({ rehearse: true });
  engine.setLayersDict(basic);
  expect(names(await engine.generateLayer(0))).toEqual(['unit1_layer0_image.webp']);
  expect(names(await engine.generateUnit('unit1'))).toEqual(['unit1_layer0_image.webp', 'unit1_layer1_video.mp4']);
  expect(basename(await engine.generateSingle('unit1', 0))).toBe('unit1_layer0_image.webp');
  const runs = events.filter((event) => event.type === 'run');
  expect(runs.map(({ done, skipped, state }) => ({ done, skipped, state }))).toEqual([
    { done: 1, skipped: 0, state: 'succeeded' },
    { done: 1, skipped: 1, state: 'succeeded' },
    { done: 0, skipped: 1, state: 'succeeded' },
  ]);
});

it('runs the cross-unit example as a rehearsal, in the order that the placeholder asks for', async () => {
  const { engine, events } = await startEngine({ rehearse: true });
  engine.setLayersDict(crossUnit);
  const plan = await engine.plan();
  expect(plan.cells[1]).toMatchObject({ unit: 'continuation', dependsOn: ['intro/layer0'] });
  const result = await engine.generate();
  expect(result.map(([unit, assets]) => [unit, names(assets.map((asset) => asset.path))])).toEqual([
    ['intro', ['intro_layer0_image.webp']],
    ['continuation', ['continuation_layer0_image.jpg']],
  ]);
  const ended = events.flatMap((event) => (event.type === 'cell' && event.state === 'succeeded' ? [event.unit] : []));
  expect(ended).toEqual(['intro', 'continuation']);
});

it('makes the pictures of the examples on this machine', async () => {
  const { engine } = await startEngine();
  const [[, assets] = ['', []]] = await engine.generate(onThisMachine(basic));
  expect(assets).toMatchObject([{ model: 'local/telar-mini', width: 64, height: 64, seed: '1', rehearsal: false }]);
  const png = await readFile(assets[0]?.path ?? '');
  expect(png.subarray(1, 4).toString()).toBe('PNG');

  const second = await engine.generate(onThisMachine(crossUnit));
  const prompts = second.map(([unit, [asset]]) => [unit, asset?.prompt]);
  expect(prompts).toEqual([
    ['intro', 'Escena inicial'],
    ['continuation', `Basado en out/intro_layer0_image.png`],
  ]);
});
