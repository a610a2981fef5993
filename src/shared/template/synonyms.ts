import type { JsonValue } from '../base/index.ts';
import type { ParameterSchema } from './parameter-schema.ts';

/** Names that providers have for one and the same thing. */
const meanings: readonly (readonly string[])[] = [
  ['prompt', 'text', 'text_prompt', 'gen_text'],
  ['num_outputs', 'num_images', 'n'],
  ['num_inference_steps', 'steps'],
  ['guidance_scale', 'guidance', 'cfg', 'classifier_free_guidance'],
  ['image', 'image_url', 'input_image', 'image_prompt', 'first_frame_image', 'image_input', 'image_urls'],
  ['reference_images', 'reference_image_urls'],
  ['last_frame_image', 'end_image_url', 'tail_image_url', 'last_image'],
  ['mask', 'mask_url', 'mask_image'],
  ['input_audio', 'audio', 'audio_url'],
  ['strength', 'prompt_strength'],
  ['scale', 'upscale_factor'],
  ['aspect_ratio', 'image_size'],
  ['max_tokens', 'num_predict', 'max_new_tokens'],
  ['system', 'system_prompt'],
  ['scheduler', 'sampler'],
  ['enable_safety_checker', 'safety_checker'],
];

/** The name of the same meaning among `known`; null where there is none. */
export function sameMeaning(name: string, known: readonly string[]): string | null {
  const group = meanings.find((each) => each.includes(name));
  return group?.find((each) => each !== name && known.includes(each)) ?? null;
}

/** One thing written in several ways. What is only near, such as 21:9 and 16:9, is not the same. */
const spellings: readonly (readonly JsonValue[])[] = [
  ['jpg', 'jpeg'],
  ['4:3', 'landscape_4_3'],
  ['16:9', 'landscape_16_9'],
  ['3:4', 'portrait_4_3'],
  ['9:16', 'portrait_16_9'],
  ['1:1', 'square_hd'],
];

/** Other ways to write the same value, for a parameter of this schema. */
export function writtenAs(value: JsonValue, schema: ParameterSchema): JsonValue[] {
  const others: JsonValue[] = [];
  if (typeof value === 'number') others.push(String(value), `${value}s`);
  if (typeof value === 'string') {
    const digits = /^(-?\d+(?:\.\d+)?)s?$/.exec(value)?.[1];
    if (digits !== undefined) others.push(Number(digits), digits, `${digits}s`);
  }
  others.push(...(spellings.find((each) => each.includes(value)) ?? []).filter((each) => each !== value));
  const isList = schema.type === 'array';
  if (isList && !Array.isArray(value)) others.push([value]);
  if (!isList && Array.isArray(value) && value.length === 1) others.push(...value);
  return others;
}
