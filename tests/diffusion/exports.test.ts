import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModelFolder } from '../../src/main/diffusion/model-folder.ts';
import { generate } from '../../src/main/diffusion/pipeline.ts';
import type { GenerateRequest, RgbPixels } from '../../src/main/diffusion/protocol.ts';
import type { ComponentSession, LoadedModel } from '../../src/main/diffusion/sessions.ts';
import { exportKinds, type ExportKind } from '../fakes/models/exports.ts';
import { openSyntheticModel } from '../fakes/models/open-model.ts';
import { writeSyntheticModel } from '../fakes/models/write-model.ts';

let root: string;
const models = new Map<string, LoadedModel>();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'telar-exports-'));
  for (const kind of exportKinds) {
    models.set(kind.name, await openSyntheticModel(await writeSyntheticModel(join(root, kind.name), kind)));
  }
});
afterAll(() => rm(root, { recursive: true }));

function modelOf({ name }: ExportKind): LoadedModel {
  const model = models.get(name);
  if (model === undefined) throw new Error(`no model ${name}`);
  return model;
}

const base: GenerateRequest = {
  kind: 'generate',
  modelFolder: '',
  pictures: [{ prompt: 'a red house at night', negativePrompt: 'a boat', seed: 1 }],
  steps: 2,
  guidanceScale: 3,
  guidanceRescale: 0,
  scheduler: 'euler',
  width: 64,
  height: 48,
  start: null,
  mask: null,
  maskFeather: 0,
  loras: [],
  clipSkip: 0,
  preview: 'none',
  previewEvery: null,
};

async function paint(model: LoadedModel, change: Partial<GenerateRequest> = {}): Promise<RgbPixels> {
  const options = { signal: new AbortController().signal, emit: () => undefined };
  const { images } = await generate(model, { ...base, ...change }, options);
  const [image] = images;
  if (image === undefined) throw new Error('no picture');
  return image;
}

type Feeds = Record<string, Tensor>;
type Component = 'textEncoder' | 'textEncoder2' | 'unet' | 'vaeDecoder';

/** The same model, with a look at (or a change of) what one of its graphs is given. */
function tapped(model: LoadedModel, component: Component, tap: (feeds: Feeds) => Feeds): LoadedModel {
  const session = model[component];
  if (session === null) throw new Error(`no ${component}`);
  const { inputNames, outputNames, inputMetadata, outputMetadata } = session;
  const run = (feeds: Feeds, ...rest: [never]): Promise<InferenceSession.OnnxValueMapType> =>
    session.run(tap(feeds), ...rest);
  const other: ComponentSession = { inputNames, outputNames, inputMetadata, outputMetadata, run };
  return { ...model, [component]: other };
}

/** A tensor of the same kind with other numbers. */
function altered(tensor: Tensor): Tensor {
  const { type, dims } = tensor;
  switch (type) {
    case 'int64':
      return new Tensor(
        'int64',
        (tensor.data as BigInt64Array).map((value) => (value + 7n) % 700n),
        dims,
      );
    case 'int32':
      return new Tensor(
        'int32',
        (tensor.data as Int32Array).map((value) => (value + 7) % 700),
        dims,
      );
    case 'float16': {
      // A work-around for onnxruntime-node and a global Float16Array: see float16Tensor in tensors.ts.
      const bits = (tensor.data as Uint16Array).map((value) => value ^ 0x8200);
      const changed = new Tensor('float16', bits, dims);
      Object.defineProperty(changed, 'cpuData', { value: bits });
      return changed;
    }
    default:
      return new Tensor(
        'float32',
        (tensor.data as Float32Array).map((value) => 0.5 - value),
        dims,
      );
  }
}

