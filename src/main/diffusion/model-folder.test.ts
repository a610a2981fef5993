import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeOnnxModel, type NewValue } from '../weights/index.ts';
import { readModelFolder } from './model-folder.ts';
import { createTokenizer } from './tokenizer.ts';

const tokenizer = resolve(import.meta.dirname, '../../../resources/models/telar-mini/tokenizer');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-model-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Files = Record<string, object | string | Uint8Array>;

async function write(files: Files): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(
      file,
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
    );
  }
  return folder;
}

/** A graph of which only the declaration counts. */
function graph(
  inputs: Record<string, readonly (number | string)[]>,
  output: readonly (number | string)[],
  { upsamplers = 0 }: { upsamplers?: number } = {},
): Uint8Array {
  const values = Object.entries(inputs).map(([name, dims]): NewValue => ({ name, elemType: 1, dims }));
  const [first] = values;
  return encodeOnnxModel({
    opset: 17,
    nodes: [
      ...Array.from({ length: upsamplers }, (_, at) => ({ opType: 'Resize', inputs: [''], outputs: [`up_${at}`] })),
      { opType: 'Identity', inputs: [first?.name ?? ''], outputs: ['out_sample'] },
    ],
    initializers: [],
    inputs: values,
    outputs: [{ name: 'out_sample', elemType: 1, dims: output }],
  });
}

const sample = ['batch', 4, 'height', 'width'];
const unet = (features: number, more: Record<string, (number | string)[]> = {}): Uint8Array =>
  graph({ sample, timestep: [1], encoder_hidden_states: ['batch', 77, features], ...more }, sample);

/** What the oldest exporters write: graphs, a tokenizer and a scheduler. */
async function bare(): Promise<Files & Record<'tokenizer/vocab.json' | 'tokenizer/merges.txt', string>> {
  return {
    'unet/model.onnx': unet(768),
    'scheduler/scheduler_config.json': { _class_name: 'PNDMScheduler', beta_schedule: 'scaled_linear' },
    'tokenizer/vocab.json': await readFile(join(tokenizer, 'vocab.json'), 'utf8'),
    'tokenizer/merges.txt': await readFile(join(tokenizer, 'merges.txt'), 'utf8'),
  };
}

/** A UNet that doubles its latents so often, of one size or of any. */
const doubling = (upsamplers: number, latents: readonly (number | string)[] = sample): Uint8Array =>
  graph({ sample: latents, timestep: [1], encoder_hidden_states: ['batch', 77, 768] }, latents, { upsamplers });

describe('the sizes that a model takes', () => {
  const levels = (count: number): object => ({ block_out_channels: Array.from({ length: count }, () => 320) });
  it.each<[string, Files, number | null]>([
    ['multiples as SD 1.5: four levels', { 'unet/config.json': levels(4) }, 64],
    ['multiples as SDXL: three levels', { 'unet/config.json': levels(3) }, 32],
    ['multiples as the configuration says, where the graph looks different', { 'unet/config.json': levels(1) }, 8],
    ['multiples as the graph doubles, without a configuration', { 'unet/model.onnx': doubling(3) }, 64],
    ['multiples as the graph doubles, where the configuration is silent', { 'unet/config.json': {} }, 32],
    ['that one only, for a graph of one size', { 'unet/model.onnx': doubling(3, [2, 4, 90, 90]) }, null],
    [
      'multiples by its VAE as well',
      { 'unet/config.json': levels(2), 'vae/config.json': { block_out_channels: [1, 2] } },
      4,
    ],
  ])('are %s', async (_, files, sizeStep) => {
    const path = await write({ ...(await bare()), 'unet/model.onnx': doubling(2), ...files });
    expect((await readModelFolder(path)).sizeStep).toBe(sizeStep);
  });

  it('are not guessed for a UNet that halves them to nothing', async () => {
    const path = await write({ ...(await bare()), 'unet/config.json': levels(9) });
    await expect(readModelFolder(path)).rejects.toMatchObject({
      code: 'ModelNotFoundError',
      kind: 'unsupported-model',
      values: { part: 'a UNet of 9 levels' },
    });
  });
});

