import { copyFile, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/shared/base/index.ts';
import type { ModelTemplate } from '../../src/shared/template/index.ts';
import { createLocalEngine, type EngineResult, type LocalEngine } from '../../src/main/engine/index.ts';
import { createPictureProcess, type PictureProcess } from '../../src/main/picture/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { readTemplate } from '../engine/templates.ts';
import { numbers, safetensors, writeLora, type TestTensor } from './lora-files.ts';

const root = resolve(import.meta.dirname, '../..');
let home: string;
let engine: LocalEngine;
let picture: PictureProcess;
let template: ModelTemplate;
let count = 0;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'telar-lora-'));
  await mkdir(join(home, 'loras', 'styles'), { recursive: true });
  const kohya = join(root, 'tests/fixtures/lora/neon-kohya.safetensors');
  await copyFile(kohya, join(home, 'loras/styles/neon kohya.safetensors'));
  const launcher = createSourceLauncher();
  picture = createPictureProcess(launcher);
  template = await readTemplate('local/telar-mini');
  engine = createLocalEngine({
    launcher,
    picture,
    home,
    modelFolders: [join(root, 'resources/models')],
    loraFolders: [join(home, 'loras'), join(root, 'resources/loras')],
  });
});
afterAll(async () => {
  await engine.dispose();
  await picture.dispose();
});

async function paint(parameters: JsonObject): Promise<string> {
  return (await make(parameters)).file;
}

async function make(parameters: JsonObject): Promise<EngineResult & { file: string }> {
  const outputFile = join(home, `${(count += 1)}.png`);
  const newOutputFile = (): string => join(home, `${(count += 1)}.png`);
  const result = await engine.run(
    {
      label: 'u1/plate',
      template,
      parameters: { guidance_scale: 2.5, steps: 12, ...parameters },
      outputFile,
      newOutputFile,
    },
    { signal: new AbortController().signal, onEvent: () => undefined },
  );
  return { ...result, file: outputFile };
}

interface Look {
  /** Mean luma of the sky, the upper third. */
  sky: number;
  /** Luma that 1 % of the pixels are darker than. */
  shadows: number;
  /** Mean difference in luma between a pixel and its neighbours to the right and below: the glow of contours. */
  contours: number;
}

