import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { findModels } from '../../src/main/engine/index.ts';
import { openTemplates } from '../../src/main/template/index.ts';
import { judge } from '../judge.ts';
import { createPainter } from './painter.ts';

const root = resolve(import.meta.dirname, '../..');

it('makes models of the folders that a user puts into the models folder', async () => {
  const home = await mkdtemp(join(tmpdir(), 'telar-found-'));
  const models = join(home, 'models');
  const source = await openTemplates({
    shipped: join(root, 'resources/templates'),
    own: [join(home, 'templates')],
    found: { folder: models, find: findModels },
  });
  const idsOf = (): string[] => [...source.catalog.keys()].filter((id) => id.startsWith('local/'));
  expect(idsOf()).toEqual(['local/image-frame', 'local/telar-mini']);

  await cp(join(root, 'resources/models/telar-mini'), join(models, 'my-landscapes'), { recursive: true });
  await mkdir(join(models, 'broken'));
  await writeFile(join(models, 'broken/model_index.json'), '{}');
  await mkdir(join(models, 'no-model'));
  await mkdir(join(models, 'Mein Modell'));
  await writeFile(join(models, 'Mein Modell/model_index.json'), '{}');
  await source.reload();

  expect(idsOf()).toEqual(['local/my-landscapes', 'local/image-frame', 'local/telar-mini']);
  expect(source.failures().map(({ code, kind, place }) => ({ code, kind, place }))).toEqual([
    { code: 'ModelNotFoundError', kind: 'unusable-name', place: { file: join(models, 'Mein Modell') } },
    {
      code: 'ModelNotFoundError',
      kind: 'missing-file',
      place: { file: join(models, 'broken/scheduler/scheduler_config.json') },
    },
  ]);
  const template = source.catalog.get('local/my-landscapes');
  expect(template).toMatchObject({
    capabilities: ['text-to-image', 'image-to-image', 'inpainting'],
    folder: 'my-landscapes',
    // Its graphs were exported for this size.
    parameters: { properties: { width: { default: 64, enum: [64] }, height: { default: 64, enum: [64] } } },
  });

  const painter = await createPainter([models]);
  const { files } = await painter.paint(
    { prompt: 'a blue boat, the sea at night', seed: 5 },
    { template: template ?? {} },
  );
  expect(await judge(files[0] ?? '')).toMatchObject({ object: 'boat', colour: 'blue', time: 'night' });
  const odd = painter.paint({ prompt: 'a house', seed: 5, steps: 1, width: 72 }, { template: template ?? {} });
  await expect(odd).rejects.toMatchObject({
    code: 'ParameterValidationError',
    kind: 'invalid',
    hint: 'Use 64 x 64, the only size that it takes.',
  });
  await painter.close();
});
