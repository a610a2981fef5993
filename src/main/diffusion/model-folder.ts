import { basename, join } from 'node:path';
import type { GraphSignature } from './folder/graph-signature.ts';
import { readGraphSignature } from './folder/graph-signature.ts';
import { modelIndex, textEncoderConfig, unetConfig, vaeConfig } from './folder/configs.ts';
import { missingFile, unsupportedModel } from './folder/failures.ts';
import {
  defaultsOf,
  familyOf,
  kindOf,
  usualSize,
  type ModelDefaults,
  type ModelFamily,
  type ModelKind,
} from './folder/model-kind.ts';
import { isMissing, parseModelFile, readFirstConfig } from './folder/read-config.ts';
import { refuseForeignFolder, refuseForeignParts } from './folder/refuse.ts';
import { readTokenizerFiles, type TokenizerFiles } from './folder/tokenizer-files.ts';
import { buildNoiseSchedule, parseSchedulerConfig, type NoiseSchedule } from './schedulers/index.ts';

export { missingFile, unreadableModel } from './folder/failures.ts';

/** What the files of a model folder say, before anything heavy is loaded. */
export interface ModelFolder {
  path: string;
  family: ModelFamily;
  kind: ModelKind;
  defaults: ModelDefaults;
  noise: NoiseSchedule;
  scalingFactor: number;
  latentChannels: number;
  /** Pixels per latent element, along each side. */
  factor: number;
  /** Sizes in pixels are multiples of this; null for a graph of one size, which takes that alone. */
  sizeStep: number | null;
  /** Whether it can do nothing else than repaint the masked part of a picture. */
  isInpainting: boolean;
  /** Native size in pixels. */
  size: number;
  tokenizer: TokenizerFiles;
  /** Null for a model with one text encoder. */
  tokenizer2: TokenizerFiles | null;
  /** Whether an empty negative prompt means nothing at all, instead of the text encoder's idea of an empty text. */
  forceZerosForEmptyPrompt: boolean;
  /** Length of the vector that tells the UNet of the guidance scale; null for a UNet that is not told. */
  guidanceEmbedding: number | null;
}

const vaeFiles = ['vae_decoder/config.json', 'vae/config.json', 'vae_encoder/config.json'];

/** Scaling factor of the latents: SD 1 and 2 (Rombach et al. 2022), and SDXL (Podell et al. 2023), whose VAE is another. */
const usualScaling = { sd1: 0.18215, sd2: 0.18215, sdxl: 0.13025 } as const;
/** Levels of the VAE of all Stable Diffusion models: a factor of 8. */
const usualFactor = 8;

/**
 * Reads the configuration of a diffusers → ONNX folder, of today's exporters and of older ones: what a configuration lacks is
 * read from the graphs, then taken from the published models. Throws ModelNotFoundError naming what is missing, unreadable
 * or beyond Telar.
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  await refuseForeignFolder(path);
  const [index, unet, vae, scheduler, textEncoder, textEncoder2] = await Promise.all([
    readFirstConfig(path, ['model_index.json'], modelIndex),
    readFirstConfig(path, ['unet/config.json'], unetConfig),
    readFirstConfig(path, vaeFiles, vaeConfig),
    parseModelFile(path, 'scheduler/scheduler_config.json', parseSchedulerConfig),
    readFirstConfig(path, ['text_encoder/config.json'], textEncoderConfig),
    readFirstConfig(path, ['text_encoder_2/config.json'], textEncoderConfig),
  ]);
  refuseForeignParts(path, { index, unet, textEncoder });
  if (typeof vae?.shift_factor === 'number' || Array.isArray(vae?.latents_mean)) {
    throw unsupportedModel(path, 'vae_decoder/config.json', 'shifted latents', needsUsual);
  }

  const graphs = createGraphReader(path);
  const graph = await graphs('unet');
  if (graph === null) throw missingFile(path, 'unet/model.onnx', null);
  const crossAttention = graph.inputs.get('encoder_hidden_states')?.at(2) ?? firstOf(unet?.cross_attention_dim);
  const family = familyOf(crossAttention, graph.inputs.has('text_embeds'));
  const guidanceEmbedding = graph.inputs.has('timestep_cond')
    ? (graph.inputs.get('timestep_cond')?.at(1) ?? unet?.time_cond_proj_dim ?? usualGuidanceEmbedding)
    : null;
  const kind = kindOf({ family, index, unet, scheduler });
  const latentChannels =
    vae?.latent_channels ?? graph.outputs.get('out_sample')?.at(1) ?? graph.outputs.get('sample')?.at(1) ?? 4;
  const channels = unet?.in_channels ?? graph.inputs.get('sample')?.at(1) ?? latentChannels;
  refuseChannels(path, channels, latentChannels);
  const factor = await readFactor(vae?.block_out_channels ?? null, graphs);
  const nativeEdge = unet?.sample_size ?? graph.inputs.get('sample')?.at(2) ?? null;

  return {
    path,
    family,
    kind,
    defaults: defaultsOf(kind, { scheduler, isTold: guidanceEmbedding !== null }),
    noise: buildNoiseSchedule(scheduler),
    scalingFactor: vae?.scaling_factor ?? usualScaling[family],
    latentChannels,
    factor,
    isInpainting: channels !== latentChannels,
    sizeStep: await readSizeStep(path, unet?.block_out_channels ?? null, { graphs, factor }),
    size:
      nativeEdge === null ? usualSize(kind, family, scheduler.prediction_type === 'v_prediction') : nativeEdge * factor,
    ...(await readTokenizers(path, graphs, {
      family,
      rows: [textEncoder?.max_position_embeddings ?? null, textEncoder2?.max_position_embeddings ?? null],
    })),
    // SDXL's pipeline does so unless told otherwise; those of SD 1 and 2 know no such thing.
    forceZerosForEmptyPrompt: index?.force_zeros_for_empty_prompt ?? family === 'sdxl',
    guidanceEmbedding,
  };
}

/** Length of the guidance vector of the published latent consistency models. */
const usualGuidanceEmbedding = 256;

