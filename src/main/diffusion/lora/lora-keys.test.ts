import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockNames, originalPath, type UnetBlocks } from './block-names.ts';
import { foreignMethod, parseLoraKey } from './lora-keys.ts';
import { createLayerIndex } from './match-layers.ts';

const q = 'down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q';
const text = 'text_model.encoder.layers.3.self_attn.q_proj';

describe('the name of a tensor of a LoRA', () => {
  it.each([
    [`lora_unet_${q.replaceAll('.', '_')}.lora_down.weight`, 'unet', q.replaceAll('.', '_'), 'down'],
    ['lora_unet_mid_block_resnets_0_conv1.lora_mid.weight', 'unet', 'mid_block_resnets_0_conv1', 'mid'],
    ['lora_unet_input_blocks_4_1_proj_in.alpha', 'unet', 'input_blocks_4_1_proj_in', 'alpha'],
    [`lora_te_${text.replaceAll('.', '_')}.lora_up.weight`, 'text_encoder', text.replaceAll('.', '_'), 'up'],
    [`lora_te1_${text.replaceAll('.', '_')}.alpha`, 'text_encoder', text.replaceAll('.', '_'), 'alpha'],
    [`lora_te2_${text.replaceAll('.', '_')}.lora_down.weight`, 'text_encoder_2', text.replaceAll('.', '_'), 'down'],
    [`unet.${q}.lora_A.weight`, 'unet', q, 'down'],
    [`base_model.model.unet.${q}.lora_B.default.weight`, 'unet', q, 'up'],
    [`base_model.model.${q}.lora_A.weight`, 'unet', q, 'down'],
    [`text_encoder.${text}.lora_B.weight`, 'text_encoder', text, 'up'],
    [`text_encoder_2.${text}.lora_linear_layer.down.weight`, 'text_encoder_2', text, 'down'],
    [`base_model.model.${text}.lora_A.weight`, 'text_encoder', text, 'down'],
    [`unet.${q}.lora.up.weight`, 'unet', q, 'up'],
    [`unet.${q}.alpha`, 'unet', q, 'alpha'],
    ['unet.mid_block.attn1.processor.to_q_lora.down.weight', 'unet', 'mid_block.attn1.to_q', 'down'],
    ['mid_block.attn1.processor.to_out_lora.up.weight', 'unet', 'mid_block.attn1.to_out.0', 'up'],
    [`text_encoder.text_model.encoder.layers.3.self_attn.to_q_lora.up.weight`, 'text_encoder', text, 'up'],
    [
      'text_encoder.text_model.encoder.layers.3.self_attn.to_out_lora.down.weight',
      'text_encoder',
      'text_model.encoder.layers.3.self_attn.out_proj',
      'down',
    ],
    ['diffusion_model.input_blocks.4.1.proj_in.lora_A.weight', 'unet', 'input_blocks.4.1.proj_in', 'down'],
  ])('%s', (key, component, module, part) => {
    expect(parseLoraKey(key)).toEqual({ component, module, part });
  });

  it.each(['', 'emb_params', 'lora_unet_x', 'transformer.blocks.0.lora_A.weight', 'unet.conv_in.weight'])(
    'that is no part of a LoRA is left alone: “%s”',
    (key) => {
      expect(parseLoraKey(key)).toBeNull();
    },
  );

  it('never fails to be read', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', 'lora_unet_', 'unet.'), (odd, prefix) => {
        expect(() => [parseLoraKey(prefix + odd), foreignMethod([odd])]).not.toThrow();
      }),
    );
  });

  it.each([
    ['hada_w1_a', 'LoHa'],
    ['lokr_w2_b', 'LoKr'],
    ['dora_scale', 'DoRA'],
    ['lora_magnitude_vector.default.weight', 'DoRA'],
  ])('tells other methods apart: %s is %s', (ending, method) => {
    expect(foreignMethod([`unet.${q}.lora_A.weight`, `unet.${q}.${ending}`])).toBe(method);
  });
});

