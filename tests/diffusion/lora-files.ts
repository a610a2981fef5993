import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createMergeCache } from '../../src/main/diffusion/lora/merge-cache.ts';
import { mergeLoras, type MergedFiles, type NetworkFiles } from '../../src/main/diffusion/lora/merge-loras.ts';
import {
  encodeOnnxModel,
  floatsToHalves,
  halvesToFloats,
  walkOnnx,
  type NewNode,
  type NewTensor,
} from '../../src/main/weights/index.ts';

export interface TestTensor {
  shape: number[];
  values: readonly number[];
  /** F32 unless told. */
  dtype?: 'F32' | 'F16' | 'I64';
}

/** Bytes of a safetensors file. */
export function safetensors(tensors: Record<string, TestTensor>, metadata: Record<string, string> = {}): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { shape, values, dtype = 'F32' }] of Object.entries(tensors)) {
    const bytes = new Uint8Array(
      dtype === 'F16'
        ? floatsToHalves(Float32Array.from(values)).buffer
        : dtype === 'I64'
          ? BigInt64Array.from(values, BigInt).buffer
          : Float32Array.from(values).buffer,
    );
    header[name] = { dtype, shape, data_offsets: [offset, (offset += bytes.length)] };
    parts.push(bytes);
  }
  const text = JSON.stringify(header);
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = new Uint8Array(new BigUint64Array([BigInt(json.length)]).buffer);
  return Buffer.concat([length, json, ...parts]);
}

/** A layer of a synthetic network: its weight as PyTorch has it, and the node an exporter makes of it. */
export interface TestLayer {
  path: string;
  kind: 'MatMul' | 'Gemm' | 'Conv';
  /** `[out, in]`, or `[out, in, height, width]`. */
  shape: number[];
  values: readonly number[];
}

export interface TestNetwork {
  layers: TestLayer[];
  precision?: 'float32' | 'float16';
  external?: boolean;
}

/**
 * Writes a network as PyTorch's exporter does: linear layers as MatMul on an anonymous transposed initialiser or as Gemm,
 * float16 weights behind a Cast. Its nodes hang together by their weights only: nothing here runs it.
 */
export async function writeNetwork(folder: string, { layers, precision, external }: TestNetwork): Promise<string> {
  const isHalf = precision === 'float16';
  const nodes: NewNode[] = [];
  const initializers: NewTensor[] = [];
  const data: Uint8Array[] = [];
  let offset = 0;
  layers.forEach(({ path, kind, shape, values }, at) => {
    const [rows = 0, columns = 0] = shape;
    const stored = kind === 'MatMul' ? turned(values, rows, columns) : values;
    const bytes = new Uint8Array(
      (isHalf ? floatsToHalves(Float32Array.from(stored)) : Float32Array.from(stored)).buffer,
    );
    const name = kind === 'MatMul' ? `onnx::MatMul_${100 + at}` : `${path}.weight`;
    data.push(bytes);
    const place = { location: 'model.onnx_data', offset, length: bytes.length };
    offset += bytes.length;
    initializers.push({
      name,
      dims: kind === 'MatMul' ? [columns, rows] : shape,
      dataType: isHalf ? 10 : 1,
      data: external === true ? place : bytes,
    });
    const weight = isHalf ? `${name}_float` : name;
    if (isHalf) nodes.push({ opType: 'Cast', inputs: [name], outputs: [weight], attributes: { to: 1 } });
    nodes.push({
      opType: kind,
      name: `/${path.replaceAll(/\.(?!\d)/g, '/')}/${kind}`,
      inputs: ['x', weight],
      outputs: [`${path}.out`],
      ...(kind === 'Gemm' ? { attributes: { transB: 1 } } : {}),
    });
  });
  const file = join(folder, 'unet', 'model.onnx');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, encodeOnnxModel({ opset: 17, nodes, initializers, inputs: [], outputs: [] }));
  if (external === true) await writeFile(`${file}_data`, Buffer.concat(data));
  return file;
}

/** The weights of a network's file as PyTorch has them, by path. */
export async function readNetwork(file: string, layers: readonly TestLayer[]): Promise<Record<string, number[]>> {
  const model = await walkOnnx(file);
  const own = await readFile(file);
  const found: Record<string, number[]> = {};
  for (const [at, { path, kind, shape }] of layers.entries()) {
    const tensor = model.initializers.get(kind === 'MatMul' ? `onnx::MatMul_${100 + at}` : `${path}.weight`);
    if (tensor === undefined) throw new Error(`no weight of ${path}`);
    const { external, rawBegin, rawEnd, dataType } = tensor;
    const bytes = Uint8Array.from(
      external === null
        ? own.subarray(rawBegin, rawEnd)
        : (await readFile(join(dirname(file), external.location))).subarray(
            external.offset,
            external.offset + (external.length ?? 0),
          ),
    );
    const values = Array.from(
      dataType === 10 ? halvesToFloats(new Uint16Array(bytes.buffer)) : new Float32Array(bytes.buffer),
    );
    const [rows = 0, columns = 0] = shape;
    found[path] = kind === 'MatMul' ? turned(values, columns, rows) : values;
  }
  return found;
}

function turned(values: readonly number[], rows: number, columns: number): number[] {
  const out: number[] = [];
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) out.push(values[row * columns + column] ?? 0);
  }
  return out;
}

/** A new empty folder. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'telar-lora-'));
}

/** Writes a LoRA file and gives its path. */
export async function writeLora(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, `${name}.safetensors`);
  await writeFile(file, bytes);
  return file;
}

/** Merges LoRAs into the networks of a model folder, into a cache below it. */
export function merge(
  modelFolder: string,
  files: NetworkFiles,
  loras: readonly { file: string; weight: number }[],
  maxBytes = 1e9,
): Promise<MergedFiles> {
  const orders = loras.map((lora, at) => ({ ...lora, id: `lora-${at}` }));
  const cache = createMergeCache(join(modelFolder, 'merged'), maxBytes);
  return mergeLoras(modelFolder, files, orders, {
    cache,
    signal: new AbortController().signal,
    onLayer: () => undefined,
  });
}

/** Numbers that look drawn, the same each time: a linear congruential generator, from -1 to 1. */
export function numbers(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.fround((state / 2 ** 31) * 2 - 1);
  });
}