describe('a model folder', () => {
  it('without any configuration of its graphs is read from the graphs', async () => {
    const { family, kind, latentChannels, factor, size, scalingFactor, guidanceEmbedding, tokenizer2, ...rest } =
      await readModelFolder(await write(await bare()));
    expect({ family, kind, latentChannels, factor, size, scalingFactor, guidanceEmbedding, tokenizer2 }).toEqual({
      ...{ family: 'sd1', kind: 'sd1', latentChannels: 4, factor: 8, size: 512, scalingFactor: 0.18215 },
      ...{ guidanceEmbedding: null, tokenizer2: null },
    });
    const { maxLength, bos, eos, pad } = rest.tokenizer;
    expect([maxLength, bos, eos, pad]).toEqual([77, '<|startoftext|>', '<|endoftext|>', '<|endoftext|>']);
  });

  it.each<[string, Files, object]>([
    [
      'SD 2 with velocity is 768 pixels wide',
      {
        'unet/model.onnx': unet(1024),
        'scheduler/scheduler_config.json': { _class_name: 'DDIMScheduler', prediction_type: 'v_prediction' },
      },
      { family: 'sd2', kind: 'sd2', size: 768 },
    ],
    [
      'a distilled UNet is told of the guidance',
      {
        'unet/model.onnx': unet(768, { timestep_cond: ['batch', 256] }),
        'unet/config.json': { time_cond_proj_dim: 256 },
      },
      { kind: 'lcm', guidanceEmbedding: 256 },
    ],
    [
      'the configuration of the VAE may lie in vae',
      { 'vae/config.json': { scaling_factor: 0.5, latent_channels: 4, block_out_channels: [1, 2, 3] } },
      { scalingFactor: 0.5, factor: 4, size: 512 },
    ],
    [
      'an inpainting model takes nine channels',
      { 'unet/config.json': { in_channels: 9, sample_size: 32 } },
      { size: 256 },
    ],
    [
      'only a quantised graph is enough',
      { 'unet/model.onnx': 'x', 'unet/config.json': { cross_attention_dim: 768 } },
      { family: 'sd1' },
    ],
    [
      'Turbo is known by its name',
      { 'model_index.json': { _class_name: 'StableDiffusionPipeline', _name_or_path: 'stabilityai/sd-turbo' } },
      { kind: 'turbo', size: 512 },
    ],
    [
      'a scheduler may have no limit',
      {
        'scheduler/scheduler_config.json': '{"_class_name": "HeunDiscreteScheduler", "lambda_min_clipped": -Infinity}',
      },
      { defaults: { steps: 25, guidanceScale: 7.5, scheduler: 'heun' } },
    ],
  ])('%s', async (what, files, expected) => {
    const all: Files = { ...(await bare()), ...files };
    if (what.startsWith('only a quantised')) {
      all['unet/model_quantized.onnx'] = unet(768);
      delete all['unet/model.onnx'];
    }
    expect(await readModelFolder(await write(all))).toMatchObject(expected);
  });

  it('with tokenizer.json alone has the same tokens', async () => {
    const { 'tokenizer/merges.txt': lines, 'tokenizer/vocab.json': words, ...files } = await bare();
    const merges = lines.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const vocab: unknown = JSON.parse(words);
    const whole = {
      'tokenizer/tokenizer.json': { version: '1.0', model: { type: 'BPE', vocab, merges } },
      'tokenizer/special_tokens_map.json': { pad_token: { content: '!' } },
    };
    const read = await readModelFolder(await write({ ...files, ...whole }));
    const ids = createTokenizer(read.tokenizer).encode('a red house');
    // "!" is token 0: OpenCLIP models were trained with it behind the end.
    expect([ids.length, ...ids.slice(0, 6)]).toEqual([77, 738, 320, 641, 557, 739, 0]);
  });
});

