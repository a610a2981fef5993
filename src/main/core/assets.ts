import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { takeId, type TakeId } from '../../shared/base/index.ts';
import { takesFolderName, type TakeIndex } from '../artifact/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import type { AssetSource } from './asset-source.ts';
import type { Previews } from './previews.ts';

/** Longest edge of a thumbnail in pixels: twice the largest size shown, for dense screens. */
const thumbnailEdge = 512;

export interface AssetsOptions {
  home: string;
  takeIndex: TakeIndex;
  previews: Previews;
  picture: PictureProcess;
}

function thumbnailFileOf(home: string, id: string): string {
  return join(home, 'cache', 'thumbnails', `${id}.webp`);
}

/** Drops the thumbnail of a take that is no more. */
export async function forgetThumbnail(home: string, id: TakeId): Promise<void> {
  await rm(thumbnailFileOf(home, id), { force: true });
}

/** Finds takes, thumbnails and previews by id. Only ids of the index lead to files; no path comes from outside. */
export function createAssets({ home, takeIndex, previews, picture }: AssetsOptions) {
  async function thumbnailOf(id: string, source: string): Promise<AssetSource> {
    const file = thumbnailFileOf(home, id);
    if (!existsSync(file)) {
      await mkdir(dirname(file), { recursive: true });
      const temporary = `${file}.${process.pid}.part`;
      await writeFile(temporary, await picture.thumbnail(source, thumbnailEdge));
      await rename(temporary, file);
    }
    return { mediaType: 'image/webp', file, bytes: (await stat(file)).size };
  }

  return async function openAsset(id: string, variant: 'full' | 'thumbnail'): Promise<AssetSource | null> {
    if (id.startsWith('preview-')) return previews.find(id);
    const parsed = takeId.safeParse(id);
    const found = parsed.success ? await takeIndex.find(parsed.data) : null;
    if (found === null) return null;
    const file = join(found.outputDir, takesFolderName, found.take.file);
    if (!existsSync(file)) return null;
    // A whole film instead of a small picture would only be downloaded in vain.
    if (variant === 'thumbnail') return found.take.assetType === 'image' ? thumbnailOf(id, file) : null;
    return { mediaType: found.take.mediaType, file, bytes: found.take.bytes };
  };
}
