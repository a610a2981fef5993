import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import type { JsonObject } from '../../src/shared/base/index.ts';
import type { ModelTemplate } from '../../src/shared/template/index.ts';
import { createLocalEngine, type EngineEvent, type EngineResult } from '../../src/main/engine/index.ts';
import { createPictureProcess } from '../../src/main/picture/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { readTemplate } from '../engine/templates.ts';

export interface Painted extends EngineResult {
  /** All pictures of the call, in order. */
  files: string[];
}

/** The local engine with telar-mini, and models of other folders where they are named. */
export interface Painter {
  paint(
    parameters: JsonObject,
    options?: { template?: Partial<ModelTemplate>; onEvent?: (event: EngineEvent) => void },
  ): Promise<Painted>;
  /** Writes RGB pixels as a PNG file and answers its path. */
  picture(width: number, height: number, colourAt: (x: number, y: number) => [number, number, number]): Promise<string>;
  close(): Promise<void>;
}

/** Starts engine and picture process in a folder of their own. */
export async function createPainter(modelFolders: readonly string[] = []): Promise<Painter> {
  const folder = await mkdtemp(join(tmpdir(), 'telar-painter-'));
  const launcher = createSourceLauncher();
  const picture = createPictureProcess(launcher);
  const shipped = resolve(import.meta.dirname, '../../resources/models');
  const engine = createLocalEngine({ launcher, picture, modelFolders: [...modelFolders, shipped] });
  const miniature = await readTemplate('local/telar-mini');
  let count = 0;
  const newOutputFile = (): string => join(folder, `${(count += 1)}.png`);
  return {
    async paint(parameters, { template, onEvent = () => undefined } = {}) {
      const outputFile = newOutputFile();
      const whole = { guidance_scale: 2.5, ...parameters };
      const job = { label: 'u1/plate', template: { ...miniature, ...template }, parameters: whole, outputFile };
      const result = await engine.run({ ...job, newOutputFile }, { signal: new AbortController().signal, onEvent });
      return { ...result, files: [outputFile, ...(result.further ?? []).map(({ file }) => file)] };
    },
    async picture(width, height, colourAt) {
      const data = Uint8Array.from(
        Array.from({ length: width * height }, (_, i) => colourAt(i % width, Math.floor(i / width))).flat(),
      );
      const file = newOutputFile();
      await sharp(data, { raw: { width, height, channels: 3 } }).toFile(file);
      return file;
    },
    async close() {
      await engine.dispose();
      await picture.dispose();
    },
  };
}

/** RGB bytes of a picture file. */
export function pixelsOf(file: string): Promise<Buffer> {
  return sharp(file).removeAlpha().raw().toBuffer();
}

/** The largest difference of two pictures of one size, in bytes. */
export function largestDifference(a: Buffer, b: Buffer): number {
  return a.reduce(
    (largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? 0))),
    a.length === b.length ? 0 : 256,
  );
}
