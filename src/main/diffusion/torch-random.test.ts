import { describe, expect, it } from 'vitest';
import { TorchGenerator } from './torch-random.ts';

const rounded = (values: Float32Array): number[] => [...values].map((value) => Number(value.toFixed(4)));

describe('TorchGenerator', () => {
  it('draws few numbers as torch.manual_seed(0); torch.randn(4) does', () => {
    expect(rounded(new TorchGenerator(0).randn(4))).toEqual([1.541, -0.2934, -2.1788, 0.5684]);
  });

  it('draws many numbers as torch.manual_seed(0); torch.randn(32) does', () => {
    const first = rounded(new TorchGenerator(0).randn(32)).slice(0, 8);
    expect(first).toEqual([-1.1258, -1.1524, -0.2506, -0.4339, 0.8487, 0.692, -0.316, -2.1152]);
  });

  it('is normal: mean 0 and variance 1', () => {
    const values = new TorchGenerator(7).randn(40_001);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  });
});
