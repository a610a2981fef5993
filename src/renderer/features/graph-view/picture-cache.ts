import type { TakeId } from '../../../shared/base/index.ts';

/** Side of a kept picture in pixels: on the canvas no cell is much higher. */
const side = 64;
/** Most pictures that are kept: 16 KiB each. */
const mostKept = 3_000;
/** Pictures that are fetched and decoded at the same time. */
const atOnce = 6;

/** Small pictures of takes for a canvas. */
export interface PictureCache {
  /** The picture if it is there; else it is fetched, and whoever watches hears of it. */
  get(take: TakeId): ImageBitmap | null;
  /** Tells of pictures that have come, until the returned function is called. */
  watch(onLoaded: (take: TakeId) => void): () => void;
  /** Frees all; what is on its way is dropped. */
  dispose(): void;
}

/** Creates a cache that fetches from the addresses `addressOf` gives. */
export function createPictureCache(addressOf: (take: TakeId) => string): PictureCache {
  /** Null: on its way, or there is none to show. The order is that of the last use. */
  const known = new Map<TakeId, ImageBitmap | null>();
  const waiting: TakeId[] = [];
  const listeners = new Set<(take: TakeId) => void>();
  let loading = 0;
  let isDisposed = false;

  async function load(take: TakeId): Promise<void> {
    const image = new Image();
    image.src = addressOf(take);
    await image.decode();
    const bitmap = await createImageBitmap(image, { resizeWidth: side, resizeHeight: side, resizeQuality: 'medium' });
    if (isDisposed || !known.has(take)) {
      bitmap.close();
      return;
    }
    known.set(take, bitmap);
    listeners.forEach((listener) => listener(take));
  }

  function next(): void {
    while (loading < atOnce) {
      // What was asked for last is in view now.
      const take = waiting.pop();
      if (take === undefined) return;
      loading += 1;
      load(take)
        // A take without a picture (a file that was deleted) keeps the colour of its state; the cell itself says what is wrong.
        .catch(() => undefined)
        .finally(() => {
          loading -= 1;
          next();
        });
    }
  }

  function forgetOldest(): void {
    for (const [take, bitmap] of known) {
      if (known.size <= mostKept) return;
      bitmap?.close();
      known.delete(take);
    }
  }

  return {
    get(take) {
      const bitmap = known.get(take);
      if (bitmap === undefined) {
        known.set(take, null);
        waiting.push(take);
        forgetOldest();
        next();
        return null;
      }
      known.delete(take);
      known.set(take, bitmap);
      return bitmap;
    },
    watch(onLoaded) {
      listeners.add(onLoaded);
      return () => listeners.delete(onLoaded);
    },
    dispose() {
      isDisposed = true;
      waiting.length = 0;
      for (const bitmap of known.values()) bitmap?.close();
      known.clear();
    },
  };
}
