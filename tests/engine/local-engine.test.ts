import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError, type JsonObject } from '../../src/shared/base/index.ts';
import type { ModelTemplate } from '../../src/shared/template/index.ts';
import {
  createLocalEngine,
  type EngineEvent,
  type EngineResult,
  type LocalEngine,
} from '../../src/main/engine/index.ts';
import { createPictureProcess, type PictureProcess } from '../../src/main/picture/index.ts';
import { judge } from '../judge.ts';
import { createSourceLauncher } from './source-launcher.ts';
import { readTemplate } from './templates.ts';

const root = resolve(import.meta.dirname, '../..');
const launcher = createSourceLauncher();
let engine: LocalEngine;
let picture: PictureProcess;
let folder: string;
let miniature: ModelTemplate;
let frame: ModelTemplate;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-engine-'));
  miniature = await readTemplate('local/telar-mini');
  frame = await readTemplate('local/image-frame');
  picture = createPictureProcess(launcher);
  engine = createLocalEngine({ launcher, picture, modelFolders: [join(root, 'resources/models')] });
});
afterAll(async () => {
  await engine.dispose();
  await picture.dispose();
});

let count = 0;
interface Made extends EngineResult {
  file: string;
}

async function make(
  parameters: JsonObject,
  options: { template?: ModelTemplate; signal?: AbortSignal; onEvent?: (event: EngineEvent) => void } = {},
): Promise<Made> {
  const file = join(folder, `${(count += 1)}.png`);
  const newOutputFile = (): string => join(folder, `${(count += 1)}.png`);
  const template = options.template ?? miniature;
  const job = { label: 'u1/plate', template, parameters, outputFile: file, newOutputFile };
  const signal = options.signal ?? new AbortController().signal;
  const result = await engine.run(job, { signal, onEvent: options.onEvent ?? (() => undefined) });
  return { ...result, file };
}

const pixels = (file: string): Promise<Buffer> => sharp(file).removeAlpha().raw().toBuffer();

function largestDifference(a: Buffer, b: Buffer): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? 0))), 0);
}

