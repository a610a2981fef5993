import { existsSync } from 'node:fs';
import { copyFile, cp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesAsSource, probeMedia } from '../../src/main/artifact/media/index.ts';
import {
  createRehearsalEngine,
  type InlineEngine,
  type EngineJob,
  type RehearsalDials,
} from '../../src/main/engine/index.ts';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createPictureProcess, type PictureProcess } from '../../src/main/picture/index.ts';
import { CancelledError, ProviderUnavailableError, type JsonObject } from '../../src/shared/base/index.ts';
import type { ModelTemplate } from '../../src/shared/template/index.ts';
import { freshFolder } from '../telar-process.ts';
import { readMp4 } from './read-mp4.ts';
import { createSourceLauncher } from './source-launcher.ts';
import { inventedTemplate } from './templates.ts';

const launcher = createSourceLauncher();
const file = { type: 'string', format: 'uri' };
const [imageModel, videoModel, audioModel, textModel] = [
  inventedTemplate('image', { image: file, images: { type: 'array', items: file } }),
  inventedTemplate('video', { image: file }),
  inventedTemplate('audio'),
  inventedTemplate('text'),
];
let picture: PictureProcess;
let engine: InlineEngine;
let folder: string;

beforeAll(async () => {
  folder = await freshFolder('rehearsal');
  picture = createPictureProcess(launcher);
  engine = createRehearsalEngine({ launcher, picture });
});
afterAll(async () => {
  await engine.dispose();
  await picture.dispose();
});

let count = 0;
function jobOf(template: ModelTemplate, extension: string, parameters: JsonObject, label = 'unit1/base'): EngineJob {
  const newOutputFile = (): string => join(folder, `${(count += 1)}.${extension}.part`);
  return { template, parameters, label, outputFile: newOutputFile(), newOutputFile };
}

async function make(job: EngineJob, by: InlineEngine = engine): Promise<Buffer> {
  await by.run(job, { signal: new AbortController().signal, onEvent: () => undefined });
  return readFile(job.outputFile);
}

describe('a rehearsed film', () => {
  it.each<[string, JsonObject, [number, number, number]]>([
    ['as the model would make it', {}, [1280, 720, 5]],
    ['upright', { aspect_ratio: '9:16', resolution: '480p', duration: '3' }, [480, 854, 3]],
    ['by frames', { num_frames: 81, fps: 16, resolution: '240p' }, [426, 240, 81 / 16]],
    ['very short', { duration: 0.1, resolution: '240p' }, [426, 240, 0.1]],
    ['of ten minutes', { duration: 600, width: 64, height: 36 }, [64, 36, 600]],
  ])('is a playable MP4: %s', async (_, parameters, [width, height, seconds]) => {
    const bytes = await make(jobOf(videoModel, 'mp4', { prompt: 'a boat', ...parameters }));
    const film = readMp4(bytes);
    expect(film).toMatchObject({ brand: 'isom', width, height, profile: 66, syncSamples: [1], creationTime: 0 });
    // The index comes before the pictures, and describes exactly what is there.
    expect(film.order).toEqual(['ftyp', 'moov', 'mdat']);
    expect(film.sampleBytes).toBe(film.mediaBytes);
    expect(film.firstSample).toBe(film.mediaStart);
    expect(film.sampleTicks / film.timescale).toBeCloseTo(seconds, 4);
    expect(film.movieTicks / film.timescale).toBeCloseTo(seconds, 4);
    expect(film.nalTypes[0]).toBe(5); // a picture that stands for itself
    expect(new Set(film.nalTypes.slice(1))).toEqual(new Set([1]));
    expect(film.parameterSets).toEqual([7, 8]);
    expect(await probeMedia(bytesAsSource(bytes))).toEqual({
      mediaType: 'video/mp4',
      width,
      height,
      durationSeconds: film.movieTicks / film.timescale,
    });
  });

  it('takes the shape of the picture it starts from', async () => {
    const start = join(folder, 'start.png');
    await sharp({ create: { width: 90, height: 160, channels: 3, background: '#123456' } })
      .png()
      .toFile(start);
    const film = readMp4(await make(jobOf(videoModel, 'mp4', { image: start, resolution: '240p', duration: 1 })));
    expect([film.width, film.height]).toEqual([240, 426]);
  });
});

describe('a rehearsed picture', () => {
  it.each([
    ['png', { width: 300, height: 200 }],
    ['jpg', { width: 1, height: 1 }],
    ['webp', { width: 4096, height: 33 }],
  ])('has the asked format and size: %s', async (extension, size) => {
    const bytes = await make(jobOf(imageModel, extension, { prompt: 'a boat', ...size }));
    expect(await sharp(bytes).metadata()).toMatchObject({ format: extension.replace('jpg', 'jpeg'), ...size });
  });

  it('is the same wherever its input lies, another for another cell, model or input', async () => {
    const [here, there, other] = ['here.png', 'there.png', 'other.png'].map((name) => join(folder, name));
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#ff0000' } })
      .png()
      .toFile(here!);
    await copyFile(here!, there!);
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#00ff00' } })
      .png()
      .toFile(other!);
    const parameters = { prompt: 'a boat', image: here! };
    const first = await make(jobOf(imageModel, 'png', parameters));
    expect(await make(jobOf(imageModel, 'png', { ...parameters, image: there! }))).toEqual(first);
    const others = await Promise.all([
      make(jobOf(imageModel, 'png', { ...parameters, image: other! })),
      make(jobOf(imageModel, 'png', parameters, 'unit2/base')),
      make(jobOf({ ...imageModel, id: 'replicate/acme/other' }, 'png', parameters)),
      make(jobOf(imageModel, 'png', { prompt: 'a boat', images: [here!] })),
    ]);
    for (const each of others) expect(each.equals(first)).toBe(false);
  });
});

