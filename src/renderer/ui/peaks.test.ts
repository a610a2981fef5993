import { describe, expect, it } from 'vitest';
import { peaksOf } from './peaks.ts';

describe('peaksOf', () => {
  it('takes the loudest sample of each part, of either sign, and makes the loudest 1', () => {
    const samples = Float32Array.from([0, 0.25, -0.5, 0.1, 0, 0, 0.125, 0]);
    expect(peaksOf(samples, 4)).toEqual([0.5, 1, 0, 0.25]);
  });

  it('leaves bars empty that no sample falls in, and silence flat', () => {
    expect(peaksOf(Float32Array.from([0.5, -1]), 4)).toEqual([0.5, 0, 1, 0]);
    expect(peaksOf(new Float32Array(8), 2)).toEqual([0, 0]);
    expect(peaksOf(new Float32Array(0), 2)).toEqual([0, 0]);
  });
});
