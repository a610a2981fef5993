import { createHash } from 'node:crypto';
import { basename, dirname, join, relative } from 'node:path';
import type { LoraOrder } from '../protocol.ts';
import { contentHash } from './content-hash.ts';
import { openLora } from './lora-file.ts';
import { loraComponents, type LoraComponent } from './lora-keys.ts';
import type { MergeCache } from './merge-cache.ts';
import { mergeFile, type MergeProgress } from './merge-file.ts';
import { openNetworkFile, type NetworkFile } from './network-file.ts';
import { layerCount, planMerge, type ActiveLora } from './plan-merge.ts';
import { readBlockNames } from './read-unet-blocks.ts';

/** ONNX file of each network that a LoRA can change, as far as the model has it. */
export type NetworkFiles = Partial<Record<LoraComponent, string>>;

export interface MergedFiles {
  /** The files to load: merged copies where LoRAs changed something, the model's own elsewhere. */
  files: NetworkFiles;
  /** Tells merges of a model apart; empty for the model as it is. */
  recipe: string;
  notes: string[];
}

export interface MergeOptions extends Pick<MergeProgress, 'signal'> {
  cache: MergeCache;
  onLayer: (done: number, layers: number) => void;
}

/** Changes when the same LoRAs would give other bytes than before. */
const mergeVersion = 1;

/**
 * The files of a model with LoRAs merged in, from the cache where they have been merged before. The LoRAs are brought
 * into an order of their own (by content, then weight) before anything is added up, so the order in which they are named
 * does not change a byte; those of weight 0 are left out, so that the model's own files are used.
 */
export async function mergeLoras(
  modelFolder: string,
  files: NetworkFiles,
  loras: readonly LoraOrder[],
  options: MergeOptions,
): Promise<MergedFiles> {
  const wanted = await inOwnOrder(loras.filter((lora) => lora.weight !== 0));
  if (wanted.length === 0) return { files, recipe: '', notes: [] };
  const networks: NetworkFile[] = [];
  for (const component of loraComponents) {
    const file = files[component];
    if (file !== undefined) networks.push(await openNetworkFile(modelFolder, component, file));
  }
  const recipe = await recipeOf(networks, wanted);
  let found = await options.cache.find(recipe);
  if (found === null) {
    await options.cache.make(recipe, (folder) => merge(modelFolder, networks, wanted, folder, options));
    found = await options.cache.find(recipe);
  }
  if (found === null) throw new Error('merged weights vanished from the cache');
  const { folder, record } = found;
  const merged = Object.entries(record.files).map(([component, name]) => [component, join(folder, name)]);
  return { files: { ...files, ...(Object.fromEntries(merged) as NetworkFiles) }, recipe, notes: record.notes };
}

type HashedLora = LoraOrder & { sha256: string };

async function inOwnOrder(loras: readonly LoraOrder[]): Promise<HashedLora[]> {
  const hashed: HashedLora[] = [];
  for (const lora of loras) hashed.push({ ...lora, sha256: await contentHash(lora.file) });
  return hashed.sort((a, b) => (a.sha256 === b.sha256 ? a.weight - b.weight : a.sha256 < b.sha256 ? -1 : 1));
}

/** By content: a LoRA or a model of the same name with other weights is another recipe. */
async function recipeOf(networks: readonly NetworkFile[], loras: readonly HashedLora[]): Promise<string> {
  const base: string[][] = [];
  for (const { component, file, dataFiles } of networks) {
    const all = [file, ...dataFiles.map((name) => join(dirname(file), name))];
    const hashes: string[] = [];
    for (const each of all) hashes.push(await contentHash(each));
    base.push([component, ...hashes]);
  }
  const parts = [mergeVersion, base, loras.map(({ sha256, weight }) => [sha256, weight])];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}

async function merge(
  modelFolder: string,
  networks: readonly NetworkFile[],
  loras: readonly HashedLora[],
  folder: string,
  { signal, onLayer }: MergeOptions,
): Promise<{ files: Record<string, string>; notes: string[] }> {
  const active: ActiveLora[] = [];
  try {
    for (const lora of loras) active.push({ ...lora, content: await openLora(lora.file) });
    const blocks = await readBlockNames(modelFolder);
    const plan = planMerge(basename(modelFolder), networks, blocks, active);
    const files: Record<string, string> = {};
    const layers = layerCount(plan);
    let done = 0;
    for (const network of networks) {
      const own = plan.layers.get(network.component) ?? [];
      if (own.length === 0) continue;
      const target = join(folder, network.component);
      const progress = { signal, onLayer: () => onLayer((done += 1), layers) };
      files[network.component] = relative(folder, await mergeFile(network, own, target, progress));
    }
    return { files, notes: plan.notes };
  } finally {
    for (const { content } of active) content.close();
  }
}
