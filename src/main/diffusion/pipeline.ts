import { setImmediate } from 'node:timers/promises';
import { CancelledError } from '../../shared/base/index.ts';
import { createClock, type Clock } from './clock.ts';
import { decodeLatents } from './decode-latents.ts';
import { encodeImage, type EncodedImage } from './encode-image.ts';
import { encodePrompts, textFeeds, type EncodedPicture } from './encode-prompts.ts';
import { concatenate, latentShape, latentSize, type LatentShape } from './latents.ts';
import { mergeLatents } from './mask.ts';
import { predictNoise } from './predict-noise.ts';
import { createPreviewer } from './preview.ts';
import type { DiffusionEvent, GenerateRequest, GenerateResult, RgbPixels } from './protocol.ts';
import { prepareRepaint, type Repaint } from './repaint.ts';
import { createScheduler, startIndex, type NoiseSource, type Scheduler } from './schedulers/index.ts';
import type { LoadedModel } from './sessions.ts';
import { TorchGenerator } from './torch-random.ts';

/** Pictures that go through the UNet together at most. */
export const largestBatch = 4;
/** Latent elements along both edges that a batch may have together: four pictures of 512 x 512 at 8 pixels an element. */
const largestBatchArea = 4 * 64 * 64;
export interface GenerateOptions {
  signal: AbortSignal;
  emit: (event: DiffusionEvent) => void;
}

/**
 * Text-to-image, image-to-image and inpainting with classifier-free guidance (Rombach et al. 2022; Ho and Salimans 2022; Meng et al.
 * 2022). Every picture has its own generator and scheduler, so it is the same alone and in a batch. Cancelling takes effect
 * between steps: a step itself cannot be stopped.
 */
export async function generate(
  model: LoadedModel,
  request: GenerateRequest,
  options: GenerateOptions,
): Promise<Omit<GenerateResult, 'timings'> & { timings: Omit<GenerateResult['timings'], 'loadMs'> }> {
  const shape = latentShape(model, request);
  const clock = createClock();
  const repaint = await prepareRepaint(model, request, clock);
  const original = request.start === null ? null : await encodeImage(model, request.start.image, clock);
  // A distilled UNet is told of the guidance; there is nothing to push away from.
  const isGuided = request.guidanceScale > 1 && model.folder.guidanceEmbedding === null;
  const encoding = { guided: isGuided, clipSkip: request.clipSkip };
  const texts = await encodePrompts(model, request.pictures, encoding, clock);
  const pictures = texts.map((text, i): Picture => ({ seed: request.pictures[i]?.seed ?? 0, text }));
  const batches = splitPictures(pictures, batchSize(shape, pictures.length));
  const images: RgbPixels[] = [];
  for (const [batch, members] of batches.entries()) {
    const place = { pictures: members, batch, batches: batches.length };
    const parts = { request, ...place, original, repaint, shape, clock, isGuided };
    images.push(...(await generateBatch(model, parts, options)));
  }
  return { images, timings: clock.timings, notes: [...new Set(texts.flatMap(({ notes }) => notes))] };
}

interface Picture {
  seed: number;
  text: EncodedPicture;
}

/** Neighbours share a run while there is room and their texts are of one length: padding would change the shorter ones. */
function splitPictures(pictures: readonly Picture[], size: number): Picture[][] {
  const batches: Picture[][] = [];
  for (const picture of pictures) {
    const last = batches.at(-1);
    if (last !== undefined && last.length < size && last[0]?.text.tokens === picture.text.tokens) last.push(picture);
    else batches.push([picture]);
  }
  return batches;
}

/** How many pictures of this size go through the UNet together. */
function batchSize({ height, width }: LatentShape, pictures: number): number {
  return Math.max(1, Math.min(pictures, largestBatch, Math.floor(largestBatchArea / (height * width))));
}

interface Batch {
  request: GenerateRequest;
  pictures: readonly Picture[];
  /** Number of this batch from 0, and of all. */
  batch: number;
  batches: number;
  original: EncodedImage | null;
  repaint: Repaint | null;
  shape: LatentShape;
  clock: Clock;
  isGuided: boolean;
}

/** A picture on its way. */
interface Canvas {
  scheduler: Scheduler;
  noise: NoiseSource;
  sample: Float32Array;
  /** The latents to go back to outside the mask, noised to the level of a call; null where everything is painted. */
  originalAt: ((index: number) => Float32Array) | null;
  /** What an inpainting model sees besides the latents. */
  extra: Float32Array | null;
}

