import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emphasize } from './emphasize.ts';

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('emphasis on hidden states', () => {
  it('leaves them untouched where every weight is 1', () => {
    const states = Float32Array.of(1, 2, 3, 4);
    expect(emphasize(states, [1, 1])).toBe(states);
  });

  it('scales the token and brings the mean back', () => {
    // Weighted: 2 4 3 4, mean 3.25; before 2.5.
    const factor = 2.5 / 3.25;
    expect([...emphasize(Float32Array.of(1, 2, 3, 4), [2, 1])]).toEqual(
      [2, 4, 3, 4].map((value) => Math.fround(value * factor)),
    );
  });

  it('does not divide by a mean that is chance', () => {
    expect([...emphasize(Float32Array.of(1, -1, 3, -3), [2, 1])]).toEqual([2, -2, 3, -3]);
  });

  it('keeps any states finite, and the mean where it counts', () => {
    const value = fc.float({ min: -100, max: 100, noNaN: true });
    const weights = fc.array(fc.float({ min: -10, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 12, maxLength: 12 }), weights, (values, each) => {
        const result = emphasize(Float32Array.from(values), each);
        expect(result.every(Number.isFinite)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 12 }), (values) => {
        const states = Float32Array.from(values);
        expect(mean(emphasize(states, [1, 1.5, 0.5]))).toBeCloseTo(mean(states), 4);
      }),
    );
  });
});
