import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { metadataOf, readMetadata, withMetadata } from '../../src/main/artifact/index.ts';
import {
  noFacts,
  recordOf,
  take as takeSchema,
  type PictureFacts,
  type Take,
} from '../../src/shared/artifact/index.ts';
import { freshFolder } from '../telar-process.ts';
import { seenByExifTool, seenByPillow } from './picture-tools.ts';

const prompt = 'a blue house, “neón” 日本語 🎈\nsecond line: with, commas';
const facts: PictureFacts = {
  ...noFacts('telar'),
  prompt,
  negativePrompt: 'blurry, "text"',
  seed: '18446744073709551615',
  steps: 12,
  cfgScale: 2.5,
  sampler: 'DPM++ 2M Karras',
  width: 24,
  height: 16,
  model: 'local/telar-mini',
  loras: [{ id: 'neon', weight: 0.8 }],
};
const neonHash = 'ab'.repeat(32);
const take: Take = takeSchema.parse({
  id: 't1',
  unit: 'night',
  layer: 'plate',
  assetType: 'image',
  file: 't1.png',
  mediaType: 'image/png',
  bytes: 1,
  sha256: '0'.repeat(64),
  width: 24,
  height: 16,
  origin: 'generated',
  model: 'local/telar-mini',
  recipe: {
    hash: '1'.repeat(64),
    model: 'local/telar-mini',
    templateVersion: '3',
    parameters: { prompt, steps: 12, image: '/home/somebody/secret/start.png', scheduler: 'dpmpp_2m_karras' },
    files: { 'lora:neon': `sha256:${neonHash}` },
  },
  prompt,
  seed: '18446744073709551615',
  durationMs: 900,
  costMicroUsd: 0,
  runId: 'run',
  createdAt: '2026-11-21T10:00:00.000Z',
});

const formats = ['png', 'jpeg', 'webp'] as const;
type Format = (typeof formats)[number];
const size = { width: 24, height: 16 };
const infotext = [
  `${prompt} <lora:neon:0.8>`,
  'Negative prompt: blurry, "text"',
  'Steps: 12, Sampler: DPM++ 2M Karras, CFG scale: 2.5, Seed: 18446744073709551615, Size: 24x16, Model: local/telar-mini, ' +
    'Lora hashes: "neon: abababababab"',
].join('\n');

let folder: string;
const plain = new Map<Format, Buffer>();
beforeAll(async () => {
  folder = await freshFolder('metadata');
  const pixels = Buffer.from(Array.from({ length: 24 * 16 * 3 }, (_, i) => (i * 7) % 256));
  for (const format of formats) {
    plain.set(
      format,
      await sharp(pixels, { raw: { ...size, channels: 3 } })
        [format]({ quality: 90 })
        .toBuffer(),
    );
  }
});

async function written(format: Format, isShareSafe: boolean, bytes = plain.get(format)!): Promise<string> {
  const file = join(folder, `${isShareSafe ? 'safe' : 'full'}-${Math.random()}.${format}`);
  const record = recordOf(take, facts, { isShareSafe });
  const { bytes: done, isComplete } = withMetadata(bytes, file, { record, source: 'trainedAlgorithmicMedia', size });
  expect(isComplete).toBe(true);
  await writeFile(file, done);
  return file;
}

const pixelsOf = (bytes: Buffer | string): Promise<Buffer> => sharp(bytes).raw().toBuffer();

describe.each(formats)('a %s', (format) => {
  it('is read back by Pillow and ExifTool, in any script, with the pixels it had', async () => {
    const file = await written(format, false);
    const pillow = seenByPillow(file);
    expect(pillow).toMatchObject({ format: format.toUpperCase(), size: [24, 16] });
    expect(format === 'png' ? pillow.texts.parameters : pillow.comment).toBe(infotext);
    const tags = seenByExifTool(file);
    expect(tags['XMP:DigitalSourceType']).toMatch(/trainedAlgorithmicMedia$|Trained/i);
    if (format === 'png') expect(tags['PNG:Parameters']).toBe(infotext);
    else expect(tags['EXIF:UserComment']).toBe(infotext);
    expect(await pixelsOf(file)).toEqual(await pixelsOf(plain.get(format)!));
  });

  it('gives its own record back whole, without a path of this machine', async () => {
    const read = await readMetadata(await written(format, false));
    expect(read).toMatchObject({ mediaType: `image/${format}`, digitalSourceType: 'trainedAlgorithmicMedia' });
    expect(read.facts[0]).toEqual(facts);
    expect(read.facts[1]).toMatchObject({
      source: 'a1111',
      prompt: `${prompt} <lora:neon:0.8>`,
      steps: 12,
      seed: facts.seed,
    });
    expect(read.record).toMatchObject({
      unit: 'night',
      layer: 'plate',
      templateVersion: '3',
      parameters: { image: '' },
    });
    expect(JSON.stringify([...read.texts])).not.toContain('somebody');
  });

  it('says nothing of its prompt when it is share-safe, also not what it said before', async () => {
    const file = await written(format, true, await readFile(await written(format, false)));
    const bytes = await readFile(file);
    for (const word of ['house', 'blurry', 'night', 'somebody']) {
      const wide = Buffer.from(word, 'utf16le');
      expect(bytes.includes(word) || bytes.includes(wide) || bytes.includes(Buffer.from(wide).swap16())).toBe(false);
    }
    const read = await readMetadata(file);
    expect(read.record).toMatchObject({ shareSafe: true, model: 'local/telar-mini' });
    expect(read.digitalSourceType).toBe('trainedAlgorithmicMedia');
    expect(read.facts[0]).toMatchObject({ prompt: '', negativePrompt: '', steps: 12 });
  });

  it('is refused when it is cut off', async () => {
    const bytes = await readFile(await written(format, false));
    expect(() => metadataOf(bytes.subarray(0, 60), 'cut')).toThrow(
      expect.objectContaining({ code: 'MediaImportError', kind: 'damaged' }),
    );
  });
});
