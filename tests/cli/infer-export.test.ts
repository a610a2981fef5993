import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { exportKinds } from '../fakes/models/exports.ts';
import { writeSyntheticModel } from '../fakes/models/write-model.ts';
import { freshFolder, telar } from '../telar-process.ts';

it('an SDXL export that is put into the models folder paints by its name', async () => {
  const home = await freshFolder('infer-export');
  const kind = exportKinds.find(({ name }) => name === 'sdxl');
  if (kind === undefined) throw new Error('no such export');
  await writeSyntheticModel(join(home, 'models', 'my-sdxl'), kind);
  const settings = ['prompt=a (red:1.3) house', 'width=128', 'height=64', 'steps=2', 'seed=3'];
  const { code, lines } = await telar(['infer', 'local/my-sdxl', ...settings, '--json'], { home });
  const result = lines.at(-1) as { paths: string[]; seed: string };
  expect([code, result.seed]).toEqual([0, '3']);
  const { width, height } = await sharp(result.paths[0]).metadata();
  expect([width, height]).toEqual([128, 64]);
});