const ordinary = { family: 'sd1', kind: 'sd1', guidanceEmbedding: null, scalingFactor: 0.18215 };
const velocity = { family: 'sd2', kind: 'sd2', guidanceEmbedding: null, scalingFactor: 0.18215 };
const large = { family: 'sdxl', kind: 'sdxl', guidanceEmbedding: null, scalingFactor: 0.13025 };
const described: Record<string, object> = {
  sd15: { ...ordinary, size: 512, defaults: { steps: 25, guidanceScale: 7.5, scheduler: 'dpmpp_2m' } },
  'sd15-older': { ...ordinary, size: 512, defaults: { steps: 25, guidanceScale: 7.5, scheduler: 'dpmpp_2m' } },
  'sd15-float16': { ...ordinary, size: 512, defaults: { steps: 25, guidanceScale: 7.5, scheduler: 'dpmpp_2m' } },
  sd21: { ...velocity, size: 768, defaults: { steps: 25, guidanceScale: 7.5, scheduler: 'ddim' } },
  'sd21-older': { ...velocity, size: 768, defaults: { steps: 25, guidanceScale: 7.5, scheduler: 'ddim' } },
  sdxl: { ...large, size: 1024, defaults: { steps: 30, guidanceScale: 5, scheduler: 'euler' } },
  'sdxl-older': { ...large, size: 1024, defaults: { steps: 30, guidanceScale: 5, scheduler: 'euler' } },
  'sdxl-float16': { ...large, size: 1024, defaults: { steps: 30, guidanceScale: 5, scheduler: 'euler' } },
  'sd-turbo': {
    ...{ ...velocity, kind: 'turbo', size: 512 },
    defaults: { steps: 4, guidanceScale: 1, scheduler: 'euler' },
  },
  'sdxl-turbo': {
    ...{ ...large, kind: 'turbo', size: 512 },
    defaults: { steps: 4, guidanceScale: 1, scheduler: 'euler_ancestral' },
  },
  lcm: {
    ...{ ...ordinary, kind: 'lcm', size: 768, guidanceEmbedding: 256 },
    defaults: { steps: 4, guidanceScale: 8.5, scheduler: 'lcm' },
  },
};

describe.each(exportKinds)('an export of $name', (kind) => {
  it('is known for what it is', async () => {
    const {
      family,
      kind: found,
      guidanceEmbedding,
      scalingFactor,
      size,
      defaults,
      factor,
      latentChannels,
    } = await readModelFolder(join(root, kind.name));
    expect({ family, kind: found, guidanceEmbedding, scalingFactor, size, defaults }).toEqual(described[kind.name]);
    expect([factor, latentChannels]).toEqual([8, 4]);
  });

  it('paints, and each number that a person gives moves the picture', async () => {
    const model = modelOf(kind);
    const [picture] = base.pictures;
    if (picture === undefined) throw new Error('no picture');
    const first = await paint(model);
    expect([first.width, first.height, new Set(first.data).size > 20]).toEqual([64, 48, true]);
    expect(await paint(model)).toEqual(first);
    const changes: [string, Partial<GenerateRequest>][] = [
      ['prompt', { pictures: [{ ...picture, prompt: 'a blue house at night' }] }],
      ['emphasis', { pictures: [{ ...picture, prompt: 'a (red:1.5) house at night' }] }],
      ['seed', { pictures: [{ ...picture, seed: 2 }] }],
      ['guidance', { guidanceScale: 6 }],
      ['steps', { steps: 3 }],
      // A model that is told of the guidance has no use for a negative prompt.
      ...(kind.guidance === null
        ? [['negative prompt', { pictures: [{ ...picture, negativePrompt: 'a cat' }] }] as [string, object]]
        : []),
    ];
    for (const [what, change] of changes) expect(await paint(model, change), what).not.toEqual(first);
  });

  it('starts from a picture', async () => {
    const model = modelOf(kind);
    const start = (grey: number): GenerateRequest['start'] => ({
      image: { width: 64, height: 48, data: new Uint8Array(64 * 48 * 3).fill(grey) },
      strength: 0.5,
    });
    const dark = await paint(model, { start: start(10) });
    expect(await paint(model, { start: start(240) })).not.toEqual(dark);
  });

  it('reads every input of its graphs', async () => {
    const model = modelOf(kind);
    const first = await paint(model);
    const graphs: Component[] = ['textEncoder', 'unet', 'vaeDecoder'];
    if (model.textEncoder2 !== null) graphs.push('textEncoder2');
    for (const graph of graphs) {
      const session = model[graph];
      for (const name of session?.inputNames ?? []) {
        const other = tapped(model, graph, (feeds) => {
          const tensor = feeds[name];
          return tensor === undefined ? feeds : { ...feeds, [name]: altered(tensor) };
        });
        expect(await paint(other), `${graph}.${name}`).not.toEqual(first);
      }
    }
  });

  it('makes a picture alone and in a batch of other lengths the same', async () => {
    const model = modelOf(kind);
    const long = { prompt: 'a red house, the sea, '.repeat(12), negativePrompt: '', seed: 9 };
    const options = { signal: new AbortController().signal, emit: () => undefined };
    const pictures = [...base.pictures, long, { ...long, seed: 10 }];
    const { images } = await generate(model, { ...base, pictures }, options);
    const alone = await paint(model, { pictures: [long] });
    expect(images).toEqual([await paint(model), alone, images[2]]);
  });
});

