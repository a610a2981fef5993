import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findModels } from '../../src/main/engine/index.ts';
import { generate } from '../../src/main/diffusion/pipeline.ts';
import type { GenerateRequest, RgbPixels } from '../../src/main/diffusion/protocol.ts';
import type { LoadedModel } from '../../src/main/diffusion/sessions.ts';
import { inpaintingKinds } from '../fakes/models/exports.ts';
import { openSyntheticModel } from '../fakes/models/open-model.ts';
import { writeSyntheticModel } from '../fakes/models/write-model.ts';
import { order } from './engine-process.ts';

const [width, height] = [64, 48];
/** Latents are an eighth of that along each side. */
const [columns, rows] = [8, 6];
const plane = columns * rows;

/** A grey picture; `left` and `right` are the greys of its halves. */
function halves(left: number, right: number): RgbPixels {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) =>
    Math.floor(at / 3) % width < width / 2 ? left : right,
  );
  return { width, height, data };
}

/** Repaints the left half. */
const mask = {
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, at) => (at % width < width / 2 ? 255 : 0)),
};

const repaint = (image: RgbPixels): Partial<GenerateRequest> => ({ start: { image, strength: 1 }, mask });

async function paint(model: LoadedModel, change: Partial<GenerateRequest>): Promise<RgbPixels> {
  const request = { kind: 'generate' as const, ...order({ steps: 2, scheduler: 'euler', width, height, ...change }) };
  const { images } = await generate(model, request, {
    signal: new AbortController().signal,
    emit: () => undefined,
  });
  const [image] = images;
  if (image === undefined) throw new Error('no picture');
  return image;
}

/** The same model; `tap` sees what its UNet is given of all pictures, nine planes each, and may change it. */
function tapped(model: LoadedModel, tap: (planes: Float32Array, dims: readonly number[]) => void): LoadedModel {
  const { inputNames, outputNames, inputMetadata, outputMetadata } = model.unet;
  const run = (feeds: Record<string, Tensor>, ...rest: [never]): Promise<InferenceSession.OnnxValueMapType> => {
    const { sample } = feeds;
    if (sample === undefined) throw new Error('the UNet is given no sample');
    const { data, dims } = sample;
    const planes = Float32Array.from(data as Float32Array);
    tap(planes, dims);
    return model.unet.run({ ...feeds, sample: new Tensor(planes, dims) }, ...rest);
  };
  return { ...model, unet: { inputNames, outputNames, inputMetadata, outputMetadata, run } };
}

/** What the UNet is given of a picture in each step, by its channels: latents, mask, masked picture. */
async function seen(model: LoadedModel, image: RgbPixels): Promise<{ mask: number[]; masked: number[] }[]> {
  const steps: { mask: number[]; masked: number[] }[] = [];
  const watching = tapped(model, (planes, dims) => {
    expect(dims).toEqual([2, 9, rows, columns]);
    const [without, withPrompt] = [planes.slice(4 * plane, 9 * plane), planes.slice(13 * plane)];
    // Once without and once with the prompt.
    expect(withPrompt).toEqual(without);
    steps.push({ mask: [...without.slice(0, plane)], masked: [...without.slice(plane)] });
  });
  await paint(watching, repaint(image));
  return steps;
}

it('are found as models that need a picture and a mask', async () => {
  const models = await mkdtemp(join(tmpdir(), 'telar-inpainting-'));
  for (const kind of inpaintingKinds) await writeSyntheticModel(join(models, kind.name), kind);
  const { templates, refused } = await findModels(models);
  expect(refused).toEqual([]);
  expect(templates.map(({ id, capabilities, parameters }) => [id, capabilities, parameters.required])).toEqual(
    inpaintingKinds.map(({ name }) => [`local/${name}`, ['inpainting'], ['prompt', 'image', 'mask']]).sort(),
  );
  await rm(models, { recursive: true });
});

describe.each(inpaintingKinds)('an export of $name', (kind) => {
  let root: string;
  let model: LoadedModel;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'telar-inpainting-'));
    model = await openSyntheticModel(await writeSyntheticModel(join(root, kind.name), kind));
  });
  afterAll(() => rm(root, { recursive: true }));

  it.each([
    ['picture', { start: null, mask: null }, 'image'],
    ['mask', { start: { image: halves(10, 200), strength: 1 }, mask: null }, 'mask'],
  ])('says that it needs a %s', async (_, change, parameter) => {
    await expect(paint(model, change)).rejects.toMatchObject({
      code: 'ParameterValidationError',
      kind: 'missing',
      place: { parameter },
    });
  });

  it('is given the mask and the picture without what the mask covers, after the latents and in every step', async () => {
    const steps = await seen(model, halves(10, 200));
    const [first, second] = steps;
    expect(steps).toHaveLength(2);
    expect(second).toEqual(first);
    expect(first?.mask).toEqual(Array.from({ length: plane }, (_, at) => (at % columns < columns / 2 ? 1 : 0)));
    // What lies under the mask is not shown; what is kept is.
    expect(await seen(model, halves(90, 200))).toEqual(steps);
    expect((await seen(model, halves(10, 120)))[0]?.masked).not.toEqual(first?.masked);
  });

  it.each([
    ['mask', 4, 5],
    ['masked picture', 5, 9],
  ])('paints by the %s', async (_, from, to) => {
    const request = repaint(halves(10, 200));
    const other = tapped(model, (planes) => {
      for (const picture of [0, 9 * plane]) {
        const part = planes.subarray(picture + from * plane, picture + to * plane);
        part.set(part.map((value) => 1 - value));
      }
    });
    expect(await paint(other, request)).not.toEqual(await paint(model, request));
  });

  it('keeps every byte outside the mask', async () => {
    const original = halves(10, 200);
    const painted = await paint(model, repaint(original));
    const part = (image: RgbPixels, isLeft: boolean): number[] =>
      [...image.data].filter((_, at) => Math.floor(at / 3) % width < width / 2 === isLeft);
    expect(part(painted, false)).toEqual(part(original, false));
    expect(part(painted, true)).not.toEqual(part(original, true));
  });
});
