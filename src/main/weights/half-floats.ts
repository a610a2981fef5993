const scratch = new DataView(new ArrayBuffer(4));

/** Value of each of the 65,536 half-precision numbers (IEEE 754 binary16), made at its first use. */
let halfValues: Float32Array | null = null;

function halfTable(): Float32Array {
  halfValues ??= Float32Array.from({ length: 65_536 }, (_, bits) => halfToFloat(bits));
  return halfValues;
}

/** binary16: 1 sign bit, 5 bits of exponent with bias 15, 10 bits of fraction. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Half-precision numbers, given by their bits, as float32. */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  const table = halfTable();
  const floats = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index++) floats[index] = table[halves[index] ?? 0] ?? 0;
  return floats;
}

/** bfloat16 is the upper half of a float32. */
export function bfloatsToFloats(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index++) bits[index] = (halves[index] ?? 0) * 0x1_0000;
  return new Float32Array(bits.buffer);
}

/** Largest finite half-precision number. */
export const largestHalf = 65_504;

/** Bits of the half-precision numbers nearest to float32 values, ties to even; too large ones become infinite. */
export function floatsToHalves(floats: Float32Array): Uint16Array {
  const halves = new Uint16Array(floats.length);
  const bits = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  for (let index = 0; index < halves.length; index++) halves[index] = bitsToHalf(bits[index] ?? 0);
  return halves;
}

function bitsToHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fff_ffff;
  if (magnitude > 0x7f80_0000) return sign | 0x7e00;
  // From half way between the largest half and the next power of two on.
  if (magnitude >= 0x477f_f000) return sign | 0x7c00;
  if (magnitude < 0x3880_0000) {
    // Below 2^-14 halves are multiples of 2^-24: adding 0.5 in float32 rounds to just that grid, ties to even.
    scratch.setUint32(0, magnitude);
    scratch.setFloat32(0, scratch.getFloat32(0) + 0.5);
    return sign | (scratch.getUint32(0) - 0x3f00_0000);
  }
  // Rebias the exponent from 127 to 15, and round the 13 bits that go away, ties to even.
  const odd = (magnitude >>> 13) & 1;
  return sign | ((magnitude - 0x3800_0000 + 0xfff + odd) >>> 13);
}
