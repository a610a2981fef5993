import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankMasked, composite, featherMask, latentMask, mergeLatents } from './mask.ts';

/** A mask drawn with one character a pixel: `#` is repainted, `+` half, `.` kept. */
function drawn(...rows: string[]): { width: number; height: number; data: Uint8Array } {
  const values: Record<string, number> = { '#': 255, '+': 100, '.': 0 };
  const data = Uint8Array.from(rows.join(''), (character) => values[character] ?? 0);
  return { width: rows[0]?.length ?? 0, height: rows.length, data };
}

describe('the feather of a mask', () => {
  it('falls off outwards by the distance to the mask', () => {
    const { data } = drawn('#....');
    expect([...featherMask({ width: 5, height: 1, data }, 3)]).toEqual([255, 191, 128, 64, 0]);
  });

  it('is none without a width, and leaves half-white parts as they are', () => {
    const mask = drawn('.+#');
    expect([...featherMask(mask, 0)]).toEqual([0, 100, 255]);
  });

  it('takes the ringing of a resized edge for black', () => {
    const data = Uint8Array.from([0, 5, 15, 16, 255]);
    expect([...featherMask({ width: 5, height: 1, data }, 0)]).toEqual([0, 0, 0, 16, 255]);
  });

  it('equals the distance to the nearest white pixel, looked up one by one', () => {
    const mask = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, height]) =>
        fc
          .array(fc.constantFrom(0, 0, 0, 255), { minLength: width * height, maxLength: width * height })
          .map((values) => ({ width, height, data: Uint8Array.from(values) })),
      );
    fc.assert(
      fc.property(mask, fc.integer({ min: 1, max: 5 }), ({ width, height, data }, feather) => {
        const expected = [...data.keys()].map((at) => {
          const distances = [...data.keys()]
            .filter((other) => data[other] === 255)
            .map((other) =>
              Math.hypot((at % width) - (other % width), Math.floor(at / width) - Math.floor(other / width)),
            );
          const share = 1 - Math.min(Infinity, ...distances) / (feather + 1);
          return Math.max(0, Math.round(255 * share));
        });
        expect([...featherMask({ width, height, data }, feather)]).toEqual(expected);
      }),
    );
  });
});

it('repaints each latent element that touches a repainted pixel', () => {
  const { data, width, height } = drawn('.....#..', '........', '........', '........');
  expect([...latentMask(data, { width, height, factor: 4 })]).toEqual([0, 1]);
});

it('merges latents in every channel', () => {
  const [kept, made] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8)];
  expect([...mergeLatents(kept, made, Float32Array.of(0, 1))]).toEqual([1, 6, 3, 8]);
});

it('puts the repainted part into the original, and keeps its other bytes', () => {
  const original = { width: 3, height: 1, data: Uint8Array.from([10, 20, 30, 10, 20, 30, 10, 20, 30]) };
  const made = { width: 3, height: 1, data: new Uint8Array(9).fill(110) };
  expect([...composite(original, made, Uint8Array.from([0, 51, 255])).data]).toEqual([
    10, 20, 30, 30, 38, 46, 110, 110, 110,
  ]);
  expect([...blankMasked(original, Uint8Array.from([0, 51, 255])).data]).toEqual([
    10, 20, 30, 128, 128, 128, 128, 128, 128,
  ]);
});
