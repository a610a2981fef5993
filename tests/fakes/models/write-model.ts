import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ExportKind } from './exports.ts';
import { textEncoderGraph, unetGraph, vaeDecoderGraph, vaeEncoderGraph } from './graphs.ts';

const shipped = resolve(import.meta.dirname, '../../../resources/models/telar-mini/tokenizer');
/** Entries of the shipped tokenizer: real CLIP byte-pair encoding, small enough for a fixture. */
const vocabulary = 740;
const tokens = 77;

/**
 * Writes a model folder with the signatures of a published export (names, ranks, element types, feature sizes) and small
 * random weights. Today's exporters describe every part; older ones leave the configuration of the graphs out.
 */
export async function writeSyntheticModel(folder: string, kind: ExportKind): Promise<string> {
  const { floats, textEncoders } = kind;
  const isXl = textEncoders.length > 1;
  const textFeatures = textEncoders.reduce((sum, { features }) => sum + features, 0);
  const pooledFeatures = isXl ? (textEncoders.at(-1)?.features ?? 0) : null;
  const encoded = kind.generation === 'today' ? 'latent_parameters' : 'latent_sample';
  const graphs: Record<string, Uint8Array> = {
    unet: unetGraph({
      ...{ floats, textFeatures, pooledFeatures, guidance: kind.guidance, channels: kind.channels, seed: 3 },
      timestep: kind.timestep,
    }),
    vae_decoder: vaeDecoderGraph({ floats, encoded, seed: 4 }),
    vae_encoder: vaeEncoderGraph({ floats, encoded, seed: 5 }),
  };
  for (const [i, { features, pad }] of textEncoders.entries()) {
    const suffix = i === 0 ? '' : '_2';
    const isProjected = isXl && i === 1;
    graphs[`text_encoder${suffix}`] = textEncoderGraph({
      ...{ ids: kind.ids, floats, vocabulary, tokens, features, seed: 10 + i },
      hiddenStates: isXl ? 4 : 0,
      pooled: { name: isProjected ? 'text_embeds' : 'pooler_output', features },
    });
    await writeTokenizer(join(folder, `tokenizer${suffix}`), pad);
  }
  for (const [component, bytes] of Object.entries(graphs)) {
    await mkdir(join(folder, component), { recursive: true });
    await writeFile(join(folder, component, 'model.onnx'), bytes);
  }
  for (const [name, config] of Object.entries(configsOf(kind))) await writeJson(join(folder, name), config);
  return folder;
}

function configsOf(kind: ExportKind): Record<string, object> {
  const configs: Record<string, object> = {
    'model_index.json': {
      _class_name: kind.pipeline,
      _name_or_path: kind.origin,
      safety_checker: [null, null],
      feature_extractor: [null, null],
      ...(kind.textEncoders.length > 1 ? { force_zeros_for_empty_prompt: true } : {}),
    },
    'scheduler/scheduler_config.json': kind.scheduler,
  };
  if (kind.generation === 'older') return configs;
  const isXl = kind.textEncoders.length > 1;
  const vae = { _class_name: 'AutoencoderKL', latent_channels: 4, block_out_channels: [128, 256, 512, 512] };
  return {
    ...configs,
    'unet/config.json': {
      ...{ _class_name: 'UNet2DConditionModel', sample_size: kind.sampleSize },
      ...{ in_channels: kind.channels, out_channels: 4 },
      cross_attention_dim: kind.textEncoders.reduce((sum, { features }) => sum + features, 0),
      ...(isXl ? { addition_embed_type: 'text_time', projection_class_embeddings_input_dim: 2816 } : {}),
      time_cond_proj_dim: kind.guidance,
    },
    'vae_decoder/config.json': { ...vae, scaling_factor: isXl ? 0.13025 : 0.18215 },
    'vae_encoder/config.json': { ...vae, scaling_factor: isXl ? 0.13025 : 0.18215 },
    'text_encoder/config.json': { architectures: ['CLIPTextModel'], max_position_embeddings: tokens },
    ...(isXl
      ? {
          'text_encoder_2/config.json': {
            architectures: ['CLIPTextModelWithProjection'],
            max_position_embeddings: tokens,
          },
        }
      : {}),
  };
}

async function writeTokenizer(folder: string, pad: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ['vocab.json', 'merges.txt']) await copyFile(join(shipped, name), join(folder, name));
  await writeJson(join(folder, 'tokenizer_config.json'), {
    ...{ tokenizer_class: 'CLIPTokenizer', model_max_length: tokens },
    ...{ bos_token: { content: '<|startoftext|>' }, eos_token: { content: '<|endoftext|>' }, pad_token: pad },
  });
}

async function writeJson(file: string, value: object): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
