import { z } from 'zod';

/** What a model can do. A closed list: a cell may change to another model that has one of the same. */
export const capability = z.enum([
  'text-to-image',
  'image-to-image',
  'inpainting',
  'upscale',
  'background-removal',
  'image-framing',
  'image-to-text',
  'text-to-video',
  'image-to-video',
  'video-to-video',
  'text-to-speech',
  'speech-to-text',
  'text-to-music',
  'text-to-sound',
  'text-generation',
]);
export type Capability = z.output<typeof capability>;