/** What the UNet is given: element type, shape, and for the small ones the numbers. */
async function seenByUnet(name: string, change: Partial<GenerateRequest> = {}): Promise<Record<string, unknown>> {
  const model = models.get(name);
  if (model === undefined) throw new Error(`no model ${name}`);
  const seen: Feeds[] = [];
  const tap = (feeds: Feeds): Feeds => {
    seen.push(feeds);
    return feeds;
  };
  await paint(tapped(model, 'unet', tap), { steps: 1, ...change });
  return Object.fromEntries(
    Object.entries(seen[0] ?? {}).map(([input, { type, dims, data }]) => [
      input,
      [type, dims.join('x'), ...(data.length <= 12 ? [Array.from(data as ArrayLike<number | bigint>, Number)] : [])],
    ]),
  );
}

describe('what a UNet is given', () => {
  const small = [48, 64, 0, 0, 48, 64];
  it.each([
    ['sd15', 3, { timestep: ['int64', ''], encoder_hidden_states: ['float32', '2x77x768'] }],
    ['sd15-older', 3, { timestep: ['float32', '1'], encoder_hidden_states: ['float32', '2x77x768'] }],
    ['sd15-float16', 3, { timestep: ['float16', '2'], encoder_hidden_states: ['float16', '2x77x768'] }],
    ['sd21-older', 3, { timestep: ['int64', '1'], encoder_hidden_states: ['float32', '2x77x1024'] }],
    [
      'sdxl',
      3,
      {
        ...{ timestep: ['int64', ''], encoder_hidden_states: ['float32', '2x77x2048'] },
        ...{ text_embeds: ['float32', '2x1280'], time_ids: ['float32', '2x6', [...small, ...small]] },
      },
    ],
    [
      'sdxl-turbo',
      1,
      {
        ...{ timestep: ['int64', ''], encoder_hidden_states: ['float32', '1x77x2048'] },
        ...{ text_embeds: ['float32', '1x1280'], time_ids: ['float32', '1x6', small] },
      },
    ],
    [
      'lcm',
      8.5,
      {
        ...{ timestep: ['int64', ''], encoder_hidden_states: ['float32', '1x77x768'] },
        timestep_cond: ['float32', '1x256'],
      },
    ],
  ] as const)('of %s', async (name, guidanceScale, expected) => {
    const { sample, timestep, ...seen } = await seenByUnet(name, { guidanceScale });
    expect({ ...seen, timestep: (timestep as unknown[]).slice(0, 2) }).toEqual(expected);
    const rows = guidanceScale === 3 ? 2 : 1;
    expect(sample).toEqual([name.endsWith('16') ? 'float16' : 'float32', `${rows}x4x6x8`]);
  });
});
