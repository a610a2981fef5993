import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { encodeOnnxModel } from '../../src/main/weights/index.ts';
import {
  merge,
  newFolder,
  numbers,
  safetensors,
  writeLora,
  writeNetwork,
  type TestLayer,
  type TestTensor,
} from './lora-files.ts';
import { writeFile } from 'node:fs/promises';

const path = 'mid_block.attentions.0.proj_in';
const layer: TestLayer = { path, kind: 'MatMul', shape: [5, 3], values: numbers(15, 1) };
const name = `lora_unet_${path.replaceAll('.', '_')}`;
const down = (shape = [2, 3], values = numbers(6, 2)): Record<string, TestTensor> => ({
  [`${name}.lora_down.weight`]: { shape, values },
});
const up = (shape = [5, 2], values = numbers(10, 3)): Record<string, TestTensor> => ({
  [`${name}.lora_up.weight`]: { shape, values },
});
const alpha = (value: number): Record<string, TestTensor> => ({ [`${name}.alpha`]: { shape: [], values: [value] } });
const foreign = (key: string): Record<string, TestTensor> => ({ [key]: { shape: [1], values: [1] } });

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});

async function failureOf(tensors: Record<string, TestTensor>, metadata: Record<string, string> = {}): Promise<unknown> {
  const unet = await writeNetwork(folder, { layers: [layer] });
  const file = await writeLora(folder, 'odd', safetensors(tensors, metadata));
  return merge(folder, { unet }, [{ file, weight: 1 }]).then(
    () => 'merged',
    (error: unknown) => error,
  );
}

describe('a LoRA file that makes no sense', () => {
  it.each([
    ['ranks that differ', { ...down(), ...up([5, 3], numbers(15, 3)) }, /ranks differ/],
    ['a value that is no number', { ...down([2, 3], [1, 2, 3, NaN, 5, 6]), ...up() }, /no numbers/],
    ['an infinite value', { ...down(), ...up([5, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, Infinity]) }, /no numbers/],
    ['a huge alpha', { ...down(), ...up(), ...alpha(1e9) }, /alpha/],
    ['an alpha that is no number', { ...down(), ...up(), ...alpha(NaN) }, /alpha/],
    [
      'values that overflow once multiplied',
      { ...down([2, 3], Array<number>(6).fill(1e30)), ...up([5, 2], Array<number>(10).fill(1e30)) },
      /beyond the numbers/,
    ],
    ['one matrix without the other', down(), /only one of its two matrices/],
    ['a vector for a matrix', { ...down([6]), ...up() }, /shape/],
    ['an empty matrix', { ...down([0, 3], []), ...up([5, 0], []) }, /shape/],
  ])('is refused as unreadable: %s', async (_, tensors, words) => {
    const failure = await failureOf(tensors);
    expect(failure).toMatchObject({ code: 'ModelNotFoundError', kind: 'unreadable-lora' });
    expect((failure as Error).message).toMatch(words);
    expect((failure as Error).message).toContain('odd.safetensors');
  });

  it('leaves nothing in the cache', async () => {
    await failureOf({ ...down([2, 3], [1, 2, 3, NaN, 5, 6]), ...up() });
    expect(await readdir(join(folder, 'merged'))).toEqual([]);
  });

  it.each([
    ['LoHa', foreign(`${name}.hada_w1_a`)],
    ['LoKr', foreign(`${name}.lokr_w1`)],
    ['DoRA', { ...down(), ...up(), ...foreign(`${name}.dora_scale`) }],
    ['OFT', foreign(`${name}.oft_blocks`)],
    ['full weight difference', foreign(`${name}.diff`)],
  ])('is refused by the name of its kind: %s', async (method, tensors) => {
    expect(await failureOf(tensors)).toMatchObject({
      code: 'ModelNotFoundError',
      kind: 'foreign-lora',
      values: { lora: 'odd.safetensors', method },
    });
  });

  it('is refused as DoRA by what diffusers writes beside the matrices', async () => {
    const metadata = { lora_adapter_metadata: JSON.stringify({ 'unet.use_dora': true, 'unet.lora_alpha': 4 }) };
    expect(await failureOf({ ...down(), ...up() }, metadata)).toMatchObject({ kind: 'foreign-lora' });
  });
});

describe('a LoRA for another model', () => {
  it('is refused when none of its layers is there', async () => {
    const other = 'lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q';
    const failure = await failureOf({
      [`${other}.lora_down.weight`]: { shape: [2, 3], values: numbers(6, 1) },
      [`${other}.lora_up.weight`]: { shape: [5, 2], values: numbers(10, 1) },
    });
    expect(failure).toMatchObject({ code: 'ModelNotFoundError', kind: 'unfit-lora' });
    expect((failure as Error).message).toContain('input_blocks_4_1');
  });

  it('is refused when its matrices have another size', async () => {
    const failure = await failureOf({ ...down([2, 7], numbers(14, 1)), ...up() });
    expect(failure).toMatchObject({ kind: 'unfit-lora' });
    expect((failure as Error).message).toContain('5 x 7 there and 5 x 3 in the model');
  });

  it('is merged as far as it fits, and the rest is told', async () => {
    const unet = await writeNetwork(folder, { layers: [layer] });
    const odd = 'lora_te_text_model_encoder_layers_0_mlp_fc1';
    const tensors = {
      ...{ ...down(), ...up(), 'some.other': { shape: [1], values: [1] } },
      [`${odd}.lora_down.weight`]: { shape: [2, 3], values: numbers(6, 1) },
      [`${odd}.lora_up.weight`]: { shape: [5, 2], values: numbers(10, 1) },
    };
    const file = await writeLora(folder, 'wide', safetensors(tensors));
    const { notes } = await merge(folder, { unet }, [{ file, weight: 1 }]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('1 layers merged, 2 not found');
    expect(notes[0]).toContain('some.other, text_encoder: text_model_encoder_layers_0_mlp_fc1');
  });

  it('is refused for weights stored as whole numbers', async () => {
    const unet = join(folder, 'int8.onnx');
    const bytes = encodeOnnxModel({
      opset: 17,
      nodes: [
        { opType: 'DequantizeLinear', inputs: ['w', 'scale'], outputs: ['wf'] },
        { opType: 'MatMul', name: `/${path.replaceAll(/\.(?!\d)/g, '/')}/MatMul`, inputs: ['x', 'wf'], outputs: ['y'] },
      ],
      initializers: [
        { name: 'w', dims: [3, 5], dataType: 3, data: new Uint8Array(15) },
        { name: 'scale', dims: [], dataType: 1, data: new Uint8Array(4) },
      ],
      inputs: [],
      outputs: [],
    });
    await writeFile(unet, bytes);
    const file = await writeLora(folder, 'fine', safetensors({ ...down(), ...up() }));
    await expect(merge(folder, { unet }, [{ file, weight: 1 }])).rejects.toMatchObject({
      code: 'ModelNotFoundError',
      kind: 'quantized-model',
    });
  });
});
