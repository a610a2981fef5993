import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { JobSize, ModelShape } from './estimate.ts';

/** What is assumed of a configuration that lacks it: Stable Diffusion 1.5. */
const unetConfig = z.object({
  sample_size: z.int().positive().catch(64),
  block_out_channels: z.array(z.int().positive()).min(1).catch([320, 640, 1280, 1280]),
  /** In spite of its name: heads at each level, or one number for all. */
  attention_head_dim: z.union([z.int().positive(), z.array(z.int().positive())]).catch(8),
  down_block_types: z.array(z.string()).catch(['CrossAttn', 'CrossAttn', 'CrossAttn', 'Down']),
});
const vaeConfig = z.object({
  block_out_channels: z.array(z.int().positive()).min(1).catch([128, 256, 512, 512]),
});

/** Reads what the size of a model's activations depends on, and the size of its usual picture. */
export async function readModelShape(modelFolder: string): Promise<{ shape: ModelShape; usual: JobSize }> {
  const unet = unetConfig.parse(await readJson(modelFolder, ['unet/config.json']));
  const vae = vaeConfig.parse(await readJson(modelFolder, ['vae_decoder/config.json', 'vae/config.json']));
  const factor = 2 ** (vae.block_out_channels.length - 1);
  const heads = unet.attention_head_dim;
  const attentionHeads = unet.block_out_channels.map((_, level) => {
    if (unet.down_block_types[level]?.includes('Attn') !== true) return 0;
    return typeof heads === 'number' ? heads : (heads[level] ?? 0);
  });
  const size = unet.sample_size * factor;
  return {
    shape: {
      factor,
      unetChannels: unet.block_out_channels,
      decoderChannels: vae.block_out_channels,
      attentionHeads,
    },
    usual: { width: size, height: size, batch: 1 },
  };
}

/** A configuration that is missing or damaged is reported when the model is loaded; an estimate does without it. */
async function readJson(folder: string, names: readonly string[]): Promise<unknown> {
  for (const name of names) {
    try {
      return JSON.parse(await readFile(join(folder, name), 'utf8'));
    } catch {
      continue;
    }
  }
  return {};
}
