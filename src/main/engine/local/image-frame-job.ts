import { z } from 'zod';
import { ParameterValidationError } from '../../../shared/base/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import type { EngineJob, EngineResult } from '../engine.ts';

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/);

/** Longest edge of a print in pixels: what the picture process will still decode afterwards. */
const maxEdge = 8_000;

const frameParameters = z.object({
  image: z.string().min(1),
  scale: z.int().min(1).max(16).default(8),
  kernel: z.enum(['nearest', 'lanczos3']).default('lanczos3'),
  matte: z.int().min(0).max(1000).default(48),
  matte_color: colour.default('#f6f3ec'),
  border: z.int().min(0).max(500).default(10),
  border_color: colour.default('#2b2622'),
});

/** Enlarges a picture and puts a matte and a border around it. */
export async function runImageFrameJob(job: EngineJob, picture: PictureProcess): Promise<EngineResult> {
  const parameters = frameParameters.parse(job.parameters);
  const startedAt = performance.now();
  const source = await picture.probe(parameters.image);
  const edge = Math.max(source.width, source.height) * parameters.scale + 2 * (parameters.matte + parameters.border);
  if (edge > maxEdge) {
    throw new ParameterValidationError('invalid', `The print would be ${edge} pixels along its longer edge.`, {
      hint: `Use a smaller scale: at most ${maxEdge} pixels are made.`,
      place: { parameter: 'scale' },
      values: { parameter: 'scale', model: job.template.id, reason: `${edge} > ${maxEdge}` },
    });
  }
  const { width, height, mediaType } = await picture.frame(parameters.image, job.outputFile, {
    scale: parameters.scale,
    kernel: parameters.kernel,
    matte: parameters.matte,
    matteColor: parameters.matte_color,
    border: parameters.border,
    borderColor: parameters.border_color,
  });
  return {
    assetType: 'image',
    mediaType,
    width,
    height,
    seed: null,
    timings: { frameMs: performance.now() - startedAt },
  };
}
