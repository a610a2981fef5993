import { z } from 'zod';

/** Programs whose notes in a picture are read. */
export const metadataSource = z.enum([
  'telar',
  'a1111',
  'comfyui',
  'invokeai',
  'novelai',
  'fooocus',
  'swarmui',
  'midjourney',
]);
export type MetadataSource = z.output<typeof metadataSource>;

/** How a picture was made, as far as its file says, in words that all programs share. */
export const pictureFacts = z.object({
  source: metadataSource,
  prompt: z.string(),
  negativePrompt: z.string(),
  /** As text: some exceed 2^53. */
  seed: z.string().nullable(),
  steps: z.number().nullable(),
  cfgScale: z.number().nullable(),
  sampler: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  model: z.string().nullable(),
  modelHash: z.string().nullable(),
  loras: z.array(z.object({ id: z.string(), weight: z.number() })),
  /** Whatever else was said, as it stood. */
  extras: z.record(z.string(), z.string()),
});
export type PictureFacts = z.output<typeof pictureFacts>;

/** Facts of a picture that says nothing. */
export function noFacts(source: MetadataSource): PictureFacts {
  return {
    source,
    prompt: '',
    negativePrompt: '',
    seed: null,
    steps: null,
    cfgScale: null,
    sampler: null,
    width: null,
    height: null,
    model: null,
    modelHash: null,
    loras: [],
    extras: {},
  };
}
