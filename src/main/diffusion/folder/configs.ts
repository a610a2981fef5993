import { z } from 'zod';

/**
 * Configuration files of the diffusers layout, as far as Telar reads them. Every field may be missing: older exporters wrote
 * fewer of them, and the oldest none at all.
 */

/** `model_index.json`: the pipeline's class, and for each part its library and class (`[null, null]` = left out). */
export const modelIndex = z.looseObject({
  _class_name: z.string().default(''),
  _name_or_path: z.string().default(''),
  force_zeros_for_empty_prompt: z.boolean().nullish(),
  requires_aesthetics_score: z.boolean().nullish(),
});
export type ModelIndex = z.output<typeof modelIndex>;

const edge = z.int().positive();

/** `unet/config.json` (UNet2DConditionModel). */
export const unetConfig = z.object({
  _class_name: z.string().optional(),
  _name_or_path: z.string().optional(),
  sample_size: z.union([edge, z.tuple([edge, edge]).transform(([height]) => height)]).nullish(),
  in_channels: z.int().positive().nullish(),
  block_out_channels: z.array(edge).min(1).nullish(),
  cross_attention_dim: z.union([edge, z.array(edge).min(1)]).nullish(),
  addition_embed_type: z.string().nullish(),
  time_cond_proj_dim: z.int().positive().nullish(),
  class_embed_type: z.string().nullish(),
  encoder_hid_dim_type: z.string().nullish(),
});
export type UnetConfig = z.output<typeof unetConfig>;

/** `vae_decoder/config.json`, `vae/config.json` (AutoencoderKL). */
export const vaeConfig = z.object({
  _class_name: z.string().optional(),
  scaling_factor: z.number().positive().nullish(),
  shift_factor: z.number().nullish(),
  latents_mean: z.array(z.number()).nullish(),
  latent_channels: z.int().positive().nullish(),
  block_out_channels: z.array(z.number()).min(1).nullish(),
});

/** `text_encoder/config.json`, `text_encoder_2/config.json` (CLIPTextModel, CLIPTextModelWithProjection). */
export const textEncoderConfig = z.object({
  _class_name: z.string().optional(),
  architectures: z.array(z.string()).nullish(),
  model_type: z.string().nullish(),
  max_position_embeddings: z.int().positive().nullish(),
});
export type TextEncoderConfig = z.output<typeof textEncoderConfig>;
