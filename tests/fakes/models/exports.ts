import type { ElementType } from './graph-parts.ts';

/** Who wrote the files: optimum of today, or diffusers' own script and early optimum. */
export type ExporterGeneration = 'today' | 'older';

/** One kind of export as users download it, with the sizes of the published model. */
export interface ExportKind {
  name: string;
  generation: ExporterGeneration;
  floats: 'float32' | 'float16';
  ids: ElementType;
  timestep: { type: ElementType; dims: readonly (number | string)[] };
  /** Features of each text encoder, and of SDXL's pooled text. */
  textEncoders: readonly { features: number; pad: string }[];
  /** Length of the guidance vector; null for all but latent consistency models. */
  guidance: number | null;
  /** What the UNet takes of each picture: latents, and for inpainting a mask and the latents of what is kept. */
  channels: 4 | 9;
  sampleSize: number;
  pipeline: string;
  /** Original model, as `_name_or_path` of the configuration. */
  origin: string;
  scheduler: Readonly<Record<string, string | number | boolean>>;
}

const noise = { num_train_timesteps: 1000, beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' };
const clip = { features: 768, pad: '<|endoftext|>' };
const openClipHuge = { features: 1024, pad: '!' };
const openClipBig = { features: 1280, pad: '!' };

const today = {
  generation: 'today',
  floats: 'float32',
  ids: 'int64',
  timestep: { type: 'int64', dims: [] },
  guidance: null,
  channels: 4,
} as const;
const older = {
  generation: 'older',
  floats: 'float32',
  ids: 'int32',
  timestep: { type: 'float32', dims: ['steps'] },
  guidance: null,
  channels: 4,
} as const;

const sd15 = {
  textEncoders: [clip],
  sampleSize: 64,
  pipeline: 'StableDiffusionPipeline',
  origin: 'runwayml/stable-diffusion-v1-5',
  scheduler: { _class_name: 'PNDMScheduler', ...noise, steps_offset: 1, set_alpha_to_one: false },
};
const sd21 = {
  textEncoders: [openClipHuge],
  sampleSize: 96,
  pipeline: 'StableDiffusionPipeline',
  origin: 'stabilityai/stable-diffusion-2-1',
  scheduler: { _class_name: 'DDIMScheduler', ...noise, prediction_type: 'v_prediction', steps_offset: 1 },
};
const sdxl = {
  textEncoders: [clip, openClipBig],
  sampleSize: 128,
  pipeline: 'StableDiffusionXLPipeline',
  origin: 'stabilityai/stable-diffusion-xl-base-1.0',
  scheduler: { _class_name: 'EulerDiscreteScheduler', ...noise, timestep_spacing: 'leading', steps_offset: 1 },
};
const turbo = { timestep_spacing: 'trailing', prediction_type: 'epsilon' };

/** The kinds of exports that Telar has to run. */
export const exportKinds: readonly ExportKind[] = [
  { name: 'sd15', ...today, ...sd15 },
  { name: 'sd15-older', ...older, ...sd15, pipeline: 'OnnxStableDiffusionPipeline' },
  { name: 'sd15-float16', ...today, ...sd15, floats: 'float16', timestep: { type: 'float16', dims: ['batch_size'] } },
  { name: 'sd21', ...today, ...sd21 },
  { name: 'sd21-older', ...older, ...sd21, timestep: { type: 'int64', dims: [1] } },
  { name: 'sdxl', ...today, ...sdxl },
  { name: 'sdxl-older', ...older, ...sdxl },
  { name: 'sdxl-float16', ...today, ...sdxl, floats: 'float16' },
  {
    ...{ name: 'sd-turbo', ...today, ...sd21, sampleSize: 64, origin: 'stabilityai/sd-turbo' },
    scheduler: { _class_name: 'EulerDiscreteScheduler', ...noise, ...turbo },
  },
  {
    ...{ name: 'sdxl-turbo', ...today, ...sdxl, sampleSize: 64, origin: 'stabilityai/sdxl-turbo' },
    scheduler: { _class_name: 'EulerAncestralDiscreteScheduler', ...noise, ...turbo },
  },
  {
    ...{ name: 'lcm', ...today, ...sd15, guidance: 256, sampleSize: 96 },
    ...{ pipeline: 'LatentConsistencyModelPipeline', origin: 'SimianLuo/LCM_Dreamshaper_v7' },
    scheduler: { _class_name: 'LCMScheduler', ...noise, original_inference_steps: 50 },
  },
];

/** Exports of inpainting models, which can do nothing else. */
export const inpaintingKinds: readonly ExportKind[] = [
  {
    ...{ name: 'sd15-inpainting', ...today, ...sd15, channels: 9 },
    ...{ pipeline: 'StableDiffusionInpaintPipeline', origin: 'runwayml/stable-diffusion-inpainting' },
  },
  {
    ...{ name: 'sd15-inpainting-older', ...older, ...sd15, channels: 9 },
    ...{ pipeline: 'OnnxStableDiffusionInpaintPipeline', origin: 'runwayml/stable-diffusion-inpainting' },
  },
  {
    ...{ name: 'sdxl-inpainting', ...today, ...sdxl, channels: 9 },
    ...{ pipeline: 'StableDiffusionXLInpaintPipeline', origin: 'diffusers/stable-diffusion-xl-1.0-inpainting-0.1' },
  },
];
