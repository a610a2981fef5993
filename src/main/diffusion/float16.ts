const scratch = new DataView(new ArrayBuffer(4));

/** IEEE 754 binary16 bit patterns, rounded to nearest even. Too large numbers become infinities. */
export function toFloat16Bits(values: ArrayLike<number>): Uint16Array {
  const bits = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) bits[i] = float16Bits(values[i] ?? 0);
  return bits;
}

/** float32 values of half-precision data: bit patterns, or a runtime's own Float16Array. */
export function fromFloat16(data: ArrayLike<number>): Float32Array {
  if (!(data instanceof Uint16Array)) return Float32Array.from(data);
  return Float32Array.from(data, float16Value);
}

function float16Bits(value: number): number {
  scratch.setFloat32(0, value);
  const word = scratch.getUint32(0);
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 127 + 15;
  const mantissa = word & 0x7fffff;
  if (((word >>> 23) & 0xff) === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent >= 1) return sign + roundedShift((exponent << 23) | mantissa, 13);
  if (exponent < -10) return sign;
  return sign + roundedShift(mantissa | 0x800000, 14 - exponent);
}

/** `value >> shift`, halves to even. A carry out of the mantissa lands in the exponent, where it belongs. */
function roundedShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}

function float16Value(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >>> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
