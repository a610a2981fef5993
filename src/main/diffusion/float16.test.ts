import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFloat16, toFloat16Bits } from './float16.ts';

describe('half precision', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [1e30, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.5, 0x0001],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
  ])('writes %d as its bits', (value, bits) => {
    expect(toFloat16Bits([value])[0]).toBe(bits);
  });

  it('reads every bit pattern as the value that writes it', () => {
    const patterns = Uint16Array.from({ length: 0x10000 }, (_, i) => i).filter((bits) => (bits & 0x7fff) <= 0x7c00);
    expect(toFloat16Bits(fromFloat16(patterns))).toEqual(patterns);
  });

  it('rounds to the nearest of its neighbours', () => {
    fc.assert(
      fc.property(fc.float({ min: -60000, max: 60000, noNaN: true }), (value) => {
        const [bits = 0] = toFloat16Bits([value]);
        const error = (pattern: number): number => Math.abs((fromFloat16(Uint16Array.of(pattern))[0] ?? 0) - value);
        const neighbours = [bits - 1, bits + 1].filter((pattern) => (pattern & 0x7fff) <= 0x7c00 && pattern >= 0);
        expect(neighbours.every((pattern) => error(bits) <= error(pattern))).toBe(true);
      }),
    );
  });
});
