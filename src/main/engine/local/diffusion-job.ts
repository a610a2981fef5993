import { writeFile } from 'node:fs/promises';
import { loraTagNotes, withoutLoraTags, type EngineSettings } from '../../../shared/local-engine/index.ts';
import type { DiffusionEvent } from '../../diffusion/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import type { EngineEvent, EngineJob, EngineResult, EngineRunOptions } from '../engine.ts';
import { picturesOf, readDiffusionParameters, sizeOf } from './diffusion-parameters.ts';
import type { DiffusionProcess } from './diffusion-process.ts';
import { findLoras, lorasOf } from './lora-shelf.ts';
import { findModelFolder } from './model-place.ts';
import { readStartPictures } from './start-pictures.ts';

export interface DiffusionParts {
  diffusion: DiffusionProcess;
  picture: PictureProcess;
  modelFolders: readonly string[];
  /** Folders that hold LoRAs for every model, the user's own first. */
  loraFolders: readonly string[];
  /** Folder that weights with LoRAs merged in are kept in. */
  mergedFolder: string;
  /** How unfinished pictures are shown; no part of the recipe. */
  previews: Pick<EngineSettings, 'preview' | 'previewEvery'>;
}

/** Runs one job on a diffusion model and writes its pictures as PNG. */
export async function runDiffusionJob(
  job: EngineJob,
  parts: DiffusionParts,
  { signal, onEvent }: EngineRunOptions,
): Promise<EngineResult> {
  const { diffusion, picture, modelFolders, loraFolders, mergedFolder, previews } = parts;
  const parameters = readDiffusionParameters(job.parameters);
  const modelFolder = findModelFolder(job.template, modelFolders);
  const uses = lorasOf(job.parameters);
  const loras = await findLoras(uses, { id: job.template.id, folder: modelFolder }, loraFolders);
  const size = sizeOf(parameters, await diffusion.inspect(modelFolder));
  const starts = await readStartPictures(parameters, { size, model: job.template.id, picture });
  const pictures = picturesOf({ ...parameters, prompt: withoutLoraTags(parameters.prompt) });
  const shown = showEvents(picture, onEvent);
  const made = await diffusion.generate(
    {
      modelFolder,
      pictures,
      steps: parameters.steps,
      guidanceScale: parameters.guidance_scale,
      guidanceRescale: parameters.guidance_rescale,
      scheduler: parameters.scheduler,
      ...size,
      ...starts,
      loras,
      mergedFolder,
      clipSkip: parameters.clip_skip,
      preview: previews.preview,
      previewEvery: previews.previewEvery,
    },
    { signal, onEvent: shown.onEvent },
  );
  const { images, timings } = made;
  const { prompt, negative_prompt: negativePrompt } = parameters;
  const notes = [...loraTagNotes({ prompt, negativePrompt }), ...made.notes];
  await shown.finished();
  const files = images.map((_, index) => (index === 0 ? job.outputFile : job.newOutputFile()));
  for (const [index, image] of images.entries()) {
    await writeFile(files[index] ?? job.outputFile, await picture.encodePng(image));
  }
  const [first, ...others] = files.map((file, index) => ({ file, seed: String(pictures[index]?.seed) }));
  if (first === undefined) throw new Error('the diffusion process made no picture');
  return {
    assetType: 'image',
    mediaType: 'image/png',
    ...size,
    seed: first.seed,
    timings,
    ...(notes.length === 0 ? {} : { notes }),
    ...(others.length === 0 ? {} : { further: others }),
  };
}

/** Passes the process's events on, previews as PNG and in order. */
function showEvents(
  picture: PictureProcess,
  onEvent: (event: EngineEvent) => void,
): { onEvent: (event: DiffusionEvent) => void; finished: () => Promise<void> } {
  let previews = Promise.resolve();
  return {
    onEvent(event) {
      if (event.kind === 'progress') onEvent({ type: 'progress', step: event.step, steps: event.steps });
      if (event.kind !== 'preview') return;
      const { image } = event;
      previews = previews.then(async () => {
        onEvent({ type: 'preview', mediaType: 'image/png', bytes: await picture.encodePng(image) });
      });
      // A failed preview fails the job when it is finished.
      previews.catch(() => undefined);
    },
    finished: () => previews,
  };
}