describe('a model folder that Telar cannot run is refused', () => {
  it.each<[string, Files, string, string]>([
    ['ControlNet', { 'controlnet/model.onnx': 'x' }, 'unsupported-model', 'ControlNet'],
    [
      'ControlNet by itself',
      { 'unet/config.json': { _class_name: 'ControlNetModel' } },
      'unsupported-model',
      'ControlNet',
    ],
    ['IP-Adapter', { 'image_encoder/model.onnx': 'x' }, 'unsupported-model', 'IP-Adapter'],
    [
      'a UNet for IP-Adapter',
      { 'unet/config.json': { encoder_hid_dim_type: 'ip_image_proj' } },
      'unsupported-model',
      'IP-Adapter',
    ],
    ['SD 3', { 'transformer/model.onnx': 'x' }, 'unsupported-model', 'a diffusion transformer (SD 3, Flux)'],
    ['Flux', { 'model_index.json': { _class_name: 'FluxPipeline' } }, 'unsupported-model', 'Flux'],
    ['T5', { 'text_encoder/config.json': { architectures: ['T5EncoderModel'] } }, 'unsupported-model', 'T5'],
    [
      'the SDXL refiner',
      { 'model_index.json': { requires_aesthetics_score: true } },
      'unsupported-model',
      'the SDXL refiner',
    ],
    ['a depth model', { 'unet/config.json': { in_channels: 5 } }, 'unsupported-model', '5 input channels'],
    ['an SDXL model without its second encoder', { 'unet/model.onnx': unet(2048) }, 'missing-file', 'text_encoder_2'],
    ['a damaged graph', { 'unet/model.onnx': '<html>' }, 'wrong-format', 'model.onnx'],
    ['a scheduler that is no JSON', { 'scheduler/scheduler_config.json': '{' }, 'unreadable-model', 'scheduler_config'],
    ['a wrong field', { 'unet/config.json': { sample_size: 'big' } }, 'unreadable-model', 'sample_size'],
    [
      'a tokenizer without its end',
      { 'tokenizer/vocab.json': { '<|startoftext|>': 0 } },
      'unreadable-model',
      '<|endoftext|>',
    ],
    ['a tokenizer whose merges are empty', { 'tokenizer/merges.txt': '' }, 'unreadable-model', 'merges.txt'],
    ['merges that are something else', { 'tokenizer/merges.txt': 'not found\n' }, 'unreadable-model', 'merges.txt'],
  ])('%s', async (_what, files, kind, part) => {
    await write({ ...(await bare()), ...files });
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(part) as string,
    });
  });

  it('merges that were cut short', async () => {
    const { 'tokenizer/merges.txt': merges, ...files } = await bare();
    await write({ ...files, 'tokenizer/merges.txt': merges.slice(0, merges.length / 2) });
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      kind: 'unreadable-model',
      // What the window's own words are made of.
      values: {
        model: basename(folder),
        file: 'tokenizer/merges.txt',
        reason: expect.stringMatching(/^\d+ of the words/) as string,
      },
    });
  });

  it.each<[string, Files, string]>([
    [
      'weights of diffusers that were not exported',
      { 'unet/diffusion_pytorch_model.safetensors': 'x' },
      'not-exported',
    ],
    ['pickled weights', { 'unet/diffusion_pytorch_model.bin': 'x' }, 'not-exported'],
    ['a checkpoint', { 'dreamshaper.ckpt': 'x' }, 'not-exported'],
    ['a textual inversion', { 'learned_embeds.safetensors': 'x' }, 'unsupported-model'],
    ['an archive', { 'model.zip': 'x' }, 'unsupported-model'],
    ['nothing', {}, 'missing-file'],
  ])('%s', async (_what, files, kind) => {
    await expect(readModelFolder(await write(files))).rejects.toMatchObject({ code: 'ModelNotFoundError', kind });
  });

  it.each([
    ['model.safetensors', 'not-exported'],
    ['model.ckpt', 'not-exported'],
    ['model.zip', 'unsupported-model'],
    ['nothing-there', 'missing-folder'],
  ])('the file %s', async (name, kind) => {
    if (kind !== 'missing-folder') await write({ [name]: 'x' });
    await expect(readModelFolder(join(folder, name))).rejects.toMatchObject({ code: 'ModelNotFoundError', kind });
  });
});
