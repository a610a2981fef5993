import { cp, mkdir, mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../src/shared/base/index.ts';
import { createLocalEngine } from '../../src/main/engine/index.ts';
import { createPictureProcess } from '../../src/main/picture/index.ts';
import { checkModelFile, convertModel, elementType, inspectModel, writeVariant } from '../../src/main/weights/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { readTemplate } from '../engine/templates.ts';
import { judge, type Judgement } from '../judge.ts';
import { randomScenes } from '../scenes.ts';
import { soakRuns } from '../soak.ts';
import { failureKindOf, smallModelBytes } from './sample-files.ts';

const shipped = resolve(import.meta.dirname, '../../resources/models/telar-mini');
let folder: string;
let model: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-variants-'));
  model = join(folder, 'telar-mini');
  await cp(shipped, model, { recursive: true });
});

const quietly = { signal: new AbortController().signal, replace: true };
const components = ['text_encoder', 'unet', 'vae_decoder'];

/** Values from -1 to 1 that are the same in every run. */
function sine(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => Math.sin(index * 12.9898) * 0.9);
}

async function run(file: string, feeds: InferenceSession.FeedsType): Promise<Float32Array> {
  const session = await InferenceSession.create(file, { intraOpNumThreads: 1 });
  const [output] = Object.values(await session.run(feeds));
  await session.release();
  return output?.data as Float32Array;
}

async function feedsOf(component: string): Promise<InferenceSession.FeedsType> {
  const ids = new Tensor(
    'int64',
    BigInt64Array.from({ length: 24 }, (_, index) => BigInt(512 + index * 7)),
    [1, 24],
  );
  if (component === 'text_encoder') return { input_ids: ids };
  const latent = new Tensor('float32', sine(8 * 16 * 16), [1, 8, 16, 16]);
  if (component === 'vae_decoder') return { latent_sample: latent };
  const states = await run(join(shipped, 'text_encoder/model.onnx'), { input_ids: ids });
  const timestep = new Tensor('float32', Float32Array.of(500), []);
  return { sample: latent, timestep, encoder_hidden_states: new Tensor('float32', states, [1, 24, 96]) };
}

function relativeError(found: Float32Array, wanted: Float32Array): number {
  const square = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt(square(found.map((value, index) => value - (wanted[index] ?? 0))) / square(wanted));
}

describe('a smaller variant', () => {
  it.each([
    { component: 'text_encoder', precision: 'fp16', error: 1e-3, share: 0.52 },
    { component: 'unet', precision: 'fp16', error: 2e-3, share: 0.54 },
    { component: 'vae_decoder', precision: 'fp16', error: 1e-3, share: 0.52 },
    { component: 'text_encoder', precision: 'int8', error: 0.02, share: 0.36 },
    { component: 'unet', precision: 'int8', error: 0.08, share: 0.32 },
    { component: 'vae_decoder', precision: 'int8', error: 0.04, share: 0.3 },
  ] as const)('$precision of $component computes the same to $error in $share of the bytes', async (each) => {
    const before = await readFile(join(model, each.component, 'model.onnx'));
    const written = await writeVariant(model, each.component, each.precision, quietly);
    expect(written.bytes / written.sourceBytes).toBeLessThan(each.share);
    const feeds = await feedsOf(each.component);
    const wanted = await run(join(model, each.component, 'model.onnx'), feeds);
    const found = await run(join(model, each.component, `model_${each.precision}.onnx`), feeds);
    expect(relativeError(found, wanted)).toBeLessThan(each.error);
    expect(await readFile(join(model, each.component, 'model.onnx'))).toEqual(before);
  });

  it('puts the weights in a file of their own when the model grows too large for one, and computes the same', async () => {
    const [inside] = (await writeVariant(model, 'unet', 'fp16', quietly)).files;
    const feeds = await feedsOf('unet');
    const wanted = await run(inside ?? '', feeds);
    const { files, bytes } = await writeVariant(model, 'unet', 'fp16', { ...quietly, maxModelBytes: 1e6 });
    const sizes = await Promise.all(files.map(async (file) => (await readFile(file)).length));
    expect({ names: files.map((file) => file.slice(model.length)), bytes }).toEqual({
      names: ['/unet/model_fp16.onnx', '/unet/model_fp16.onnx_data'],
      bytes: sizes.reduce((total, size) => total + size, 0),
    });
    expect(await run(files[0] ?? '', feeds)).toEqual(wanted);
  });

  it('follows a model whose weights lie in a file of their own', async () => {
    const source = join(folder, 'external', 'unet');
    await mkdir(source, { recursive: true });
    const weights = Float32Array.from({ length: 64 * 64 }, (_, index) => Math.cos(index));
    await writeFile(join(source, 'weights.bin'), new Uint8Array(weights.buffer));
    await writeFile(
      join(source, 'model.onnx'),
      smallModelBytes({
        inputs: [{ name: 'x', elemType: elementType.float32, dims: [1, 64] }],
        outputs: [{ name: 'y', elemType: elementType.float32, dims: [1, 64] }],
        initializers: [
          {
            name: 'W',
            dims: [64, 64],
            dataType: elementType.float32,
            data: { location: 'weights.bin', offset: 0, length: null },
          },
        ],
      }),
    );
    const x = new Tensor('float32', sine(64), [1, 64]);
    const wanted = await run(join(source, 'model.onnx'), { x });
    for (const precision of ['fp16', 'int8'] as const) {
      const { files } = await writeVariant(join(folder, 'external'), 'unet', precision, quietly);
      expect(files.map((file) => file.slice(source.length + 1))).toEqual([
        `model_${precision}.onnx`,
        `model_${precision}.onnx_data`,
      ]);
      expect(relativeError(await run(files[0] ?? '', { x }), wanted)).toBeLessThan(precision === 'fp16' ? 1e-3 : 0.02);
      const { model: written } = await checkModelFile(source, `model_${precision}.onnx`);
      expect(written.metadata.get('telar.variant')).toBe(`${precision} weights of model.onnx`);
    }
  });

  it('keeps float32 where a value is too large for half precision', async () => {
    const source = join(folder, 'large', 'unet');
    await mkdir(source, { recursive: true });
    const values = Float32Array.from({ length: 128 }, (_, index) => (index === 5 ? 70_000 : index));
    const stored = (name: string, data: Float32Array) => ({
      name,
      dims: [2, 64],
      dataType: elementType.float32,
      data: new Uint8Array(data.buffer),
    });
    await writeFile(
      join(source, 'model.onnx'),
      smallModelBytes({
        initializers: [
          stored('W', values),
          stored(
            'fits',
            values.map((value) => value % 100),
          ),
        ],
      }),
    );
    await writeVariant(join(folder, 'large'), 'unet', 'fp16', quietly);
    const { initializers } = (await checkModelFile(source, 'model_fp16.onnx')).model;
    expect([...initializers.values()].map(({ name, dataType }) => ({ name, dataType }))).toEqual([
      { name: 'W', dataType: elementType.float32 },
      { name: 'fits_fp16', dataType: elementType.float16 },
    ]);
  });

  it('is not written over one that is there, nor from operators too old for it, nor from nothing', async () => {
    const source = join(folder, 'refused', 'unet');
    await mkdir(source, { recursive: true });
    await writeFile(join(source, 'model.onnx'), smallModelBytes({ opset: 12 }));
    await writeFile(join(source, 'model_fp16.onnx'), 'mine');
    const written = { ...quietly, replace: false };
    expect({
      there: await failureKindOf(writeVariant(join(folder, 'refused'), 'unet', 'fp16', written)),
      old: await failureKindOf(writeVariant(join(folder, 'refused'), 'unet', 'int8', written)),
      nothing: await failureKindOf(writeVariant(join(folder, 'refused'), 'unet', 'fp16', quietly)),
      mine: await readFile(join(source, 'model_fp16.onnx'), 'utf8'),
    }).toEqual({
      there: 'DocumentConflictError file-exists',
      old: 'ModelFileError unsupported',
      nothing: 'ModelFileError unsupported',
      mine: 'mine',
    });
  });

  it('leaves nothing behind when it is cancelled half way', async () => {
    const copy = join(folder, 'cancelled');
    await cp(shipped, copy, { recursive: true });
    const abort = new AbortController();
    const work = writeVariant(copy, 'unet', 'fp16', {
      signal: abort.signal,
      replace: false,
      onProgress: (done, total) => {
        if (done > total / 2) abort.abort();
      },
    });
    await expect(work).rejects.toBeInstanceOf(CancelledError);
    expect(await readdir(join(copy, 'unet'))).toEqual(['config.json', 'model.onnx']);
  });
});