/** How a 64 x 64 picture looks, in luma (Rec. 709) from 0 to 255. */
async function lookOf(file: string): Promise<Look> {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const at = (x: number, y: number): number => {
    const pixel = (y * width + x) * 3;
    return 0.2126 * (data[pixel] ?? 0) + 0.7152 * (data[pixel + 1] ?? 0) + 0.0722 * (data[pixel + 2] ?? 0);
  };
  const lumas: number[] = [];
  const steps: number[] = [];
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      lumas.push(at(x, y));
      steps.push(Math.abs(at(x, y) - at(x + 1, y)) + Math.abs(at(x, y) - at(x, y + 1)));
    }
  }
  return {
    sky: mean(lumas.slice(0, lumas.length / 3)),
    shadows: lumas.toSorted((a, b) => a - b)[Math.floor(lumas.length / 100)] ?? 0,
    contours: mean(steps),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const days = [
  'a red house on the left, a meadow during the day, with clouds',
  'a white tower in the center, snow during the day, with the sun',
  'a yellow balloon on the right, mountains during the day, with clouds',
];

describe('the neon LoRA', () => {
  it('darkens shadows and lights contours step by step, from weight 0 over 0.5 and 1 to 1.5', async () => {
    const looks: Look[] = [];
    for (const weight of [0, 0.5, 1, 1.5]) {
      const each: Look[] = [];
      for (const prompt of days)
        each.push(await lookOf(await paint({ prompt, seed: 7, loras: [{ id: 'neon', weight }] })));
      looks.push({
        sky: mean(each.map(({ sky }) => sky)),
        shadows: mean(each.map(({ shadows }) => shadows)),
        contours: mean(each.map(({ contours }) => contours)),
      });
    }
    const [none, half, full, more] = looks as [Look, Look, Look, Look];
    expect(half.contours).toBeGreaterThan(none.contours * 1.3);
    expect(full.contours).toBeGreaterThan(half.contours * 1.05);
    expect(more.contours).toBeGreaterThan(full.contours * 1.1);
    expect(half.shadows).toBeLessThan(none.shadows / 2);
    expect(full.shadows).toBeLessThan(half.shadows / 1.3);
    expect(more.shadows).toBeLessThan(full.shadows);
    // Up to the weight it was trained for, day skies turn into night.
    expect(half.sky).toBeLessThan(none.sky - 50);
    expect(full.sky).toBeLessThan(half.sky - 10);
  });

  it('gives the same picture by kohya’s names and by PEFT’s, as parameter and in the prompt', async () => {
    const prompt = days[0] ?? '';
    const files = [
      await paint({ prompt, seed: 3, loras: [{ id: 'neon', weight: 0.8 }] }),
      await paint({ prompt: `${prompt}<lora:NEON:0.8>`, seed: 3 }),
      await paint({ prompt: `${prompt}<lora:neon kohya:0.8>`, seed: 3 }),
      await paint({ prompt: `${prompt}<lora:neon:0.5><lora:neon kohya:0.3>`, seed: 3 }),
    ];
    const pictures = await Promise.all(files.map((file) => sharp(file).raw().toBuffer()));
    const [listed, written, kohya, both] = pictures;
    expect(written).toEqual(listed);
    expect(kohya).toEqual(listed);
    // The same change in two parts: the weights differ in their last bits at most.
    expect(Math.max(...Array.from(both ?? [], (value, at) => Math.abs(value - (listed?.[at] ?? 0))))).toBeLessThan(2);
  });

  it('at weight 0 gives the picture of the model alone', async () => {
    const prompt = days[1] ?? '';
    const [alone, off] = [await paint({ prompt, seed: 4 }), await paint({ prompt: `${prompt}<lora:neon:0>`, seed: 4 })];
    expect((await readFile(alone)).equals(await readFile(off))).toBe(true);
  });
});

describe('a LoRA that fits the model in part', () => {
  it('is merged as far as it fits, and the result says what was left out', async () => {
    const path = 'unet.down_blocks.0.attentions.0.proj_in';
    const layerOf = (name: string): Record<string, TestTensor> => ({
      [`${name}.lora_A.weight`]: { shape: [1, 64], values: numbers(64, 1) },
      [`${name}.lora_B.weight`]: { shape: [64, 1], values: numbers(64, 2) },
    });
    await writeLora(join(home, 'loras'), 'half', safetensors({ ...layerOf(path), ...layerOf('unet.mid_block.other') }));
    const { notes } = await make({ prompt: 'a house', seed: 1, steps: 1, loras: [{ id: 'half', weight: 1 }] });
    expect(notes).toEqual([
      'LoRA half (half.safetensors): 1 layers merged, 1 not found in telar-mini: unet: mid_block.other.',
    ]);
  });
});

describe('the names of LoRAs', () => {
  it('are those of the files of the user and of the program', async () => {
    const loras = await engine.loras(template);
    expect(loras.map(({ id }) => id)).toEqual(expect.arrayContaining(['neon', 'neon kohya']));
  });

  it('are checked before anything is loaded, with the nearest one', async () => {
    await expect(paint({ prompt: 'a house <lora:nein:1>' })).rejects.toMatchObject({
      code: 'ModelNotFoundError',
      kind: 'unknown-lora',
      hint: 'Did you mean "neon"?',
      values: { lora: 'nein', model: 'local/telar-mini' },
    });
  });

  it('belong to the recipe by their content', async () => {
    const files = await engine.filesOf?.(template, { prompt: 'a <lora:neon:1>', loras: [{ id: 'neon kohya' }] });
    expect([...(files?.keys() ?? [])].sort()).toEqual(['lora:neon', 'lora:neon kohya']);
    expect(await engine.filesOf?.(template, { prompt: 'a house' })).toEqual(new Map());
  });
});