describe('a rehearsed sound', () => {
  it('is a soft melody of exactly the asked length', async () => {
    const bytes = await make(jobOf(audioModel, 'wav', { duration: 1.2345 }));
    const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.length));
    expect(samples.length).toBe(Math.round(1.2345 * 24_000));
    const peak = samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    const loudness = Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
    expect(peak).toBeLessThan(0.2 * 32_767);
    expect(loudness).toBeGreaterThan(0.02 * 32_767);
  });

  it.each(['wav', 'mp3'])('lasts as long as the text takes to say: %s', async (extension) => {
    const speech = inventedTemplate('audio', {}, { capabilities: ['text-to-speech'] });
    const bytes = await make(jobOf(speech, extension, { prompt: 'x'.repeat(90) }));
    expect(await probeMedia(bytesAsSource(bytes))).toMatchObject({ durationSeconds: 6 });
  });
});

it('a rehearsed text names model, cell and prompt', async () => {
  const text = (await make(jobOf(textModel, 'txt', { prompt: 'Una niña con paraguas' }))).toString();
  expect(text).toMatch(/^\[Rehearsal of replicate\/acme\/text-model for unit1\/base, seed \d+\]\n/);
  expect(text).toContain('Una niña con paraguas');
  expect(text.trim().split(/[.!?] /).length).toBeGreaterThanOrEqual(3);
});

it.each([
  [videoModel, 'webm'],
  [audioModel, 'flac'],
  [imageModel, 'gif'],
])('what cannot be rehearsed is refused by name', async (template, extension) => {
  const job = jobOf(template, extension, { prompt: 'x' });
  await expect(make(job)).rejects.toMatchObject({ code: 'ParameterValidationError', kind: 'invalid' });
  expect(existsSync(job.outputFile)).toBe(false);
});

describe('the dials', () => {
  const dialled = (dials: RehearsalDials): InlineEngine => createRehearsalEngine({ launcher, picture, dials });

  it('fail a job and leave no file', async () => {
    const failure = new ProviderUnavailableError('not-configured', 'No key.', { hint: 'Set one.' });
    const failing = dialled({ failure: (job) => (job.label === 'unit1/base' ? failure : null) });
    const job = jobOf(textModel, 'txt', { prompt: 'x' });
    await expect(make(job, failing)).rejects.toBe(failure);
    expect(existsSync(job.outputFile)).toBe(false);
    await expect(make(jobOf(textModel, 'txt', { prompt: 'x' }, 'unit2/base'), failing)).resolves.not.toHaveLength(0);
  });

  it('make a job slow, and cancelling does not wait for it', async () => {
    const slow = dialled({ latencyMs: () => 60_000 });
    const abort = new AbortController();
    const job = jobOf(textModel, 'txt', { prompt: 'x' });
    const running = slow.run(job, { signal: abort.signal, onEvent: () => undefined });
    setTimeout(() => abort.abort(), 20);
    await expect(running).rejects.toBeInstanceOf(CancelledError);
    expect(existsSync(job.outputFile)).toBe(false);
  });
});

it('cancels a film while it is encoded, and makes the next one', async () => {
  const abort = new AbortController();
  const job = jobOf(videoModel, 'mp4', { prompt: 'x', resolution: '1080p', duration: 60 });
  const steps: number[] = [];
  const running = engine.run(job, {
    signal: abort.signal,
    onEvent: (event) => {
      if (event.type !== 'progress') return;
      steps.push(event.step);
      if (event.step === 2) setTimeout(() => abort.abort(), 50);
    },
  });
  await expect(running).rejects.toBeInstanceOf(CancelledError);
  expect(steps).toEqual([1, 2]);
  const next = readMp4(await make(jobOf(videoModel, 'mp4', { prompt: 'x', resolution: '240p', duration: 1 })));
  expect(next.nalTypes).toHaveLength(8);
  // One encoder makes one film after the other: were the first one still made, it would be there by now.
  expect(existsSync(job.outputFile)).toBe(false);
});

it('works as built: the encoder is inside the program, no package has to lie beside it', async () => {
  const program = await freshFolder('built');
  await cp(resolve(import.meta.dirname, '../../out/main'), program, { recursive: true });
  await writeFile(join(program, 'package.json'), '{"type":"module"}');
  const built = createNodeChildLauncher((name) => join(program, `${name}.js`));
  // The picture process needs sharp, which is a package of its own in every installation.
  const copied = createRehearsalEngine({ launcher: built, picture });
  const film = readMp4(await make(jobOf(videoModel, 'mp4', { resolution: '240p', duration: 1 }), copied));
  expect([film.width, film.nalTypes.length]).toEqual([426, 8]);
  await copied.dispose();
});
