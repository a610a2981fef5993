import { createHash } from 'node:crypto';
import { chmod, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { copyOfMiniature } from './engine-process.ts';
import {
  merge,
  newFolder,
  numbers,
  readNetwork,
  safetensors,
  writeLora,
  writeNetwork,
  type TestLayer,
  type TestTensor,
} from './lora-files.ts';

const attention = 'mid_block.attentions.0.transformer_blocks.0';
const layers: TestLayer[] = [
  { path: `${attention}.attn1.to_q`, kind: 'MatMul', shape: [5, 3], values: numbers(15, 1) },
  { path: `${attention}.attn1.to_out.0`, kind: 'Gemm', shape: [4, 6], values: numbers(24, 2) },
  { path: 'mid_block.attentions.0.proj_in', kind: 'Conv', shape: [4, 3, 1, 1], values: numbers(12, 3) },
  { path: 'mid_block.resnets.0.conv1', kind: 'Conv', shape: [3, 2, 3, 3], values: numbers(54, 4) },
];

interface Change {
  path: string;
  rank: number;
  alpha: number | null;
  down: number[];
  up: number[];
  mid: number[] | null;
  seed: number;
}

/** A change of every layer; the convolution factored a second time where `hasMid`. */
function changes(rank: number, alpha: number | null, seed: number, hasMid = false): Change[] {
  return layers.map(({ path, shape: [rows = 0, columns = 0, ...kernel] }, at) => {
    const area = kernel.reduce((product, size) => product * size, 1);
    const isFactored = hasMid && area > 1;
    return {
      ...{ path, rank, alpha, seed },
      down: numbers(rank * columns * (isFactored ? 1 : area), seed + at),
      up: numbers(rows * rank, seed + 100 + at),
      mid: isFactored ? numbers(rank * rank * area, seed + 200 + at) : null,
    };
  });
}

/** The file of these changes, in the names of kohya and LyCORIS. */
function loraFile(all: readonly Change[], dtype: 'F32' | 'F16' = 'F32'): Uint8Array {
  const tensors: Record<string, TestTensor> = {};
  for (const { path, rank, alpha, down, up, mid } of all) {
    const { shape: [rows = 0, columns = 0, ...kernel] = [] } = layers.find((each) => each.path === path) ?? {};
    const name = `lora_unet_${path.replaceAll('.', '_')}`;
    const point = kernel.length === 0 ? [] : [1, 1];
    tensors[`${name}.lora_down.weight`] = {
      shape: [rank, columns, ...(mid === null ? kernel : point)],
      values: down,
      dtype,
    };
    tensors[`${name}.lora_up.weight`] = { shape: [rows, rank, ...point], values: up, dtype };
    if (mid !== null) tensors[`${name}.lora_mid.weight`] = { shape: [rank, rank, ...kernel], values: mid, dtype };
    if (alpha !== null) tensors[`${name}.alpha`] = { shape: [], values: [alpha] };
  }
  return safetensors(tensors);
}

/** The slow way, in double precision: every element of every kernel by the definition. */
function oracle(merged: readonly { changes: readonly Change[]; weight: number }[]): Record<string, number[]> {
  return Object.fromEntries(
    layers.map(({ path, shape: [rows = 0, columns = 0, ...kernel], values }) => {
      const area = kernel.reduce((product, size) => product * size, 1);
      const out = [...values];
      for (const { changes: all, weight } of merged) {
        const { rank, alpha, down, up, mid } = all.find((each) => each.path === path)!;
        const scale = (weight * (alpha ?? rank)) / rank;
        for (let o = 0; o < rows; o++) {
          for (let i = 0; i < columns; i++) {
            for (let k = 0; k < area; k++) {
              let sum = 0;
              for (let a = 0; a < rank; a++) {
                if (mid === null) sum += (up[o * rank + a] ?? 0) * (down[(a * columns + i) * area + k] ?? 0);
                else {
                  for (let b = 0; b < rank; b++) {
                    sum +=
                      (up[o * rank + a] ?? 0) * (mid[(a * rank + b) * area + k] ?? 0) * (down[b * columns + i] ?? 0);
                  }
                }
              }
              const at = (o * columns + i) * area + k;
              out[at] = (out[at] ?? 0) + scale * sum;
            }
          }
        }
      }
      return [path, out] as const;
    }),
  );
}

function largestDifference(a: Record<string, number[]>, b: Record<string, number[]>): number {
  return Math.max(
    ...Object.entries(a).flatMap(([path, values]) => values.map((v, i) => Math.abs(v - (b[path]?.[i] ?? NaN)))),
  );
}

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});

