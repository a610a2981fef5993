import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createLocalEngine } from '../../src/main/engine/index.ts';
import { createPictureProcess } from '../../src/main/picture/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { readTemplate } from '../engine/templates.ts';
import { exportKinds } from '../fakes/models/exports.ts';
import { writeSyntheticModel } from '../fakes/models/write-model.ts';

it('a job on an SDXL export with float16 graphs runs in the engine process and leaves a picture', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'telar-export-'));
  const kind = exportKinds.find(({ name }) => name === 'sdxl-float16');
  if (kind === undefined) throw new Error('no such export');
  await writeSyntheticModel(join(folder, 'my-sdxl'), kind);
  const launcher = createSourceLauncher();
  const picture = createPictureProcess(launcher);
  const engine = createLocalEngine({ launcher, picture, modelFolders: [folder] });
  try {
    const template = { ...(await readTemplate('local/telar-mini')), id: 'local/my-sdxl', folder: 'my-sdxl' };
    const outputFile = join(folder, 'picture.png');
    const parameters = { prompt: 'a (red:1.3) house', seed: 3, steps: 2, width: 64, height: 128, scheduler: 'euler' };
    const newOutputFile = (): string => join(folder, 'further.png');
    const result = await engine.run(
      { label: 'u1/plate', template, parameters, outputFile, newOutputFile },
      { signal: new AbortController().signal, onEvent: () => undefined },
    );
    expect(result).toMatchObject({ assetType: 'image', mediaType: 'image/png', width: 64, height: 128, seed: '3' });
    const { width, height } = await sharp(outputFile).metadata();
    expect([width, height]).toEqual([64, 128]);
  } finally {
    await engine.dispose();
    await picture.dispose();
    await rm(folder, { recursive: true });
  }
});