const sd1: UnetBlocks = {
  downBlockTypes: ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'],
  upBlockTypes: ['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D'],
  layersPerBlock: 2,
};
const sdxl: UnetBlocks = {
  downBlockTypes: ['DownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'],
  upBlockTypes: ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D'],
  layersPerBlock: 2,
};

const inner = 'transformer_blocks.0.attn1.to_out.0';
/** Names as the checkpoints of Stable Diffusion have them, and those that diffusers gives the same layers. */
const known: [string, UnetBlocks, [string, string][]][] = [
  [
    'SD 1.5',
    sd1,
    [
      ['input_blocks.0.0', 'conv_in'],
      [`input_blocks.1.1.${inner}`, `down_blocks.0.attentions.0.${inner}`],
      ['input_blocks.3.0.op', 'down_blocks.0.downsamplers.0.conv'],
      [`input_blocks.8.1.${inner}`, `down_blocks.2.attentions.1.${inner}`],
      ['input_blocks.11.0.in_layers.2', 'down_blocks.3.resnets.1.conv1'],
      [`middle_block.1.${inner}`, `mid_block.attentions.0.${inner}`],
      ['middle_block.2.out_layers.3', 'mid_block.resnets.1.conv2'],
      ['output_blocks.2.1.conv', 'up_blocks.0.upsamplers.0.conv'],
      [`output_blocks.3.1.${inner}`, `up_blocks.1.attentions.0.${inner}`],
      ['output_blocks.5.2.conv', 'up_blocks.1.upsamplers.0.conv'],
      [`output_blocks.11.1.${inner}`, `up_blocks.3.attentions.2.${inner}`],
    ],
  ],
  [
    'SDXL',
    sdxl,
    [
      [`input_blocks.4.1.${inner}`, `down_blocks.1.attentions.0.${inner}`],
      ['input_blocks.5.0.skip_connection', 'down_blocks.1.resnets.1.conv_shortcut'],
      ['input_blocks.6.0.op', 'down_blocks.1.downsamplers.0.conv'],
      [`input_blocks.7.1.${inner}`, `down_blocks.2.attentions.0.${inner}`],
      [`output_blocks.0.1.${inner}`, `up_blocks.0.attentions.0.${inner}`],
      ['output_blocks.2.2.conv', 'up_blocks.0.upsamplers.0.conv'],
      [`output_blocks.5.1.proj_out`, 'up_blocks.1.attentions.2.proj_out'],
      ['output_blocks.8.0.emb_layers.1', 'up_blocks.2.resnets.2.time_emb_proj'],
      ['label_emb.0.2', 'add_embedding.linear_2'],
      ['out.2', 'conv_out'],
    ],
  ],
];

describe.each(known)('the blocks of %s', (_, blocks, pairs) => {
  const names = blockNames(blocks);

  it.each(pairs)('%s is %s', (original, diffusers) => {
    expect(originalPath(diffusers, names)).toBe(original);
    expect(createLayerIndex([diffusers], names).find(original.replaceAll('.', '_'))).toBe(diffusers);
  });

  it('are told apart both ways, in every spelling', () => {
    const prefixes = names.map(([, diffusers]) => diffusers);
    const layers = [
      '',
      '.proj_in',
      `.${inner}`,
      '.transformer_blocks.1.ff.net.0.proj',
      '.transformer_blocks.10.attn2.to_k',
    ];
    const paths = prefixes.flatMap((prefix) => layers.map((layer) => prefix + layer));
    const index = createLayerIndex(paths, names);
    const originals = paths.map((path) => originalPath(path, names) ?? '');
    expect(new Set(originals).size).toBe(paths.length);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.boolean(), fc.boolean(), (path, isOriginal, isFolded) => {
        const spelled = isOriginal ? (originalPath(path, names) ?? '') : path;
        const key = isFolded
          ? `lora_unet_${spelled.replaceAll('.', '_')}.lora_up.weight`
          : `unet.${spelled}.lora_B.weight`;
        const parsed = parseLoraKey(key);
        expect(parsed?.component).toBe('unet');
        expect(index.find(parsed?.module ?? '')).toBe(path);
      }),
    );
  });
});
