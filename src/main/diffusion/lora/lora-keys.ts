/** Networks of a pipeline that a LoRA changes, by their folders in the diffusers layout. */
export const loraComponents = ['unet', 'text_encoder', 'text_encoder_2'] as const;
export type LoraComponent = (typeof loraComponents)[number];

/** What one tensor of a LoRA file is: a part of a layer of a network. */
export interface LoraKey {
  component: LoraComponent;
  /** Path of the layer as the file spells it, without its component: with dots, or with underscores throughout. */
  module: string;
  part: 'down' | 'up' | 'mid' | 'alpha';
}

/**
 * Endings of the tensors of a layer, by the tool that writes them: kohya's sd-scripts (`lora_down`, `lora_up`, `alpha`),
 * LyCORIS (`lora_mid`), PEFT (`lora_A`, `lora_B`, with or without the adapter's name `default`), diffusers before PEFT
 * (`.lora.down`, `lora_linear_layer.down`, `to_q_lora.down`).
 */
const endings: readonly (readonly [RegExp, LoraKey['part']])[] = [
  [/\.(?:lora_down|lora_A(?:\.default)?|lora\.down|lora_linear_layer\.down)\.weight$/, 'down'],
  [/\.(?:lora_up|lora_B(?:\.default)?|lora\.up|lora_linear_layer\.up)\.weight$/, 'up'],
  [/_lora\.down\.weight$/, 'down'],
  [/_lora\.up\.weight$/, 'up'],
  [/\.lora_mid\.weight$/, 'mid'],
  [/\.alpha$/, 'alpha'],
];

/** Beginnings, the longest first; a layer without any belongs to the UNet, unless its path is one of a text encoder. */
const beginnings: readonly (readonly [RegExp, LoraComponent])[] = [
  [/^lora_unet_/, 'unet'],
  [/^lora_te1?_/, 'text_encoder'],
  [/^lora_te2_/, 'text_encoder_2'],
  [/^(?:base_model\.model\.)?text_encoder_2\./, 'text_encoder_2'],
  [/^(?:base_model\.model\.)?text_encoder\./, 'text_encoder'],
  [/^(?:base_model\.model\.)?(?:unet\.|(?:model\.)?diffusion_model\.)/, 'unet'],
  [/^(?:base_model\.model\.)?(?=text_model\.)/, 'text_encoder'],
  [
    /^(?:base_model\.model\.)?(?=(?:down_blocks|mid_block|up_blocks|input_blocks|middle_block|output_blocks)\.)/,
    'unet',
  ],
];

/** Layers of the old attention processors of diffusers, by the names they have elsewhere. */
const oldTextLayers: Record<string, string> = { to_q: 'q_proj', to_k: 'k_proj', to_v: 'v_proj', to_out: 'out_proj' };

/** Reads the name of a tensor of a LoRA file; null for one that is no part of a LoRA as Telar knows them. */
export function parseLoraKey(key: string): LoraKey | null {
  const beginning = beginnings.find(([pattern]) => pattern.test(key));
  const ending = endings.find(([pattern]) => pattern.test(key));
  if (beginning === undefined || ending === undefined) return null;
  const [pattern, component] = beginning;
  const path = key.replace(pattern, '').replace(ending[0], '');
  if (path === '') return null;
  return { component, module: modernPath(path, component), part: ending[1] };
}

/** `attn1.processor.to_out` of diffusers before PEFT is `attn1.to_out.0` of the UNet, `to_q` of a text encoder `q_proj`. */
function modernPath(path: string, component: LoraComponent): string {
  if (component === 'unet') {
    return path.includes('.processor.') ? path.replace('.processor.', '.').replace(/\.to_out$/, '.to_out.0') : path;
  }
  const [, before = '', name = ''] = /^(.*\.self_attn\.)(to_\w+)$/.exec(path) ?? [];
  return oldTextLayers[name] === undefined ? path : `${before}${oldTextLayers[name]}`;
}

/** Marks of methods that are not a plain product of two matrices, by the tensors that only they have. */
const foreignMarks: readonly (readonly [RegExp, string])[] = [
  [/\.hada_(?:w[12]_[ab]|t[12])$/, 'LoHa'],
  [/\.lokr_(?:w[12](?:_[ab])?|t2)$/, 'LoKr'],
  [/\.(?:dora_scale|lora_magnitude_vector(?:\.default)?(?:\.weight)?)$/, 'DoRA'],
  [/\.oft_(?:blocks|diag)$/, 'OFT'],
  [/\.(?:a1|a2|b1|b2)\.weight$/, 'GLoRA'],
  [/\.on_input$/, 'IA3'],
  [/\.diff(?:_b)?$/, 'full weight difference'],
];

/** The method of a file that holds something else than LoRA or LoCon layers, by the names of its tensors; else null. */
export function foreignMethod(keys: Iterable<string>): string | null {
  for (const key of keys) {
    const mark = foreignMarks.find(([pattern]) => pattern.test(key));
    if (mark !== undefined) return mark[1];
  }
  return null;
}