async function mergedBytes(files: { unet?: string }): Promise<string> {
  return (await readFile(files.unet ?? '')).toString('hex');
}

describe('merged weights', () => {
  it.each([
    ['float32', 1e-6],
    ['float16', 2e-3],
  ] as const)(
    'are those of the definition, for linear layers and convolutions, stored as %s',
    async (precision, tolerance) => {
      const unet = await writeNetwork(folder, { layers, precision });
      const first = changes(2, 4, 10);
      const second = changes(3, null, 50, true);
      const loras = [
        { file: await writeLora(folder, 'a', loraFile(first)), weight: 0.7 },
        { file: await writeLora(folder, 'b', loraFile(second)), weight: -0.4 },
      ];
      const { files, notes } = await merge(folder, { unet }, loras);
      const expected = oracle([
        { changes: first, weight: 0.7 },
        { changes: second, weight: -0.4 },
      ]);
      const found = await readNetwork(files.unet ?? '', layers);
      expect(notes).toEqual([]);
      expect(largestDifference(found, expected)).toBeLessThan(tolerance);
      // And not those of the model as it was.
      expect(largestDifference(found, await readNetwork(unet, layers))).toBeGreaterThan(0.1);
    },
  );

  it('leave the model’s own files as they are, and use them where the weight is 0', async () => {
    const unet = await writeNetwork(folder, { layers });
    const before = await readFile(unet);
    const file = await writeLora(folder, 'a', loraFile(changes(2, 4, 10)));
    const used = await merge(folder, { unet }, [{ file, weight: 1 }]);
    const off = await merge(folder, { unet }, [{ file, weight: 0 }]);
    expect(used.files.unet).not.toBe(unet);
    expect(off).toEqual({ files: { unet }, recipe: '', notes: [] });
    expect((await readFile(unet)).equals(before)).toBe(true);
  });

  it('are the same, bit for bit, in whichever order the LoRAs are named', async () => {
    const unet = await writeNetwork(folder, { layers });
    const loras = await Promise.all(
      [1, 2, 3].map(async (at) => ({
        file: await writeLora(folder, `lora ${at}`, loraFile(changes(at + 1, at, at * 7, at === 2))),
        weight: at / 3,
      })),
    );
    const reference = await mergedBytes((await merge(folder, { unet }, loras)).files);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(loras, { minLength: 3 }), async (order) => {
        const other = await newFolder();
        const own = await writeNetwork(other, { layers });
        expect(await mergedBytes((await merge(other, { unet: own }, order)).files)).toBe(reference);
      }),
      { numRuns: 6 },
    );
  });

  it('are the same for a model with external data as for one in a single file', async () => {
    const file = await writeLora(folder, 'a', loraFile(changes(2, 4, 10)));
    const single = await writeNetwork(folder, { layers });
    const other = await newFolder();
    const split = await writeNetwork(other, { layers, external: true });
    const inPlace = await merge(folder, { unet: single }, [{ file, weight: 0.8 }]);
    const beside = await merge(other, { unet: split }, [{ file, weight: 0.8 }]);
    expect(await readNetwork(beside.files.unet ?? '', layers)).toEqual(
      await readNetwork(inPlace.files.unet ?? '', layers),
    );
    expect((await readdir(dirname(beside.files.unet ?? ''))).sort()).toEqual(['model.onnx', 'model.onnx_data']);
  });

  it('start again from the clean weights when a weight changes', async () => {
    const unet = await writeNetwork(folder, { layers });
    const file = await writeLora(folder, 'a', loraFile(changes(2, 4, 10)));
    const before = await mergedBytes((await merge(folder, { unet }, [{ file, weight: 0.5 }])).files);
    await merge(folder, { unet }, [{ file, weight: 1 }]);
    const other = await newFolder();
    const own = await writeNetwork(other, { layers });
    expect(await mergedBytes((await merge(other, { unet: own }, [{ file, weight: 0.5 }])).files)).toBe(before);
  });
});

