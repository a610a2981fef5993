import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { bytesAsSource, probeMedia } from '../../src/main/artifact/media/index.ts';
import { createRehearsalEngine } from '../../src/main/engine/rehearsal/index.ts';
import { createPictureProcess } from '../../src/main/picture/index.ts';
import type { AssetType } from '../../src/shared/artifact/index.ts';
import type { JsonObject } from '../../src/shared/base/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { inventedTemplate } from '../engine/templates.ts';
import { freshFolder } from '../telar-process.ts';

/** What a rehearsal makes for these parameters, as base64. */
async function rehearse(assetType: AssetType, extension: string, parameters: JsonObject): Promise<string> {
  const launcher = createSourceLauncher();
  const picture = createPictureProcess(launcher);
  const engine = createRehearsalEngine({ launcher, picture });
  const folder = await freshFolder('media');
  let count = 0;
  const newOutputFile = (): string => join(folder, `it-${(count += 1)}.${extension}.part`);
  const outputFile = newOutputFile();
  const job = { template: inventedTemplate(assetType), parameters, label: 'unit1/shot', outputFile, newOutputFile };
  await engine.run(job, { signal: new AbortController().signal, onEvent: () => undefined });
  await engine.dispose();
  await picture.dispose();
  return readFile(outputFile, 'base64');
}

/** Shows a film in a page, at a moment in seconds. Answers its size and length and how much of the bar is filled. */
function play(
  page: Page,
  base64: string,
  at: number,
): Promise<{ width: number; height: number; seconds: number; bar: number }> {
  return page.evaluate(
    async ([data, moment]) => {
      const video = document.createElement('video');
      const happened = (name: string): Promise<unknown> =>
        new Promise((resolve, reject) => {
          video.addEventListener(name, resolve, { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
        });
      video.muted = true;
      video.src = `data:video/mp4;base64,${data}`;
      await happened('loadeddata');
      // The picture of the moment may come a little after the seek is told.
      const drawn = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
      video.currentTime = moment;
      await happened('seeked');
      await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, 1_000))]);
      const { videoWidth: width, videoHeight: height, duration: seconds } = video;
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width, height });
      const context = canvas.getContext('2d')!;
      context.drawImage(video, 0, 0);
      const thickness = Math.max(2, Math.round(height / 40));
      const row = context.getImageData(0, height - Math.round(thickness * 1.5), width, 1).data;
      const filled = Array.from({ length: width }, (_, x) => row[x * 4]!).filter((red) => red > 150).length;
      return { width, height, seconds, bar: filled / width };
    },
    [base64, at] as const,
  );
}

test('a rehearsed film plays, lasts as long as asked and can be wound to its middle', async ({ page }) => {
  const film = await rehearse('video', 'mp4', { prompt: 'a boat', duration: '5' });
  const shown = await play(page, film, 2.5);
  expect(shown).toMatchObject({ width: 1280, height: 720, seconds: 5 });
  expect(shown.bar).toBeGreaterThan(0.45);
  expect(shown.bar).toBeLessThan(0.55);
  expect((await play(page, film, 0)).bar).toBeLessThan(0.03);
});

for (const [duration, size] of [
  [0.1, { width: 16, height: 16 }],
  [7.25, { width: 854, height: 480 }],
  [2, { width: 1080, height: 1920 }],
  [1, { width: 3840, height: 2160 }],
] as const) {
  test(`a film of ${duration} s and ${size.width} x ${size.height} plays`, async ({ page }) => {
    const shown = await play(page, await rehearse('video', 'mp4', { duration, ...size }), duration / 2);
    expect(shown).toMatchObject(size);
    expect(shown.seconds).toBeCloseTo(duration, 3);
  });
}

for (const [extension, seconds] of [
  ['wav', 3.5],
  ['mp3', 3.504],
] as const) {
  test(`a rehearsed ${extension} can be heard`, async ({ page }) => {
    const sound = await rehearse('audio', extension, { duration: 3.5 });
    const heard = await page.evaluate(async (data) => {
      const bytes = Uint8Array.from(atob(data), (each) => each.charCodeAt(0));
      const decoded = await new OfflineAudioContext(1, 24_000, 24_000).decodeAudioData(bytes.buffer);
      const samples = decoded.getChannelData(0);
      const peak = samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
      const loudness = Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
      return { seconds: decoded.duration, peak, loudness };
    }, sound);
    expect(heard.seconds).toBeCloseTo(seconds, 1);
    expect(heard.loudness).toBeGreaterThan(0.01);
    expect(heard.peak).toBeLessThan(0.3);
  });
}

test('a film that a browser recorded is read as WebM', async ({ page }) => {
  const recorded = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 180 });
    const context = canvas.getContext('2d')!;
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start();
    for (let frame = 0; frame < 20; frame += 1) {
      context.fillRect(frame * 10, 20, 8, 8);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await new Promise((resolve) => {
      recorder.onstop = resolve;
      recorder.stop();
    });
    return Array.from(new Uint8Array(await new Blob(parts).arrayBuffer()));
  });
  const file = join(await freshFolder('media'), 'recorded.webm');
  await writeFile(file, Uint8Array.from(recorded));
  expect(await probeMedia(bytesAsSource(Uint8Array.from(recorded), file))).toMatchObject({
    mediaType: 'video/webm',
    width: 320,
    height: 180,
  });
});
