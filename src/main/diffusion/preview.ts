import type { Clock } from './clock.ts';
import { decodeLatents } from './decode-latents.ts';
import { latentSize, type LatentShape } from './latents.ts';
import { fitLinearMap, type LinearMap } from './linear-map.ts';
import type { GenerateRequest, RgbPixels } from './protocol.ts';
import type { LoadedModel } from './sessions.ts';
import { fixedDimensions } from './tensors.ts';
import { TorchGenerator } from './torch-random.ts';

/** Previews of one batch where nothing else is asked for; those of the decoder cost as much as a finished picture. */
const usualCount = { linear: 10, decoder: 5 } as const;
/** Longest edge in pixels of a preview that is made of latents alone. */
const largestEdge = 512;
/** Latent elements along an edge of what the map is fitted on, where the decoder takes any size. */
const fittingEdge = 8;

/**
 * Colours of Stable Diffusion 1 and 2 by their four channels, as published in the Hugging Face forum ("Decoding latents to
 * RGB without upscaling", thread 23204). All other models are fitted.
 */
const stableDiffusion: LinearMap = {
  rows: [
    [0.298, 0.207, 0.208],
    [0.187, 0.286, 0.173],
    [-0.158, 0.189, 0.264],
    [-0.184, -0.271, -0.473],
  ],
  bias: [0, 0, 0],
};

/** Shows a picture on its way, in the manner that was asked for. */
export interface Previewer {
  /** Whether the step (from 1) is one to show. */
  isDue(step: number): boolean;
  show(predicted: Float32Array): Promise<RgbPixels>;
}

/** What shows the pictures of a request; null where nothing is to be shown. */
export function createPreviewer(
  model: LoadedModel,
  { preview, previewEvery }: Pick<GenerateRequest, 'preview' | 'previewEvery'>,
  { shape, steps, clock }: { shape: LatentShape; steps: number; clock: Clock },
): Previewer | null {
  if (preview === 'none') return null;
  const every = previewEvery ?? Math.ceil(steps / usualCount[preview]);
  if (preview === 'decoder') {
    return { isDue: (step) => step % every === 0, show: (latents) => decodeLatents(model, latents, shape, clock) };
  }
  return {
    // A map costs next to nothing: the first step already shows where the colours go.
    isDue: (step) => step === 1 || step % every === 0,
    show: async (latents) => showLinear(await mapOf(model, clock), latents, shape, model.folder.factor),
  };
}

const maps = new WeakMap<LoadedModel['folder'], Promise<LinearMap>>();

function mapOf(model: LoadedModel, clock: Clock): Promise<LinearMap> {
  const known =
    maps.get(model.folder) ?? (isStableDiffusion(model) ? Promise.resolve(stableDiffusion) : fit(model, clock));
  maps.set(model.folder, known);
  return known;
}

function isStableDiffusion({ folder }: LoadedModel): boolean {
  return folder.latentChannels === 4 && folder.scalingFactor === 0.18215;
}

/** Lets the decoder paint random latents, and looks which mean colours it gives each element. */
async function fit(model: LoadedModel, clock: Clock): Promise<LinearMap> {
  const { factor, latentChannels: channels } = model.folder;
  const [height, width] = fixedDimensions(model.vaeDecoder, 'latent_sample').slice(2);
  const shape = { channels, height: height ?? fittingEdge, width: width ?? fittingEdge };
  const latents = new TorchGenerator(0).randn(latentSize(shape));
  const image = await decodeLatents(model, latents, shape, clock);
  const area = shape.height * shape.width;
  const elements = Array.from({ length: area }, (_, i) => i);
  const inputs = elements.map((i) => Array.from({ length: channels }, (_, c) => latents[c * area + i] ?? 0));
  return fitLinearMap(
    inputs,
    elements.map((i) => meanColour(image, (i % shape.width) * factor, Math.floor(i / shape.width) * factor, factor)),
  );
}

/** Mean of a square of pixels in -1..1. */
function meanColour({ width, data }: RgbPixels, left: number, top: number, edge: number): number[] {
  const sums = [0, 0, 0];
  for (let y = top; y < top + edge; y++) {
    for (let x = left; x < left + edge; x++) {
      for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + (data[(y * width + x) * 3 + c] ?? 0);
    }
  }
  return sums.map((sum) => sum / edge ** 2 / 127.5 - 1);
}

function showLinear(map: LinearMap, latents: Float32Array, shape: LatentShape, factor: number): RgbPixels {
  const area = shape.height * shape.width;
  const planes = [0, 1, 2].map((colour) => {
    const plane = new Float32Array(area).fill(map.bias[colour] ?? 0);
    map.rows.forEach((row, channel) => {
      const share = row[colour] ?? 0;
      for (let i = 0; i < area; i++) plane[i] = (plane[i] ?? 0) + share * (latents[channel * area + i] ?? 0);
    });
    return plane.map((value) => Math.min(255, Math.max(0, (value / 2 + 0.5) * 255)));
  });
  const scale = Math.max(1, Math.min(factor, Math.floor(largestEdge / Math.max(shape.height, shape.width))));
  return enlarge(planes, shape, scale);
}

/** Planes of 0..255 as a larger picture, straight lines between the middles of the elements. */
function enlarge(planes: readonly Float32Array[], { height, width }: LatentShape, scale: number): RgbPixels {
  const data = new Uint8Array(height * width * scale ** 2 * 3);
  let at = 0;
  for (let y = 0; y < height * scale; y++) {
    const [top, bottom, down] = neighbours(y, scale, height);
    for (let x = 0; x < width * scale; x++) {
      const [left, right, along] = neighbours(x, scale, width);
      for (const plane of planes) {
        const value = (row: number, column: number): number => plane[row * width + column] ?? 0;
        const above = value(top, left) + along * (value(top, right) - value(top, left));
        const below = value(bottom, left) + along * (value(bottom, right) - value(bottom, left));
        data[at++] = Math.round(above + down * (below - above));
      }
    }
  }
  return { width: width * scale, height: height * scale, data };
}

/** The two elements whose middles a pixel lies between, and how far it is from the first to the second. */
function neighbours(pixel: number, scale: number, count: number): [number, number, number] {
  const place = Math.min(count - 1, Math.max(0, (pixel + 0.5) / scale - 0.5));
  const first = Math.floor(place);
  return [first, Math.min(first + 1, count - 1), place - first];
}
