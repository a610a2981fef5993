import type { Sidecar } from './lora-sidecar.ts';

/** The header of a safetensors file. */
export interface LoraHeader {
  metadata: ReadonlyMap<string, string>;
  /** Shapes of the tensors by their names. */
  shapes: ReadonlyMap<string, readonly number[]>;
}

/** Width of the text that the cross-attention of a family reads: tells what a LoRA was trained on when nothing else does. */
const familyOfTextWidth: Record<number, string> = { 768: 'sd1', 1024: 'sd2', 2048: 'sdxl' };
/** Tags of the training pictures that are kept, most frequent first. */
const maxGuessedTags = 10;

/**
 * What a LoRA's own header says: ModelSpec 1.0.1 (github.com/Stability-AI/ModelSpec), then the keys of kohya-ss'
 * sd-scripts. The most frequent tags of its training pictures are tags only: they may be of what the pictures show.
 */
export function readLoraHeader({ metadata, shapes }: LoraHeader): Sidecar {
  const spec = (key: string): string | undefined => metadata.get(`modelspec.${key}`);
  const trigger = spec('trigger_phrase') ?? metadata.get('ss_trigger_words');
  return {
    name: spec('title') ?? metadata.get('ss_output_name'),
    baseModel: spec('architecture') ?? metadata.get('ss_base_model_version') ?? trainedOn(metadata) ?? byShape(shapes),
    triggerWords: trigger?.split(',').map((word) => word.trim()),
    tags:
      spec('tags')
        ?.split(',')
        .map((tag) => tag.trim()) ?? frequentTags(metadata.get('ss_tag_frequency')),
    description: spec('description'),
  };
}

function trainedOn(metadata: ReadonlyMap<string, string>): string | undefined {
  if (metadata.get('ss_v2') === 'True') return 'sd2';
  return metadata.get('ss_sd_model_name');
}

function byShape(shapes: LoraHeader['shapes']): string | undefined {
  for (const [name, shape] of shapes) {
    if (!/attn2.*to_k.*(lora_down|lora_A|lora\.down)/.test(name)) continue;
    return familyOfTextWidth[shape[1] ?? 0];
  }
  return undefined;
}

/** kohya writes `{"folder": {"tag": count}}`. What is none of it is passed over: it is a guess anyway. */
function frequentTags(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const counts = new Map<string, number>();
  for (const [, tags] of entriesOf(parsed(text))) {
    for (const [tag, count] of entriesOf(tags)) {
      if (typeof count === 'number') counts.set(tag.trim(), (counts.get(tag.trim()) ?? 0) + count);
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, maxGuessedTags)
    .map(([tag]) => tag);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
