import { originalPath, type BlockName } from './block-names.ts';

/**
 * Finds the layers of a network by the names that LoRA files give them. Dots and underscores count as the same, because
 * kohya's names cannot be split: `to_out_0` may be `to_out.0` or `to.out_0`. So it is our paths that are folded.
 */
export function createLayerIndex(
  paths: Iterable<string>,
  blocks: readonly BlockName[],
): { find: (module: string) => string | null } {
  const byName = new Map<string, string>();
  const twice = new Set<string>();
  function add(name: string, path: string): void {
    const folded = fold(name);
    const known = byName.get(folded);
    if (known !== undefined && known !== path) twice.add(folded);
    byName.set(folded, path);
  }
  for (const path of paths) {
    add(path, path);
    const original = originalPath(path, blocks);
    if (original !== null) add(original, path);
    // Some exporters keep the outer class of a CLIP text encoder in the path, some do not; LoRA files always do.
    if (path.startsWith('encoder.layers.')) add(`text_model.${path}`, path);
  }
  return {
    find(module) {
      const folded = fold(module);
      return twice.has(folded) ? null : (byName.get(folded) ?? null);
    },
  };
}

function fold(name: string): string {
  return name.replaceAll('.', '_');
}
