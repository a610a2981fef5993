/** Element types of TensorProto.DataType (onnx.proto), by number: their name and their size in bits; 0 = not fixed. */
const elements: readonly (readonly [name: string, bits: number])[] = [
  ['undefined', 0],
  ['float32', 32],
  ['uint8', 8],
  ['int8', 8],
  ['uint16', 16],
  ['int16', 16],
  ['int32', 32],
  ['int64', 64],
  ['string', 0],
  ['bool', 8],
  ['float16', 16],
  ['float64', 64],
  ['uint32', 32],
  ['uint64', 64],
  ['complex64', 64],
  ['complex128', 128],
  ['bfloat16', 16],
  ['float8e4m3fn', 8],
  ['float8e4m3fnuz', 8],
  ['float8e5m2', 8],
  ['float8e5m2fnuz', 8],
  ['uint4', 4],
  ['int4', 4],
  ['float4e2m1', 4],
  ['float8e8m0', 8],
  ['uint2', 2],
  ['int2', 2],
];

/** Numbers of the element types that Telar reads and writes itself. */
export const elementType = { float32: 1, int8: 3, int32: 6, int64: 7, string: 8, float16: 10, bfloat16: 16 } as const;

/** Name of an element type, `unknown (n)` for a number that onnx.proto does not have. */
export function elementName(dataType: number): string {
  return elements[dataType]?.[0] ?? `unknown (${String(dataType)})`;
}

/** Bytes of `count` elements packed one after the other, or null for a type without a fixed size. */
export function elementBytes(dataType: number, count: number): number | null {
  const bits = elements[dataType]?.[1] ?? 0;
  return bits === 0 ? null : Math.ceil((count * bits) / 8);
}

/** Elements of a shape; null where one side is negative or the product passes 2^53. A scalar has one. */
export function elementCount(dims: readonly number[]): number | null {
  if (dims.some((size) => !Number.isSafeInteger(size) || size < 0)) return null;
  if (dims.includes(0)) return 0;
  const count = dims.reduce((product, size) => product * size, 1);
  return Number.isSafeInteger(count) ? count : null;
}
