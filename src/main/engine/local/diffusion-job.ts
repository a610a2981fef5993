import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { ModelNotFoundError } from '../../../shared/base/index.ts';
import { schedulerNames } from '../../diffusion/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import type { EngineJob, EngineResult, EngineRunOptions } from '../engine.ts';
import type { DiffusionProcess } from './diffusion-process.ts';

/** Parameters of a local image model (SPEC §5), as its template has validated them. */
const diffusionParameters = z.object({
  prompt: z.string(),
  negative_prompt: z.string().default(''),
  image: z.string().optional(),
  strength: z.number().default(0.6),
  seed: z.int().min(0).optional(),
  steps: z.int().default(20),
  guidance_scale: z.number().default(7.5),
  scheduler: z.enum(schedulerNames as [string, ...string[]]).default('dpmpp_2m'),
  width: z.int().optional(),
  height: z.int().optional(),
});

/** Runs one job on a diffusion model and writes its picture as PNG. */
export async function runDiffusionJob(
  job: EngineJob,
  parts: { diffusion: DiffusionProcess; picture: PictureProcess; modelFolders: readonly string[] },
  { signal, onEvent }: EngineRunOptions,
): Promise<EngineResult> {
  const { diffusion, picture } = parts;
  const parameters = diffusionParameters.parse(job.parameters);
  const modelFolder = findModelFolder(job, parts.modelFolders);
  const native = await diffusion.inspect(modelFolder);
  const size = { width: parameters.width ?? native.width, height: parameters.height ?? native.height };
  const seed = parameters.seed ?? randomInt(2 ** 32);
  const start =
    parameters.image === undefined || parameters.image === ''
      ? null
      : { image: await picture.decodeRgb(parameters.image, size), strength: parameters.strength };

  let previews = Promise.resolve();
  const result = await diffusion.generate(
    {
      modelFolder,
      prompt: parameters.prompt,
      negativePrompt: parameters.negative_prompt,
      seed,
      steps: parameters.steps,
      guidanceScale: parameters.guidance_scale,
      scheduler: schedulerNames.find((name) => name === parameters.scheduler) ?? 'dpmpp_2m',
      ...size,
      start,
    },
    {
      signal,
      onEvent(event) {
        if (event.kind === 'progress') onEvent({ type: 'progress', step: event.step, steps: event.steps });
        if (event.kind !== 'preview') return;
        const { image } = event;
        previews = previews.then(async () => {
          onEvent({ type: 'preview', mediaType: 'image/png', bytes: await picture.encodePng(image) });
        });
        // A failed preview fails the job below, together with the picture itself.
        previews.catch(() => undefined);
      },
    },
  );
  await previews;
  await writeFile(job.outputFile, await picture.encodePng(result.image));
  return {
    assetType: 'image',
    mediaType: 'image/png',
    width: result.image.width,
    height: result.image.height,
    seed: String(seed),
    timings: result.timings,
  };
}

function findModelFolder({ template }: EngineJob, modelFolders: readonly string[]): string {
  const name = template.folder ?? template.endpoint;
  const found = modelFolders.map((folder) => join(folder, name)).find((folder) => existsSync(folder));
  if (found !== undefined) return found;
  throw new ModelNotFoundError('missing-folder', `The files of ${template.id} are not installed.`, {
    hint: `Put the model into the folder "${name}" below one of: ${modelFolders.join(', ')}.`,
    place: { file: name },
    values: { folder: name, model: template.id },
  });
}
