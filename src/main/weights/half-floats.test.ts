import { describe, expect, it } from 'vitest';
import { bfloatsToFloats, floatsToHalves, halvesToFloats } from './half-floats.ts';

const everyHalf = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);

describe('half precision', () => {
  it('keeps each of the 65,536 numbers on its way to float32 and back', () => {
    const floats = halvesToFloats(everyHalf);
    const back = floatsToHalves(floats);
    const changed = everyHalf.filter((bits, index) => back[index] !== bits && !Number.isNaN(floats[index]));
    expect([...changed]).toEqual([]);
  });

  it.each([
    ['one', 1, 0x3c00],
    ['minus two', -2, 0xc000],
    ['the largest', 65_504, 0x7bff],
    ['below half way to the next power of two', 65_519, 0x7bff],
    ['half way to the next power of two', 65_520, 0x7c00],
    ['minus infinity', -Infinity, 0xfc00],
    ['the smallest normal number', 2 ** -14, 0x0400],
    ['the smallest of all', 2 ** -24, 0x0001],
    ['a tie goes to the even zero', 2 ** -25, 0x0000],
    ['a tie goes up to an even one', 3 * 2 ** -25, 0x0002],
    ['a tie between 1 and the next', 1 + 2 ** -11, 0x3c00],
    ['just over that tie', 1 + 2 ** -11 + 2 ** -20, 0x3c01],
    ['minus zero', -0, 0x8000],
  ])('rounds %s', (_, value, bits) => {
    expect(floatsToHalves(Float32Array.of(value))).toEqual(Uint16Array.of(bits));
  });

  it('reads bfloat16 as the upper half of a float32', () => {
    expect(bfloatsToFloats(Uint16Array.of(0x3f80, 0xc049, 0x7f80))).toEqual(Float32Array.of(1, -3.140625, Infinity));
  });
});
