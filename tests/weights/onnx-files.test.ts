import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { elementType, walkOnnx } from '../../src/main/weights/index.ts';
import { smallModelBytes } from './sample-files.ts';

const miniature = resolve(import.meta.dirname, '../../resources/models/telar-mini');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-onnx-'));
});

describe('the structure of an ONNX model', () => {
  it('is told with the position of each weight in the file', async () => {
    const bytes = smallModelBytes();
    const model = await walkOnnx(bytes);
    const weight = model.initializers.get('W');
    expect({
      ir: model.irVersion,
      opsets: model.opsets,
      producer: model.producer,
      inputs: model.inputs,
      outputs: model.outputs,
      nodes: model.nodes.map(({ name, opType, domain, inputs, outputs }) => ({
        name,
        opType,
        domain,
        inputs,
        outputs,
      })),
      weight: { dims: weight?.dims, dataType: weight?.dataType, external: weight?.external },
      values: [...new Float32Array(bytes.slice(weight?.rawBegin, weight?.rawEnd).buffer)],
    }).toEqual({
      ir: 8,
      opsets: [{ domain: '', version: 17 }],
      producer: 'telar',
      inputs: [{ name: 'x', elemType: elementType.float32, dims: ['batch', 2] }],
      outputs: [{ name: 'y', elemType: elementType.float32, dims: ['batch', 3] }],
      nodes: [{ name: '/proj/MatMul', opType: 'MatMul', domain: '', inputs: ['x', 'W'], outputs: ['y'] }],
      weight: { dims: [2, 3], dataType: elementType.float32, external: null },
      values: [1, 2, 3, 4, 5, 6],
    });
  });

  it('is the same from a file as from its bytes', async () => {
    const file = join(miniature, 'unet/model.onnx');
    expect(await walkOnnx(file)).toEqual(await walkOnnx(await readFile(file)));
  });

  it('fits what onnxruntime says of the same file', async () => {
    const file = join(miniature, 'unet/model.onnx');
    const session = await InferenceSession.create(file, { intraOpNumThreads: 1 });
    const { inputs, outputs, producer, opsets } = await walkOnnx(file);
    const shown = session.inputMetadata.map((each) => ({
      name: each.name,
      dims: each.isTensor ? [...each.shape] : [],
    }));
    expect({
      inputs: inputs.map(({ name, dims }) => ({ name, dims })),
      outputs: outputs.map(({ name }) => name),
      producer,
      opsets,
    }).toEqual({
      inputs: shown,
      outputs: [...session.outputNames],
      producer: 'pytorch',
      opsets: [{ domain: '', version: 17 }],
    });
    await session.release();
  });

  it('leads to the bytes that a run uses: a weight overwritten in place changes the result', async () => {
    const bytes = smallModelBytes();
    const { initializers } = await walkOnnx(bytes);
    bytes.set(new Uint8Array(Float32Array.of(10, 0, 0, 0, 10, 0).buffer), initializers.get('W')?.rawBegin ?? 0);
    const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 2), [1, 2]) });
    expect(y?.data).toEqual(Float32Array.of(10, 20, 0));
    await session.release();
  });
});

describe('a model that Telar writes', () => {
  it('runs with its weights in a file of their own', async () => {
    const file = join(folder, 'external.onnx');
    await writeFile(`${file}_data`, new Uint8Array(Float32Array.of(0, 1, 0, 0, 1, 0, 0, 1).buffer));
    const data = { location: 'external.onnx_data', offset: 8, length: 24 };
    await writeFile(
      file,
      smallModelBytes({ initializers: [{ name: 'W', dims: [2, 3], dataType: elementType.float32, data }] }),
    );
    const session = await InferenceSession.create(file, { intraOpNumThreads: 1 });
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 2), [1, 2]) });
    expect([...(y?.data as Float32Array)]).toEqual([0, 0, 3]);
    expect((await walkOnnx(file)).initializers.get('W')?.external).toEqual(data);
    await session.release();
  });
});
