import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { ModelNotFoundError } from '../../../shared/base/index.ts';
import type { ModelIndex, TextEncoderConfig, UnetConfig } from './configs.ts';
import { notExported, unsupportedModel } from './failures.ts';

/** Weights as they are published; pickles among them, which can run code when they are read (SPEC §6). */
const weightFiles = new Set(['.safetensors', '.ckpt', '.pt', '.pth', '.bin', '.gguf']);
const archives = new Set(['.zip', '.7z', '.rar', '.tar', '.gz']);

const needsFolder = 'Use the folder of an ONNX export in the diffusers layout.';
const needsOther = 'Use an ONNX export of a Stable Diffusion 1, 2 or XL model.';

/** Folders of parts that Telar cannot run, by the name they are known by. */
const foreignFolders: readonly [folder: string, part: string][] = [
  ['controlnet', 'ControlNet'],
  ['image_encoder', 'IP-Adapter'],
  ['transformer', 'a diffusion transformer (SD 3, Flux)'],
  ['text_encoder_3', 'T5'],
  ['prior', 'a prior (unCLIP)'],
];

/** Pipelines whose UNet wants more than latents, a timestep and text. */
const foreignPipelines: readonly [pattern: RegExp, part: string][] = [
  [/ControlNet/, 'ControlNet'],
  [/Flux/, 'Flux'],
  [/StableDiffusion3/, 'Stable Diffusion 3'],
  [/Adapter/, 'a T2I adapter'],
  [/Upscale/, 'a diffusion upscaler'],
  [/Depth2Img/, 'depth maps'],
  [/UnCLIP|Kandinsky|Wuerstchen|PixArt|Sana|Video|AnimateDiff|InstructPix2Pix/, 'another kind of pipeline'],
];

/**
 * Refuses what is no model folder that Telar could run, before anything of it is read: files and archives, checkpoints that
 * were never exported, ControlNet and the like. Throws ModelNotFoundError with the way out.
 */
export async function refuseForeignFolder(path: string): Promise<void> {
  const entry = await stat(path).catch((error: unknown) => {
    throw new ModelNotFoundError('missing-folder', `The model folder "${basename(path)}" does not exist.`, {
      hint: 'Install the model, or choose another one for this cell.',
      place: { file: path },
      values: { model: basename(path) },
      cause: error,
    });
  });
  if (!entry.isDirectory()) {
    if (weightFiles.has(extname(path))) throw notExported(path, '');
    throw unsupportedModel(path, '', archives.has(extname(path)) ? 'an archive' : 'a single file', needsFolder);
  }
  const names = await readdir(path);
  for (const [folder, part] of foreignFolders) {
    if (names.includes(folder)) throw unsupportedModel(path, folder, part, needsOther);
  }
  const unet = names.includes('unet') ? await readdir(join(path, 'unet')) : [];
  if (unet.some((name) => name.endsWith('.onnx'))) return;
  const embedding = names.find((name) => /^learned_embeds.*\.(safetensors|bin)$/.test(name));
  if (embedding !== undefined) throw unsupportedModel(path, embedding, 'a textual inversion', needsOther);
  const loose = [...unet.map((name) => `unet/${name}`), ...names].find((name) => weightFiles.has(extname(name)));
  if (loose !== undefined) throw notExported(path, loose);
  const archive = names.find((name) => archives.has(extname(name)));
  if (archive !== undefined) throw unsupportedModel(path, archive, 'an archive', 'Unpack it into the folder.');
}

export interface ForeignParts {
  index: ModelIndex | null;
  unet: UnetConfig | null;
  textEncoder: TextEncoderConfig | null;
}

/** Refuses a model whose configuration names parts that Telar cannot run. */
export function refuseForeignParts(path: string, { index, unet, textEncoder }: ForeignParts): void {
  const pipeline = index?._class_name ?? '';
  const foreign = foreignPipelines.find(([pattern]) => pattern.test(pipeline));
  if (foreign !== undefined) throw unsupportedModel(path, 'model_index.json', foreign[1], needsOther);
  if (index?.requires_aesthetics_score === true) {
    throw unsupportedModel(
      path,
      'model_index.json',
      'the SDXL refiner',
      'Use the base model: it makes whole pictures.',
    );
  }
  const unetFile = 'unet/config.json';
  if (unet?._class_name === 'ControlNetModel') throw unsupportedModel(path, unetFile, 'ControlNet', needsOther);
  if (unet?.encoder_hid_dim_type === 'ip_image_proj') throw unsupportedModel(path, unetFile, 'IP-Adapter', needsOther);
  if (typeof unet?.class_embed_type === 'string') throw unsupportedModel(path, unetFile, 'class labels', needsOther);
  const names = [textEncoder?.model_type ?? '', ...(textEncoder?.architectures ?? [])].join(' ');
  if (/t5/i.test(names)) throw unsupportedModel(path, 'text_encoder/config.json', 'T5', needsOther);
}