describe('a converted model', () => {
  const launcher = createSourceLauncher();
  const picture = createPictureProcess(launcher);
  afterAll(() => picture.dispose());

  it('tells what was written and what was left out', async () => {
    const copy = join(folder, 'told');
    await cp(shipped, copy, { recursive: true });
    const { written, leftOut } = await convertModel(copy, 'int8', { ...quietly, replace: false });
    expect(written.map(({ component }) => component)).toEqual([...components, 'vae_encoder']);
    expect(leftOut).toEqual([]);
    expect(await failureKindOf(convertModel(copy, 'int8', { ...quietly, replace: false }))).toBe(
      'DocumentConflictError file-exists',
    );
    const { files, problems } = await inspectModel(copy);
    expect(problems).toEqual([]);
    expect(files.map(({ name, variant }) => `${name} ${variant}`)).toEqual(
      [...components, 'vae_encoder'].flatMap((each) => [`${each}/model.onnx `, `${each}/model_int8.onnx int8`]),
    );
  });

  const runs = soakRuns(16, 200);

  it(
    `in int8 still paints what is asked: all six attributes right in 95 % of ${String(runs)} prompts`,
    { timeout: runs * 5_000 },
    async () => {
      const place = join(folder, 'models');
      const copy = join(place, 'telar-mini');
      await cp(shipped, copy, { recursive: true });
      await convertModel(copy, 'int8', quietly);
      for (const each of components) {
        await rename(join(copy, each, 'model_int8.onnx'), join(copy, each, 'model.onnx'));
      }
      const template = await readTemplate('local/telar-mini');
      const engine = createLocalEngine({ launcher, picture, modelFolders: [place] });
      let right = 0;
      for (const [index, { prompt, shows }] of randomScenes(runs).entries()) {
        const file = join(folder, `${String(index)}.png`);
        const parameters = { prompt, seed: index, steps: 20, guidance_scale: 2.5 };
        const job = { label: 'u/l', template, parameters, outputFile: file, newOutputFile: () => `${file}.2` };
        await engine.run(job, { signal: new AbortController().signal, onEvent: () => undefined });
        const seen = await judge(file);
        if (Object.entries(shows).every(([head, word]) => seen[head as keyof Judgement] === word)) right++;
      }
      await engine.dispose();
      expect(right / runs).toBeGreaterThanOrEqual(0.95);
    },
  );
});
