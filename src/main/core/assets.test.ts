import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { take, type Take } from '../../shared/artifact/index.ts';
import { documentId } from '../../shared/base/index.ts';
import type { TakeIndex } from '../artifact/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import { createAssets } from './assets.ts';
import { createPreviews } from './previews.ts';

/** Opens assets of a folder that holds one take. */
async function assetsWith(
  facts: Pick<Take, 'assetType' | 'mediaType' | 'file'>,
): Promise<ReturnType<typeof createAssets>> {
  const outputDir = await mkdtemp(join(tmpdir(), 'telar-assets-'));
  await mkdir(join(outputDir, '.takes'));
  await writeFile(join(outputDir, '.takes', facts.file), 'four');
  const only = take.parse({
    ...{ id: 'take1', unit: 'u1', layer: 'shot', bytes: 4, sha256: '0'.repeat(64), width: null, height: null },
    ...{ origin: 'generated', model: null, recipe: null, prompt: null, seed: null, durationMs: null },
    ...{ costMicroUsd: 0, runId: null, createdAt: '2026-01-02T03:04:05Z' },
    ...facts,
  });
  const found = { take: only, documentId: documentId.parse('d1'), outputDir };
  const takeIndex: Pick<TakeIndex, 'find'> = { find: async (id) => (id === only.id ? found : null) };
  const picture: Pick<PictureProcess, 'thumbnail'> = { thumbnail: async () => Uint8Array.from([1, 2, 3]) };
  return createAssets({
    home: outputDir,
    takeIndex: takeIndex as TakeIndex,
    previews: createPreviews(),
    picture: picture as PictureProcess,
  });
}

it.each([
  { assetType: 'image', mediaType: 'image/png', file: 'a.png', thumbnail: { mediaType: 'image/webp', bytes: 3 } },
  { assetType: 'video', mediaType: 'video/mp4', file: 'a.mp4', thumbnail: null },
  { assetType: 'audio', mediaType: 'audio/mpeg', file: 'a.mp3', thumbnail: null },
  { assetType: 'text', mediaType: 'text/plain', file: 'a.txt', thumbnail: null },
] as const)(
  'a take of $mediaType is served as that; only pictures have a small one',
  async ({ thumbnail, ...facts }) => {
    const open = await assetsWith(facts);
    expect(await open('take1', 'full')).toMatchObject({ mediaType: facts.mediaType, bytes: 4 });
    const small = await open('take1', 'thumbnail');
    if (thumbnail === null) expect(small).toBeNull();
    else expect(small).toMatchObject(thumbnail);
    expect(await open('take2', 'full')).toBeNull();
  },
);
