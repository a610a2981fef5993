import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, open, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { CancelledError } from '../../../shared/base/index.ts';
import { addProduct } from './add-product.ts';
import { readFloats, writeFloats } from './float-bytes.ts';
import { unreadableLora } from './lora-failures.ts';
import { factorsOf, joinFactors, transposeFactors } from './low-rank.ts';
import type { NetworkFile } from './network-file.ts';
import type { MergeLayer } from './plan-merge.ts';

export interface MergeProgress {
  signal: AbortSignal;
  /** Called after every weight. */
  onLayer: () => void;
}

/**
 * Writes a copy of a network's files into `folder` with the LoRAs merged into its weights, and gives the copy's model
 * file. Weights are overwritten where they lie, in the copy: what is read is always the untouched original, so nothing is
 * ever subtracted again, and no position in the files changes.
 */
export async function mergeFile(
  network: NetworkFile,
  layers: readonly MergeLayer[],
  folder: string,
  { signal, onLayer }: MergeProgress,
): Promise<string> {
  const root = dirname(network.file);
  const copies = new Map<string, { source: FileHandle; target: FileHandle }>();
  try {
    for (const name of [basename(network.file), ...network.dataFiles]) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      // Where the file system can, a copy shares its blocks with the original until they are written.
      await copyFile(join(root, name), join(folder, name), constants.COPYFILE_FICLONE);
      // A copy takes over that its original may only be read.
      await chmod(join(folder, name), 0o600);
      copies.set(name, { source: await open(join(root, name), 'r'), target: await open(join(folder, name), 'r+') });
    }
    for (const layer of layers) {
      // Gives a cancel message the chance to arrive.
      await setImmediate();
      if (signal.aborted) throw new CancelledError();
      const { name, position, bytes, dataType } = network.locate(layer.weight.initializer);
      const files = copies.get(name);
      if (files === undefined) throw new Error(`${name} is no file of ${network.file}`);
      const clean = new Uint8Array(bytes);
      await files.source.read(clean, 0, bytes, position);
      await files.target.write(await mergeWeight(clean, dataType, layer), 0, bytes, position);
      onLayer();
    }
    for (const { target } of copies.values()) await target.sync();
  } finally {
    for (const { source, target } of copies.values()) await Promise.all([source.close(), target.close()]);
  }
  return join(folder, basename(network.file));
}

async function mergeWeight(clean: Uint8Array, dataType: number, layer: MergeLayer): Promise<Uint8Array> {
  const factors = [];
  for (const { lora, entry } of layer.changes) factors.push(factorsOf(await entry.read(), lora.weight));
  const joined = joinFactors(factors, layer.size);
  const merged = await addProduct(
    readFloats(clean, dataType),
    layer.weight.isTransposed ? transposeFactors(joined) : joined,
  );
  const bytes = writeFloats(merged, dataType);
  if (bytes !== null) return bytes;
  const [change] = layer.changes;
  throw unreadableLora(change?.lora.content.file ?? '', `merged into ${layer.path} it gives values beyond the numbers`);
}
