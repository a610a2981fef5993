import { floatsToHalves, halvesToFloats } from '../../weights/index.ts';
import { float16Type } from './graph-weights.ts';

/** Bytes of an element of a weight that LoRAs can change. */
export function floatBytes(dataType: number): number {
  return dataType === float16Type ? 2 : 4;
}

/** Float32 or float16 values as initialisers hold them; `bytes` begins where an array of its own may begin. */
export function readFloats(bytes: Uint8Array, dataType: number): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes;
  if (dataType === float16Type) return halvesToFloats(new Uint16Array(buffer, byteOffset, byteLength / 2));
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** The bytes of values, rounded to nearest for float16; null where one is beyond what the type holds. */
export function writeFloats(values: Float32Array, dataType: number): Uint8Array | null {
  const isHalf = dataType === float16Type;
  // From here on a value rounds to infinity in float16.
  const limit = isHalf ? 65_520 : Number.POSITIVE_INFINITY;
  for (const value of values) if (!(Math.abs(value) < limit)) return null;
  const stored = isHalf ? floatsToHalves(values) : values;
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}
