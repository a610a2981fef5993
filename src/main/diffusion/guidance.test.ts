import { describe, expect, it } from 'vitest';
import { embedGuidance } from './guidance.ts';

describe('the vector of a guidance scale', () => {
  it('is sines and cosines of the scale in thousandths above 1, from the fastest to the slowest', () => {
    const expected = [1, 10_000 ** -(1 / 3), 10_000 ** -(2 / 3), 1 / 10_000].map((frequency) => 6500 * frequency);
    const embedding = embedGuidance(7.5, 8);
    expected.forEach((angle, i) => {
      expect(embedding[i]).toBeCloseTo(Math.sin(angle), 6);
      expect(embedding[4 + i]).toBeCloseTo(Math.cos(angle), 6);
    });
  });

  it('of 1 is all cosines, and an odd length ends in a zero', () => {
    expect([...embedGuidance(1, 5)]).toEqual([0, 0, 1, 1, 0]);
  });
});