describe('the neon LoRA', () => {
  const root = resolve(import.meta.dirname, '../..');
  const styles = {
    kohya: join(root, 'tests/fixtures/lora/neon-kohya.safetensors'),
    PEFT: join(root, 'resources/loras/neon.safetensors'),
  };
  const sha256 = async (file: string): Promise<string> =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex');

  it.each([1, 0.5, -0.75])('gives the same bytes by kohya’s names and by PEFT’s, at weight %s', async (weight) => {
    const model = await copyOfMiniature();
    const unet = join(model, 'unet/model.onnx');
    const clean = await sha256(unet);
    const [kohya, peft] = [
      await merge(model, { unet }, [{ file: styles.kohya, weight }]),
      await merge(model, { unet }, [{ file: styles.PEFT, weight }]),
    ];
    // Two files, merged apart: the cache has not answered the second with the first.
    expect(await sha256(styles.kohya)).not.toBe(await sha256(styles.PEFT));
    expect(kohya.files.unet).not.toBe(peft.files.unet);
    expect([kohya.notes, peft.notes]).toEqual([[], []]);
    const bytes = await sha256(kohya.files.unet ?? '');
    expect(await sha256(peft.files.unet ?? '')).toBe(bytes);
    expect(bytes).not.toBe(clean);
  });
});

describe('the cache of merged weights', () => {
  it('answers a recipe it has made before from disk, by the content of its files', async () => {
    const unet = await writeNetwork(folder, { layers });
    const file = await writeLora(folder, 'a', loraFile(changes(2, 4, 10)));
    const copy = await writeLora(folder, 'the same under another name', loraFile(changes(2, 4, 10)));
    const made = await merge(folder, { unet }, [{ file, weight: 0.5 }]);
    const { mtimeMs } = await stat(made.files.unet ?? '');
    const again = await merge(folder, { unet }, [{ file: copy, weight: 0.5 }]);
    expect(again).toEqual(made);
    expect((await stat(again.files.unet ?? '')).mtimeMs).toBe(mtimeMs);
    const other = await merge(folder, { unet }, [{ file, weight: 0.6 }]);
    expect(other.recipe).not.toBe(made.recipe);
  });

  it('lets go of the least recently used over its limit, and leaves nothing unfinished', async () => {
    const unet = await writeNetwork(folder, { layers });
    const file = await writeLora(folder, 'a', loraFile(changes(2, 4, 10)));
    const size = (await stat(unet)).size;
    const recipes: string[] = [];
    for (const weight of [0.1, 0.2, 0.3]) {
      const { recipe } = await merge(folder, { unet }, [{ file, weight }], size * 2.5);
      recipes.push(recipe);
    }
    expect((await readdir(join(folder, 'merged'))).sort()).toEqual(recipes.slice(1).sort());
  });

  it.each([
    ['its record is cut short', (model: string) => truncate(join(dirname(dirname(model)), 'merge.json'), 10)],
    ['its record is of another form', (model: string) => writeFile(join(dirname(dirname(model)), 'merge.json'), '{}')],
    ['its weights are gone', (model: string) => rm(model)],
    ['its weights are cut short', (model: string) => truncate(model, 20)],
  ])('makes an entry again when %s', async (_, damage) => {
    const unet = await writeNetwork(folder, { layers });
    const file = await writeLora(folder, 'a', loraFile(changes(2, 4, 10)));
    const made = await merge(folder, { unet }, [{ file, weight: 0.5 }]);
    const bytes = await readFile(made.files.unet ?? '');
    await damage(made.files.unet ?? '');
    expect(await merge(folder, { unet }, [{ file, weight: 0.5 }])).toEqual(made);
    expect(await readFile(made.files.unet ?? '')).toEqual(bytes);
    expect(await readdir(join(folder, 'merged'))).toEqual([made.recipe]);
  });

  it('can write its copy of a model whose files may only be read', async () => {
    const unet = await writeNetwork(folder, { layers });
    await chmod(unet, 0o444);
    const file = await writeLora(folder, 'a', loraFile(changes(2, 4, 10)));
    const made = await merge(folder, { unet }, [{ file, weight: 0.5 }]);
    expect(((await stat(made.files.unet ?? '')).mode & 0o200) !== 0).toBe(true);
  });
});
