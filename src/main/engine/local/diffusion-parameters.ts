import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '../../../shared/base/index.ts';
import { schedulerNames, type ModelDescription, type PictureOrder } from '../../diffusion/index.ts';

/** An empty string is what a form sends for a file that was not chosen. */
const file = z
  .string()
  .optional()
  .transform((path) => (path === '' ? undefined : path));

/** Seeds of PyTorch's generators, and ours, that name different noise. */
const seeds = 2 ** 32;

/** Parameters of a local image model (SPEC §5), as its template has validated them. */
const diffusionParameters = z.object({
  prompt: z.string(),
  negative_prompt: z.string().default(''),
  image: file,
  strength: z.number().default(0.6),
  mask: file,
  mask_feather: z.number().default(2),
  seed: z.int().min(0).optional(),
  steps: z.int().default(20),
  guidance_scale: z.number().default(7.5),
  guidance_rescale: z.number().default(0),
  scheduler: z.enum(schedulerNames).default('dpmpp_2m'),
  width: z.int().optional(),
  height: z.int().optional(),
  num_outputs: z.int().min(1).default(1),
  clip_skip: z.int().min(0).default(0),
});
export type DiffusionParameters = z.output<typeof diffusionParameters>;

/** Reads the parameters of a job. */
export function readDiffusionParameters(parameters: JsonObject): DiffusionParameters {
  return diffusionParameters.parse(parameters);
}

/** The size asked for, or the model's own. */
export function sizeOf(
  { width, height }: DiffusionParameters,
  native: ModelDescription,
): { width: number; height: number } {
  return { width: width ?? native.width, height: height ?? native.height };
}

/** The pictures of a job: the seed given, or one drawn, for the first; each further one has the seed after it. */
export function picturesOf(parameters: DiffusionParameters): PictureOrder[] {
  const first = parameters.seed ?? randomInt(seeds);
  return Array.from({ length: parameters.num_outputs }, (_, index) => ({
    prompt: parameters.prompt,
    negativePrompt: parameters.negative_prompt,
    seed: (first + index) % seeds,
  }));
}
