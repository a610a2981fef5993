import type { FileDemand, GraphFile } from '../../memory/index.ts';
import type { LoraOrder } from '../protocol.ts';
import { createMergeCache } from './merge-cache.ts';
import { mergeLoras, type NetworkFiles } from './merge-loras.ts';

/** What a model takes, with the files of merged weights in place of its own. */
export interface MergedDemand {
  demand: FileDemand;
  /** Layers of LoRAs that were left out, as plain sentences. */
  notes: readonly string[];
}

/** Merged weights kept at most: the UNet of SDXL twice, that of SD 1.5 some six times. */
const maxCacheBytes = 12 * 1024 ** 3;

/** Merges LoRAs into the files that a model is loaded from. Merged files are as large as those they stand for. */
export async function mergeDemand(
  modelFolder: string,
  demand: FileDemand,
  loras: readonly LoraOrder[],
  options: { folder: string | null; signal: AbortSignal; onLayer: (done: number, layers: number) => void },
): Promise<MergedDemand> {
  const { folder, signal, onLayer } = options;
  if (loras.length === 0) return { demand, notes: [] };
  if (folder === null) throw new Error('LoRAs were asked for without a folder to keep merged weights in.');
  const fileOf = (name: string): Record<string, string> => {
    const file = demand.graphs.get(name)?.file;
    return file === undefined ? {} : { [name]: file };
  };
  const files: NetworkFiles = { ...fileOf('unet'), ...fileOf('text_encoder'), ...fileOf('text_encoder_2') };
  const cache = createMergeCache(folder, maxCacheBytes);
  const merged = await mergeLoras(modelFolder, files, loras, { cache, signal, onLayer });
  const replace = ([name, graph]: [string, GraphFile]): [string, GraphFile] => {
    const file = (merged.files as Record<string, string | undefined>)[name];
    return [name, file === undefined ? graph : { ...graph, file }];
  };
  return { demand: { ...demand, graphs: new Map([...demand.graphs].map(replace)) }, notes: merged.notes };
}