type GraphReader = (component: string) => Promise<GraphSignature | null>;

/** Reads each graph's declaration once, and only those that are asked for. */
function createGraphReader(path: string): GraphReader {
  const known = new Map<string, Promise<GraphSignature | null>>();
  return (component) => {
    const reading = known.get(component) ?? readGraphSignature(path, component);
    known.set(component, reading);
    return reading;
  };
}

async function readFactor(blocks: readonly number[] | null, graphs: GraphReader): Promise<number> {
  if (blocks !== null) return 2 ** (blocks.length - 1);
  const decoder = await graphs('vae_decoder');
  const [latent, pixels] = [decoder?.inputs.get('latent_sample')?.at(2), decoder?.outputs.get('sample')?.at(2)];
  return typeof latent === 'number' && typeof pixels === 'number' ? pixels / latent : usualFactor;
}

/** More than any UNet has: halved so often, the largest picture is a single element. */
const mostLevels = 8;

/**
 * The UNet halves the latents on every level but its last and doubles them again on the way back: what cannot be halved
 * so often does not come back to its size. Null where a graph takes one size alone.
 */
async function readSizeStep(
  path: string,
  blocks: readonly number[] | null,
  { graphs, factor }: { graphs: GraphReader; factor: number },
): Promise<number | null> {
  const [unet, decoder] = await Promise.all([graphs('unet'), graphs('vae_decoder')]);
  // Exporters may have fixed the size in either of them.
  const edges = [unet?.inputs.get('sample')?.at(2), decoder?.inputs.get('latent_sample')?.at(2)];
  if (edges.some((edge) => typeof edge === 'number')) return null;
  const levels = blocks === null ? (unet?.upsamplers ?? 0) + 1 : blocks.length;
  if (levels > mostLevels) throw unsupportedModel(path, 'unet/model.onnx', `a UNet of ${levels} levels`, needsUsual);
  return factor * 2 ** (levels - 1);
}

const needsUsual = 'Use a Stable Diffusion 1, 2 or XL model.';

async function readTokenizers(
  path: string,
  graphs: GraphReader,
  { family, rows }: { family: ModelFamily; rows: readonly (number | null)[] },
): Promise<Pick<ModelFolder, 'tokenizer' | 'tokenizer2'>> {
  const read = async (number: '' | '_2', row: number | null): Promise<TokenizerFiles> => {
    const declared = row ?? (await graphs(`text_encoder${number}`))?.inputs.get('input_ids')?.at(1) ?? null;
    return readTokenizerFiles(path, `tokenizer${number}`, declared);
  };
  const tokenizer = await read('', rows[0] ?? null);
  if (family !== 'sdxl') return { tokenizer, tokenizer2: null };
  if (await isMissing(join(path, 'text_encoder_2'))) throw missingFile(path, 'text_encoder_2/model.onnx', null);
  return { tokenizer, tokenizer2: await read('_2', rows[1] ?? null) };
}

/** Latents alone, or with a mask and the latents of what is kept (inpainting models): nothing else is known. */
function refuseChannels(path: string, inputs: number, latents: number): void {
  if (inputs === latents || inputs === 2 * latents + 1) return;
  const part = `${inputs} input channels`;
  const hint = `A UNet for pictures takes ${latents}, one for inpainting ${2 * latents + 1}: ${basename(path)} wants more than latents.`;
  throw unsupportedModel(path, 'unet/config.json', part, hint);
}

function firstOf(value: number | readonly number[] | null | undefined): number | null {
  if (typeof value === 'number') return value;
  return value?.[0] ?? null;
}
