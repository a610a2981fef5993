import { cp, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, telar } from '../telar-process.ts';

const shipped = resolve(import.meta.dirname, '../../resources/models/telar-mini');
let home: string;
let model: string;
beforeAll(async () => {
  home = await freshFolder('model-folders');
  model = join(home, 'mine');
  await cp(shipped, model, { recursive: true });
});

describe('telar models inspect', () => {
  it('tells of an installed model by its name', async () => {
    const { code, lines } = await telar(['models', 'inspect', 'telar-mini', '--json'], { home });
    const [facts] = lines as { files: { name: string; parameters: number; dtypes: { name: string }[] }[] }[];
    expect(code).toBe(0);
    expect(facts).toMatchObject({ type: 'model-folder', title: 'telar-mini', problems: [], neverOpened: [] });
    expect(facts?.files.map(({ name, dtypes }) => `${name} ${String(dtypes[0]?.name)}`)).toEqual([
      'text_encoder/model.onnx float32',
      'unet/model.onnx float32',
      'vae_decoder/model.onnx float32',
      'vae_encoder/model.onnx float32',
    ]);
  });

  it('says in words what a folder holds, what is wrong with it, and what is never opened', async () => {
    const folder = join(home, 'bad');
    await cp(shipped, folder, { recursive: true });
    await writeFile(join(folder, 'unet', 'model.onnx'), '<!doctype html><title>Sign in</title>');
    await writeFile(join(folder, 'unet', 'weights.ckpt'), 'a pickle');
    const { code, stdout, stderr } = await telar(['models', 'inspect', folder], { home });
    expect(code).toBe(1);
    expect(stdout).toContain('takes latent_sample float32[batch_size, 8, 16, 16]');
    expect(stdout).toContain('unet/weights.ckpt  never opened');
    expect(stderr).toContain('ModelFileError: model.onnx: it is a web page.');
    expect(stderr).toContain(join(folder, 'unet', 'model.onnx'));
  });

  it('ends with a typed failure for a folder that is not there', async () => {
    const { code, lines } = await telar(['models', 'inspect', 'nowhere', '--json'], { home });
    expect({ code, line: lines.at(-1) }).toMatchObject({
      code: 2,
      line: { type: 'error', code: 'ModelNotFoundError', kind: 'missing-folder' },
    });
  });
});

describe('telar models convert', () => {
  it('writes a variant that inspect then shows, and says so when there is nothing left to write', async () => {
    const first = await telar(['models', 'convert', 'mine', '--to', 'fp16', '--json'], { home });
    expect({
      code: first.code,
      written: first.lines.filter(({ type }) => type === 'variant').map(({ component }) => component),
    }).toEqual({ code: 0, written: ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder'] });
    const { lines } = await telar(['models', 'inspect', 'mine', '--json'], { home });
    const [facts] = lines as { files: { variant: string }[]; problems: unknown[] }[];
    expect({ variants: facts?.files.map(({ variant }) => variant), problems: facts?.problems }).toEqual({
      variants: ['', 'fp16', '', 'fp16', '', 'fp16', '', 'fp16'],
      problems: [],
    });
    const again = await telar(['models', 'convert', 'mine', '--to', 'fp16', '--json'], { home });
    expect(again.lines.at(-1)).toMatchObject({ type: 'error', code: 'DocumentConflictError', kind: 'file-exists' });
  });

  it('writes nothing into what Telar brings along', async () => {
    const { code, lines } = await telar(['models', 'convert', 'telar-mini', '--to', 'int8', '--json'], { home });
    expect({ code, line: lines.at(-1) }).toMatchObject({
      code: 2,
      line: { type: 'error', code: 'OutputFolderError', kind: 'inside-application' },
    });
  });
});

describe('a model folder that cannot be used', () => {
  it('says why when it is named', async () => {
    const folder = join(home, 'models', 'half');
    await cp(shipped, folder, { recursive: true });
    await writeFile(join(folder, 'tokenizer', 'vocab.json'), '{"a":');
    const { code, stderr } = await telar(['infer', 'local/half', 'prompt=a house'], { home });
    expect(code).toBe(2);
    expect(stderr).toContain('tokenizer/vocab.json of the model "half" cannot be used');
  });
});
