import { basename } from 'node:path';
import type { BlockName } from './block-names.ts';
import type { LayerWeight } from './graph-weights.ts';
import { quantizedModel, unfitLora } from './lora-failures.ts';
import type { LoraEntry, LoraFile } from './lora-file.ts';
import type { LoraComponent } from './lora-keys.ts';
import type { WeightSize } from './low-rank.ts';
import { createLayerIndex } from './match-layers.ts';

/** A LoRA that takes part, with what it is known by. */
export interface ActiveLora {
  id: string;
  weight: number;
  content: LoraFile;
}

/** One of the networks of a model, with its weights by path. */
export interface Network {
  component: LoraComponent;
  weights: ReadonlyMap<string, LayerWeight>;
}

/** A weight that changes, and by what, in the order of the LoRAs. */
export interface MergeLayer {
  path: string;
  weight: LayerWeight;
  size: WeightSize;
  changes: { lora: ActiveLora; entry: LoraEntry }[];
}

export interface MergePlan {
  layers: ReadonlyMap<LoraComponent, MergeLayer[]>;
  /** Layers that were left out, as plain sentences. */
  notes: string[];
}

/** Weights that a merge changes. */
export function layerCount({ layers }: MergePlan): number {
  return [...layers.values()].reduce((sum, each) => sum + each.length, 0);
}

/** Layers that a note names; the others are counted. */
const namedLayers = 3;

/**
 * Finds the weight of every layer of every LoRA. Layers without one are told in the notes; a LoRA of which no layer is
 * found, or whose matrices have another size than the weights, was made for another model: ModelNotFoundError `unfit-lora`.
 */
export function planMerge(
  model: string,
  networks: readonly Network[],
  blocks: readonly BlockName[],
  loras: readonly ActiveLora[],
): MergePlan {
  const layers = new Map<LoraComponent, Map<string, MergeLayer>>();
  const indexes = new Map(
    networks.map(({ component, weights }) => [component, createLayerIndex(weights.keys(), blocks)] as const),
  );
  const notes: string[] = [];
  for (const lora of loras) {
    const missing: string[] = [...lora.content.strangers];
    let found = 0;
    for (const entry of lora.content.entries) {
      const path = indexes.get(entry.component)?.find(entry.module) ?? null;
      const weight = networks.find((each) => each.component === entry.component)?.weights.get(path ?? '');
      if (path === null || weight === undefined) {
        missing.push(`${entry.component}: ${entry.module}`);
        continue;
      }
      if (weight.obstacle === 'quantized') throw quantizedModel(lora.content.file, model);
      if (weight.obstacle !== null) {
        missing.push(`${entry.component}: ${entry.module} (${obstacleText[weight.obstacle]})`);
        continue;
      }
      const size = sizeOf(weight);
      if (size.rows !== entry.rows || size.columns !== entry.columns) {
        const sizes = `${entry.module} is ${entry.rows} x ${entry.columns} there and ${size.rows} x ${size.columns} in the model`;
        throw unfitLora(lora.content.file, model, sizes);
      }
      found += 1;
      const known = layers.get(entry.component) ?? new Map<string, MergeLayer>();
      layers.set(entry.component, known);
      const layer = known.get(path) ?? { path, weight, size, changes: [] };
      layer.changes.push({ lora, entry });
      known.set(path, layer);
    }
    if (found === 0) throw unfitLora(lora.content.file, model, noLayer(missing));
    if (missing.length > 0) notes.push(note(model, lora, found, missing));
  }
  return { layers: new Map([...layers].map(([component, known]) => [component, [...known.values()]])), notes };
}

const obstacleText = {
  shared: 'two layers of the model share its weights',
  'stored-otherwise': 'its weights are neither float32 nor float16',
};

function sizeOf({ dims, isTransposed }: LayerWeight): WeightSize {
  const [first = 0, ...rest] = dims;
  const others = rest.reduce((product, size) => product * size, 1);
  return isTransposed ? { rows: others, columns: first } : { rows: first, columns: others };
}

function noLayer(missing: readonly string[]): string {
  return missing.length === 0 ? 'it has no layer' : `the model has none of its layers, such as ${missing[0] ?? ''}`;
}

function note(model: string, { id, content }: ActiveLora, found: number, missing: readonly string[]): string {
  const named = missing.slice(0, namedLayers).join(', ');
  const more = missing.length > namedLayers ? ` and ${missing.length - namedLayers} more` : '';
  return `LoRA ${id} (${basename(content.file)}): ${found} layers merged, ${missing.length} not found in ${model}: ${named}${more}.`;
}
