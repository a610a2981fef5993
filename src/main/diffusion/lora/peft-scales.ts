import { z } from 'zod';
import type { LoraKey } from './lora-keys.ts';
import { unreadableLora } from './lora-failures.ts';

/** What diffusers writes beside PEFT's matrices (`lora_adapter_metadata`): the settings of the adapter per component. */
const adapterMetadata = z.record(z.string(), z.unknown());
const alphaPattern = z.record(z.string(), z.number());

export interface PeftScales {
  /** Alpha of a layer that has no tensor for it; null = its rank. */
  alphaOf: (key: LoraKey, rank: number) => number | null;
  usesDora: boolean;
}

/**
 * Alphas that a file keeps in its metadata. PEFT's matrices carry none: without metadata alpha is the rank. Rank-stabilised
 * LoRA (Kalajdzievski 2023) scales by `alpha / sqrt(rank)`, which is an alpha of `alpha * sqrt(rank)` here.
 */
export function peftScales(file: string, metadata: ReadonlyMap<string, string>): PeftScales {
  const text = metadata.get('lora_adapter_metadata');
  if (text === undefined) return { alphaOf: () => null, usesDora: false };
  const settings = parseMetadata(file, text);
  const setting = (key: LoraKey, name: string): unknown => settings[`${key.component}.${name}`];
  return {
    usesDora: Object.entries(settings).some(([name, value]) => name.endsWith('.use_dora') && value === true),
    alphaOf(key, rank) {
      const pattern = alphaPattern.safeParse(setting(key, 'alpha_pattern')).data ?? {};
      const own = Object.entries(pattern).find(([path]) => key.module === path || key.module.endsWith(`.${path}`));
      const alpha = own?.[1] ?? setting(key, 'lora_alpha');
      if (typeof alpha !== 'number') return null;
      return setting(key, 'use_rslora') === true ? alpha * Math.sqrt(rank) : alpha;
    },
  };
}

function parseMetadata(file: string, text: string): Record<string, unknown> {
  try {
    return adapterMetadata.parse(JSON.parse(text));
  } catch (error) {
    throw unreadableLora(file, 'its lora_adapter_metadata is no JSON object', error);
  }
}
