import { describe, expect, it } from 'vitest';
import { runTiled, vaeTiles, type Planes } from './tiles.ts';

/** A picture of waves, so that every place looks different. */
function waves(channels: number, height: number, width: number): Planes {
  const data = Float32Array.from(
    { length: channels * height * width },
    (_, i) => Math.sin(i * 0.7) + Math.cos(i * 0.013),
  );
  return { channels, height, width, data };
}

/** Doubles the size and blurs over `reach` cells, as the convolutions of a decoder do: zeros beyond the border. */
function blurringDecoder(reach: number): (tile: Planes) => Promise<Planes> {
  return ({ channels, height, width, data }) => {
    const at = (c: number, y: number, x: number): number =>
      y < 0 || x < 0 || y >= height || x >= width ? 0 : (data[(c * height + y) * width + x] ?? 0);
    const made = new Float32Array(channels * height * width * 4);
    for (let i = 0; i < made.length; i++) {
      const [x, y] = [i % (2 * width), Math.floor(i / (2 * width)) % (2 * height)];
      const channel = Math.floor(i / (4 * width * height));
      let sum = 0;
      for (let step = -reach; step <= reach; step++) {
        sum += at(channel, Math.floor(y / 2) + step, Math.floor(x / 2)) / (2 + Math.abs(step));
        sum += at(channel, Math.floor(y / 2), Math.floor(x / 2) + step) / (3 + Math.abs(step));
      }
      made[i] = sum + 0.1 * (x % 2) - 0.1 * (y % 2);
    }
    return Promise.resolve({ channels, height: 2 * height, width: 2 * width, data: made });
  };
}

function largestDifference(a: Planes, b: Planes): number {
  expect([a.channels, a.height, a.width]).toEqual([b.channels, b.height, b.width]);
  return a.data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b.data[i] ?? 0))), 0);
}

const options = { largest: 20, overlap: 8, inputCell: 1, outputCell: 2 };

describe('decoding in tiles', () => {
  it.each([
    [21, 20],
    [20, 45],
    [33, 50],
    [61, 21],
  ])('gives what one run over %d x %d gives, for a decoder that sees two cells far', async (height, width) => {
    const picture = waves(2, height, width);
    const seen: number[] = [];
    const decode = blurringDecoder(2);
    const tiled = await runTiled(picture, options, (tile) => {
      seen.push(Math.max(tile.height, tile.width));
      return decode(tile);
    });
    expect(largestDifference(tiled, await decode(picture))).toBeLessThan(1e-5);
    expect(seen.length).toBeGreaterThan(1);
    expect(Math.max(...seen)).toBeLessThanOrEqual(20);
  });

  it('shows no seam for a decoder that sees farther: as smooth as in one run', async () => {
    const picture = waves(1, 40, 40);
    const decode = blurringDecoder(5);
    const [tiled, whole] = [await runTiled(picture, options, decode), await decode(picture)];
    // The values run over about 12: a twentieth of that is what eyes cannot find in a melted strip.
    expect(largestDifference(tiled, whole)).toBeLessThan(0.6);
  });

  it('encodes by cells of several pixels', async () => {
    const picture = waves(3, 4 * 30, 4 * 22);
    const meanOfCells = ({ channels, height, width, data }: Planes): Promise<Planes> => {
      const [rows, columns] = [height / 4, width / 4];
      const made = new Float32Array(channels * rows * columns);
      data.forEach((value, i) => {
        const [x, y] = [i % width, Math.floor(i / width) % height];
        const at = (Math.floor(i / (width * height)) * rows + Math.floor(y / 4)) * columns + Math.floor(x / 4);
        made[at] = (made[at] ?? 0) + value / 16;
      });
      return Promise.resolve({ channels, height: rows, width: columns, data: made });
    };
    const tiled = await runTiled(picture, { ...options, inputCell: 4, outputCell: 1 }, meanOfCells);
    expect(largestDifference(tiled, await meanOfCells(picture))).toBeLessThan(1e-5);
  });

  it('is for pictures above 768 x 768 pixels at eight an element', () => {
    expect([vaeTiles(96 * 96), vaeTiles(96 * 97)]).toEqual([null, { largest: 80, overlap: 16 }]);
  });
});