describe('the local engine on telar-mini', () => {
  it.each([
    [
      'a red house on the left, the sea at night, with a moon',
      { object: 'house', colour: 'red', position: 'left', time: 'night', land: 'sea', sky: 'moon' },
    ],
    [
      'a white lighthouse in the center, snow at dawn, with clouds',
      { object: 'tower', colour: 'white', position: 'center', time: 'dawn', land: 'snow', sky: 'clouds' },
    ],
    [
      'a purple balloon on the right, mountains during the day, with the sun',
      { object: 'balloon', colour: 'purple', position: 'right', time: 'day', land: 'mountains', sky: 'sun' },
    ],
    [
      'an orange cat on the left, a meadow at sunset, with the sun',
      { object: 'cat', colour: 'orange', position: 'left', time: 'sunset', land: 'meadow', sky: 'sun' },
    ],
  ])('paints “%s”', async (prompt, expected) => {
    const made = await make({ prompt, seed: 3, steps: 20, guidance_scale: 2.5 });
    expect(await judge(made.file)).toEqual(expected);
    expect(made).toMatchObject({ mediaType: 'image/png', width: 64, height: 64, seed: '3' });
  });

  it.each(['dpmpp_2m_karras', 'euler', 'ddim'])('follows the prompt with the sampler %s too', async (scheduler) => {
    const prompt = 'a blue boat in the center, the sea at night, with stars';
    const made = await make({ prompt, seed: 5, guidance_scale: 2.5, scheduler });
    expect(await judge(made.file)).toMatchObject({ object: 'boat', colour: 'blue', time: 'night', land: 'sea' });
  });

  it('starts from a picture: the scene stays, the asked colour changes', async () => {
    const plate = await make({
      prompt: 'a white lighthouse on the left, the sea at dawn, with the sun',
      seed: 11,
      guidance_scale: 2.5,
    });
    const prompt = 'a red lighthouse on the left, the sea at dawn, with the sun';
    const made = await make({ prompt, image: plate.file, strength: 0.65, seed: 12, guidance_scale: 2.5 });
    expect(await judge(made.file)).toEqual({ ...(await judge(plate.file)), colour: 'red' });
    // Most of the picture, the sky and the sea, is as it was.
    const [before, after] = [await pixels(plate.file), await pixels(made.file)];
    const mean = before.reduce((sum, value, i) => sum + Math.abs(value - (after[i] ?? 0)), 0) / before.length;
    expect(mean).toBeLessThan(12);
    expect(mean).toBeGreaterThan(0.5);
  });

  it('tells of every step and shows what the picture is on the way', async () => {
    const events: EngineEvent[] = [];
    await make({ prompt: 'a tree', seed: 1, steps: 10 }, { onEvent: (event) => events.push(event) });
    const steps = events.flatMap((event) => (event.type === 'progress' ? [`${event.step}/${event.steps}`] : []));
    expect(steps).toEqual(Array.from({ length: 10 }, (_, i) => `${i + 1}/10`));
    const previews = events.flatMap((event) => (event.type === 'preview' ? [event.bytes] : []));
    // From the first step on; the last one is the picture itself.
    expect(previews).toHaveLength(9);
    expect(await sharp(previews.at(-1)).metadata()).toMatchObject({ format: 'png', width: 64, height: 64 });
  });

  it('gives the same pixels for the same recipe, others for another seed', async () => {
    const recipe = { prompt: 'a yellow house, a forest by day', seed: 77, guidance_scale: 2.5 };
    const [first, again, other] = [await make(recipe), await make(recipe), await make({ ...recipe, seed: 78 })];
    expect(largestDifference(await pixels(first.file), await pixels(again.file))).toBeLessThanOrEqual(1);
    expect(largestDifference(await pixels(first.file), await pixels(other.file))).toBeGreaterThan(20);
  });

  it('draws a seed when none is given, and the picture can be made again with it', async () => {
    const prompt = 'a cat in the snow at night';
    const [first, second] = [await make({ prompt }), await make({ prompt })];
    expect(first.seed).not.toBe(second.seed);
    const again = await make({ prompt, seed: Number(first.seed) });
    expect(largestDifference(await pixels(first.file), await pixels(again.file))).toBeLessThanOrEqual(1);
  });

  it('cancels between steps', async () => {
    const abort = new AbortController();
    const steps: number[] = [];
    const onEvent = (event: EngineEvent): void => {
      if (event.type === 'progress') steps.push(event.step);
      if (steps.length === 3) abort.abort();
    };
    await expect(make({ prompt: 'a boat', steps: 100 }, { signal: abort.signal, onEvent })).rejects.toBeInstanceOf(
      CancelledError,
    );
    expect(steps.length).toBeLessThan(50);
  });

  it('survives a kill -9 of its process: only the running job fails', async () => {
    const killed = make(
      { prompt: 'a boat', steps: 100 },
      {
        onEvent(event) {
          if (event.type !== 'progress' || event.step !== 5) return;
          const child = launcher.children.findLast(({ program }) => program === 'diffusion-child');
          process.kill(child?.handle.pid ?? 0, 'SIGKILL');
        },
      },
    );
    const next = make({ prompt: 'a red house, the sea at night', seed: 1, guidance_scale: 2.5 });
    await expect(killed).rejects.toMatchObject({ code: 'EngineCrashedError', kind: 'exited' });
    expect(await judge((await next).file)).toMatchObject({ object: 'house', time: 'night' });
  });

  it('says what is missing when a model is not installed', async () => {
    const template = { ...miniature, id: 'local/other', folder: 'not-there' };
    await expect(make({ prompt: 'a house' }, { template })).rejects.toMatchObject({
      code: 'ModelNotFoundError',
      kind: 'missing-folder',
    });
  });

  it('names its runtime', async () => {
    const { onnxruntime, executionProviders } = await engine.describe();
    expect(onnxruntime).toMatch(/^\d+\.\d+\.\d+$/);
    expect(executionProviders).toContain('cpu');
  });
});

describe('the picture operations', () => {
  it('frames a picture: enlarged, with matte and border of the asked colours', async () => {
    const { file } = await make({ prompt: 'a house', seed: 1 });
    const print = await make(
      { image: file, scale: 4, matte: 20, matte_color: '#ff0000', border: 6, border_color: '#0000ff' },
      { template: frame },
    );
    const edge = 64 * 4 + 2 * 26;
    expect(print).toMatchObject({ width: edge, height: edge, seed: null });
    const data = await pixels(print.file);
    const at = (x: number, y: number): number[] => [...data.subarray((y * edge + x) * 3, (y * edge + x) * 3 + 3)];
    expect([at(0, 0), at(5, 150), at(6, 150), at(25, 150)]).toEqual([
      [0, 0, 255],
      [0, 0, 255],
      [255, 0, 0],
      [255, 0, 0],
    ]);
  });

  it.each([
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
    ['a cut PNG', null],
    ['an HTML page', Buffer.from('<!doctype html><title>502 Bad Gateway</title>')],
  ])('refuses %s as a picture', async (name, content) => {
    const { file } = await make({ prompt: 'a house', seed: 1 });
    const broken = join(folder, `${name}.png`);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(broken, content ?? (await readFile(file)).subarray(0, 900));
    await expect(picture.probe(broken)).rejects.toMatchObject({ code: 'AssetDownloadError', kind: 'not-an-image' });
    expect(await picture.probe(file)).toMatchObject({ mediaType: 'image/png', width: 64 });
  });
});
