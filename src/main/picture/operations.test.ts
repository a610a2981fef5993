import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from './operations.ts';

const plain = {
  scale: 1,
  kernel: 'nearest',
  matte: 0,
  matteColor: '#ffffff',
  border: 0,
  borderColor: '#000000',
} as const;
let folder: string;
let sideways: string;
let noisy: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-picture-'));
  sideways = join(folder, 'sideways.jpg');
  noisy = join(folder, 'noisy.jpg');
  const blue = sharp({ create: { width: 40, height: 20, channels: 3, background: '#2040ff' } });
  // What a phone held upright writes: pixels lying on their side and a note to turn them.
  await blue.jpeg().withMetadata({ orientation: 6 }).toFile(sideways);
  const bytes = Buffer.from(Array.from({ length: 32 * 32 * 3 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255));
  await sharp(bytes, { raw: { width: 32, height: 32, channels: 3 } })
    .jpeg({ quality: 100 })
    .toFile(noisy);
});

describe('a photograph with an orientation note', () => {
  const upright = { width: 20, height: 40 };

  it('is probed and framed upright', async () => {
    expect(await operations.probe({ file: sideways })).toMatchObject(upright);
    const target = join(folder, 'frame.png');
    expect(await operations.frame({ file: sideways, target, options: plain })).toMatchObject(upright);
  });

  it('is converted upright', async () => {
    const target = join(folder, 'converted.png');
    await operations.convert({ file: sideways, target, mediaType: 'image/png', scale: 1 });
    expect(await sharp(target).metadata()).toMatchObject(upright);
  });
});

it('enlarges a picture with its transparency', async () => {
  const [source, target] = [join(folder, 'clear.png'), join(folder, 'large.webp')];
  await sharp({ create: { width: 6, height: 4, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } } })
    .png()
    .toFile(source);
  await operations.convert({ file: source, target, mediaType: 'image/webp', scale: 4 });
  expect(await sharp(target).metadata()).toMatchObject({ width: 24, height: 16, hasAlpha: true });
});

it('frames a JPEG without compressing it a second time', async () => {
  const target = join(folder, 'noisy.png');
  await operations.frame({ file: noisy, target, options: plain });
  const [before, after] = await Promise.all([noisy, target].map((file) => sharp(file).removeAlpha().raw().toBuffer()));
  expect(after?.equals(before ?? Buffer.alloc(0))).toBe(true);
});
