/** The part of a UNet's `config.json` that says how its blocks are numbered. */
export interface UnetBlocks {
  /** Class of each block on the way down, such as `CrossAttnDownBlock2D`. */
  downBlockTypes: readonly string[];
  upBlockTypes: readonly string[];
  layersPerBlock: number;
}

/** Beginning of a path in the original (LDM) layout and in that of diffusers. */
export type BlockName = readonly [original: string, diffusers: string];

/** Names of the layers inside a residual block. */
const residualLayers: readonly BlockName[] = [
  ['in_layers.0', 'norm1'],
  ['in_layers.2', 'conv1'],
  ['emb_layers.1', 'time_emb_proj'],
  ['out_layers.0', 'norm2'],
  ['out_layers.3', 'conv2'],
  ['skip_connection', 'conv_shortcut'],
];

const outerLayers: readonly BlockName[] = [
  ['input_blocks.0.0', 'conv_in'],
  ['time_embed.0', 'time_embedding.linear_1'],
  ['time_embed.2', 'time_embedding.linear_2'],
  ['label_emb.0.0', 'add_embedding.linear_1'],
  ['label_emb.0.2', 'add_embedding.linear_2'],
  ['out.0', 'conv_norm_out'],
  ['out.2', 'conv_out'],
];

/**
 * Names of the blocks of a UNet in the layout of the original code (CompVis latent-diffusion, Stability-AI
 * generative-models: `openaimodel.py`), in which LoRAs for SDXL are mostly published, and in that of diffusers. The
 * original numbers the blocks through: conv_in is input block 0, each level has its layers and, but for the last, a
 * downsampler; on the way up each level has a layer more, and its upsampler lies in the last of them.
 */
export function blockNames({ downBlockTypes, upBlockTypes, layersPerBlock }: UnetBlocks): BlockName[] {
  const names: BlockName[] = [...outerLayers];
  const level = layersPerBlock + 1;
  downBlockTypes.forEach((type, block) => {
    for (let layer = 0; layer < layersPerBlock; layer++) {
      const original = `input_blocks.${block * level + layer + 1}`;
      names.push(...residual(`${original}.0`, `down_blocks.${block}.resnets.${layer}`));
      if (hasAttention(type)) names.push([`${original}.1`, `down_blocks.${block}.attentions.${layer}`]);
    }
    if (block === downBlockTypes.length - 1) return;
    names.push([`input_blocks.${(block + 1) * level}.0.op`, `down_blocks.${block}.downsamplers.0.conv`]);
  });
  names.push(...residual('middle_block.0', 'mid_block.resnets.0'));
  names.push(['middle_block.1', 'mid_block.attentions.0']);
  names.push(...residual('middle_block.2', 'mid_block.resnets.1'));
  upBlockTypes.forEach((type, block) => {
    for (let layer = 0; layer < level; layer++) {
      const original = `output_blocks.${block * level + layer}`;
      names.push(...residual(`${original}.0`, `up_blocks.${block}.resnets.${layer}`));
      if (hasAttention(type)) names.push([`${original}.1`, `up_blocks.${block}.attentions.${layer}`]);
    }
    if (block === upBlockTypes.length - 1) return;
    const sampler = hasAttention(type) ? 2 : 1;
    const last = `output_blocks.${block * level + layersPerBlock}`;
    names.push([`${last}.${sampler}.conv`, `up_blocks.${block}.upsamplers.0.conv`]);
  });
  return names;
}

function residual(original: string, diffusers: string): BlockName[] {
  return residualLayers.map(([from, to]) => [`${original}.${from}`, `${diffusers}.${to}`]);
}

function hasAttention(blockType: string): boolean {
  return blockType.includes('CrossAttn') || blockType.startsWith('Attn');
}

/** The path of a layer of diffusers in the original layout; null where the original has no such block. */
export function originalPath(path: string, names: readonly BlockName[]): string | null {
  for (const [original, diffusers] of names) {
    if (path === diffusers || path.startsWith(`${diffusers}.`)) return original + path.slice(diffusers.length);
  }
  return null;
}