async function generateBatch(
  model: LoadedModel,
  batch: Batch,
  { signal, emit }: GenerateOptions,
): Promise<RgbPixels[]> {
  const { request, pictures, repaint, shape, clock } = batch;
  const { guidanceScale } = request;
  const guidance = batch.isGuided ? { scale: guidanceScale, rescale: request.guidanceRescale } : null;
  const text = textFeeds(
    model,
    pictures.map((picture) => picture.text),
    request,
  );
  const from = firstCall(request, createScheduler(request.scheduler, model.folder.noise, request.steps));
  const canvases = pictures.map(({ seed }) => createCanvas(model, batch, seed, from));
  clock.mark('encodeMs');

  const timesteps = canvases[0]?.scheduler.timesteps ?? [];
  const steps = timesteps.length - from;
  const previewer = createPreviewer(model, request, { shape, steps, clock });
  for (let done = 0; done < steps; done++) {
    // Gives a cancel message the chance to arrive: session.run blocks the event loop.
    await setImmediate();
    if (signal.aborted) throw new CancelledError();
    const index = from + done;
    const inputs = canvases.map(({ scheduler, sample, extra }) => {
      const input = scheduler.scaleInput(sample, index);
      return extra === null ? input : concatenate([input, extra]);
    });
    const timestep = timesteps[index] ?? 0;
    const outputs = await predictNoise(model, { inputs, shape, timestep, text, guidance, guidanceScale }, clock);
    const predicted = canvases.map((canvas, i) => advance(canvas, outputs[i] ?? new Float32Array(), index, repaint));
    emit({ kind: 'progress', step: batch.batch * steps + done + 1, steps: batch.batches * steps });
    const shown = predicted[0];
    if (previewer === null || shown === undefined || done === steps - 1 || !previewer.isDue(done + 1)) continue;
    const image = await previewer.show(shown);
    emit({ kind: 'preview', image });
  }
  clock.mark('stepsMs');
  const images: RgbPixels[] = [];
  for (const { sample } of canvases) {
    const image = await decodeLatents(model, sample, shape, clock);
    images.push(repaint === null ? image : repaint.finish(image));
  }
  clock.mark('decodeMs');
  return images;
}

/** One call of the model further; answers what the finished latents look like from here. */
function advance(canvas: Canvas, output: Float32Array, index: number, repaint: Repaint | null): Float32Array {
  const { scheduler, noise, originalAt } = canvas;
  const { sample, predicted } = scheduler.step(output, index, canvas.sample, noise);
  canvas.sample =
    repaint === null || originalAt === null ? sample : mergeLatents(originalAt(index + 1), sample, repaint.mask);
  return predicted;
}

/** Index of the model's first call: image-to-image leaves the noisiest steps out (Meng et al. 2022). */
function firstCall({ start, steps }: GenerateRequest, scheduler: Scheduler): number {
  // At least one step, so that a strength of zero still gives a picture.
  return start === null ? 0 : startIndex(scheduler, steps, Math.max(1, Math.floor(steps * start.strength)));
}

/** A picture before its first step. The generator draws in a fixed order: picture, noise, masked picture, steps. */
function createCanvas(
  { folder }: LoadedModel,
  { request, original, repaint, shape }: Batch,
  seed: number,
  from: number,
): Canvas {
  const generator = new TorchGenerator(seed);
  const noise: NoiseSource = () => generator.randn(latentSize(shape));
  const scheduler = createScheduler(request.scheduler, folder.noise, request.steps);
  const clean = original?.sample(noise) ?? null;
  const drawn = noise();
  // Repainted as a whole, the mask's part starts from noise alone: nothing of the original shines through.
  const isFromNoise = clean === null || (repaint !== null && from === 0);
  const masked = repaint?.masked?.sample(noise) ?? null;
  return {
    scheduler,
    noise,
    sample: isFromNoise
      ? drawn.map((value) => value * scheduler.initNoiseSigma)
      : scheduler.addNoise(clean, drawn, from),
    // An inpainting model keeps the rest by itself.
    originalAt:
      repaint === null || clean === null || masked !== null
        ? null
        : (index) => (index < scheduler.timesteps.length ? scheduler.addNoise(clean, drawn, index) : clean),
    extra: repaint === null || masked === null ? null : concatenate([repaint.mask, masked]),
  };
}
