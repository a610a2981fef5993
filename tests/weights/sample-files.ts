import { encodeOnnxModel, elementType, type NewModel, type NewTensor } from '../../src/main/weights/index.ts';

/** A float32 tensor with these values. */
export function floatTensor(name: string, dims: readonly number[], values: readonly number[]): NewTensor {
  return { name, dims, dataType: elementType.float32, data: new Uint8Array(Float32Array.from(values).buffer) };
}

/** A list of whole numbers, as shapes are stored. */
export function shapeTensor(name: string, sizes: readonly number[]): NewTensor {
  const data = new Uint8Array(BigInt64Array.from(sizes, BigInt).buffer);
  return { name, dims: [sizes.length], dataType: elementType.int64, data };
}

/** y = x W with W of 2 x 3: the smallest model with a weight. */
export const smallModel: NewModel = {
  opset: 17,
  nodes: [{ opType: 'MatMul', name: '/proj/MatMul', inputs: ['x', 'W'], outputs: ['y'] }],
  initializers: [floatTensor('W', [2, 3], [1, 2, 3, 4, 5, 6])],
  inputs: [{ name: 'x', elemType: elementType.float32, dims: ['batch', 2] }],
  outputs: [{ name: 'y', elemType: elementType.float32, dims: ['batch', 3] }],
};

/** The bytes of the small model with parts of it changed. */
export function smallModelBytes(change: Partial<NewModel> = {}): Uint8Array {
  return encodeOnnxModel({ ...smallModel, ...change });
}

/** A safetensors file: the header as given, then so many bytes of data. */
export function safetensorsBytes(header: unknown, dataBytes: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** The kind of the typed failure that `work` ends with, or what it gave where it did not fail. */
export async function failureKindOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    const { code, kind, message } = error as { code?: string; kind?: string; message: string };
    return code === undefined ? `untyped: ${message}` : `${code} ${String(kind)}`;
  }
}
