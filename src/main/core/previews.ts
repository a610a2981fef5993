import type { AssetSource } from './asset-source.ts';

/** Previews kept at once; older ones are of steps that nobody looks at any more. */
const maxPreviews = 64;

/** Newest previews of running cells, in memory. */
export interface Previews {
  /** Keeps a preview and returns the id under which it is served. */
  add(bytes: Uint8Array, mediaType: string): string;
  find(id: string): AssetSource | null;
}

/** An empty preview memory. */
export function createPreviews(): Previews {
  const previews = new Map<string, AssetSource>();
  let count = 0;
  return {
    add(bytes, mediaType) {
      count += 1;
      const id = `preview-${process.pid}-${count}`;
      previews.set(id, { mediaType, data: bytes });
      const oldest = previews.keys().next();
      if (previews.size > maxPreviews && oldest.done !== true) previews.delete(oldest.value);
      return id;
    },
    find: (id) => previews.get(id) ?? null,
  };
}
