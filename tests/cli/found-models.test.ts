import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, telar } from '../telar-process.ts';

const shipped = resolve(import.meta.dirname, '../../resources/models/telar-mini');
let home: string;

/** A model of the user's own, one that was never exported to ONNX, and one without its UNet. */
beforeAll(async () => {
  home = await freshFolder('found-models');
  const models = join(home, 'models');
  for (const name of ['mine', 'raw', 'cut']) await cp(shipped, join(models, name), { recursive: true });
  await rm(join(models, 'raw/unet/model.onnx'));
  await mkdir(join(models, 'raw/unet'), { recursive: true });
  await writeFile(join(models, 'raw/unet/diffusion_pytorch_model.safetensors'), 'weights');
  await rm(join(models, 'cut/unet'), { recursive: true });
});

describe('a folder that is no usable model', () => {
  it.each([
    ['raw', { kind: 'not-exported', values: { model: 'raw', file: 'unet/diffusion_pytorch_model.safetensors' } }],
    ['cut', { kind: 'missing-file', values: { model: 'cut', file: 'unet/model.onnx' } }],
    // None at all: only then is the name unknown.
    ['none', { kind: 'unknown-model', values: { model: 'local/none' } }],
  ])('%s is refused by its reason when it shall paint', async (name, failure) => {
    const { code, lines } = await telar(['infer', `local/${name}`, 'prompt=a house', '--json'], { home });
    expect({ code, line: lines.at(-1) }).toMatchObject({
      code: 2,
      line: { type: 'error', code: 'ModelNotFoundError', ...failure },
    });
  });

  it('is refused by its reason when it shall be shown', async () => {
    const { code, stderr } = await telar(['models', 'show', 'local/raw'], { home });
    expect(code).toBe(2);
    expect(stderr).toContain('"raw" holds weights (unet/diffusion_pytorch_model.safetensors), but no ONNX models.');
  });
});

describe('telar models remove', () => {
  it('deletes no model that was found, and says where it lies', async () => {
    const { code, lines } = await telar(['models', 'remove', 'local/mine', '--json'], { home });
    const folder = join(home, 'models/mine');
    expect({ code, line: lines.at(-1) }).toMatchObject({
      code: 2,
      line: {
        type: 'error',
        code: 'TemplateError',
        kind: 'found',
        message: `"local/mine" is the model in ${folder}: there is no template to remove.`,
        place: { file: folder },
      },
    });
    expect((await readdir(folder)).sort()).toEqual((await readdir(shipped)).sort());
  });
});
