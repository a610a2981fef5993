import { expect, it } from 'vitest';
import type { BatchAxisValue } from './batch.ts';
import { sheetFacts, sheetGrid } from './contact-sheet.ts';

/** Every combination of the values, the first axis the slowest. */
function pictures(...axes: BatchAxisValue[][]): { axes: BatchAxisValue[] }[] {
  const all = axes.reduce<BatchAxisValue[][]>(
    (done, axis) => done.flatMap((head) => axis.map((each) => [...head, each])),
    [[]],
  );
  return all.map((each) => ({ axes: each }));
}

const seeds = (count: number): BatchAxisValue[] =>
  Array.from({ length: count }, (_, i) => ({ axis: 'seed', value: 90_000 + i }));
const steps: BatchAxisValue[] = [4, 8, 1200].map((value) => ({ axis: 'steps', value }));
const guidance: BatchAxisValue[] = [1.5, 3].map((value) => ({ axis: 'guidanceScale', value }));
const loras: BatchAxisValue[] = [
  { axis: 'lora', value: [] },
  {
    axis: 'lora',
    value: [
      { id: 'neon', weight: 0.8 },
      { id: 'sepia', weight: 1 },
    ],
  },
];

it('one axis stands below the pictures, in a row or near a square', () => {
  expect(sheetGrid(pictures(steps), 'es')).toEqual({
    columns: [],
    rows: [],
    places: [[0, 1, 2].map((picture) => ({ picture, caption: `Pasos ${[4, 8, 1200][picture]}` }))],
  });
  const { places } = sheetGrid(pictures(seeds(7)), 'en');
  expect(places.map((row) => row.map((place) => place?.picture ?? null))).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [6, null, null],
  ]);
  expect(places[2]?.[0]?.caption).toBe('Seed 90006');
});

it('two axes head the rows and the columns', () => {
  const { rows, columns, places } = sheetGrid(pictures(loras, guidance), 'es');
  expect([rows, columns]).toEqual([
    ['Sin LoRA', 'LoRA neon 0,8 + sepia 1'],
    ['CFG 1,5', 'CFG 3'],
  ]);
  expect(places).toEqual([
    [
      { picture: 0, caption: '' },
      { picture: 1, caption: '' },
    ],
    [
      { picture: 2, caption: '' },
      { picture: 3, caption: '' },
    ],
  ]);
});

it('more axes are shared out so that the grid comes near a square, and one with a single value heads nothing', () => {
  const { rows, columns } = sheetGrid(pictures(loras, [{ axis: 'scheduler', value: 'ddim' }], steps, guidance), 'en');
  expect(rows).toEqual(['No LoRA', 'LoRA neon 0.8 + sepia 1']);
  expect(columns).toHaveLength(6);
  expect(columns[5]).toBe('Steps 1200 · CFG 3');
  expect(sheetGrid(pictures(steps, guidance, seeds(2)), 'en').rows).toHaveLength(3);
});

it('a sheet without pictures, and one whose batch was not made in full, are laid out all the same', () => {
  expect(sheetGrid([], 'en').places).toEqual([]);
  const incomplete = pictures(loras, guidance).slice(0, 3);
  expect(sheetGrid(incomplete, 'en').places[1]).toEqual([{ picture: 2, caption: '' }, null]);
});

it('the facts are what the pictures have in common', () => {
  const metadata = {
    prompt: 'a house',
    negativePrompt: '',
    seed: '7',
    steps: 8,
    cfgScale: 2.5,
    width: 64,
    height: 64,
    sampler: 'Euler',
    lorasUsed: [],
    generationTimeSeconds: 1,
    peakMemory: null,
    baseModelId: 'local/telar-mini',
    pipelineType: 'manual' as const,
  };
  const made = [{ metadata }, { metadata: null }, { metadata: { ...metadata, seed: '8' } }];
  expect(sheetFacts(made, 'es')).toBe('local/telar-mini · 64 × 64 · Pasos 8 · CFG 2,5 · Euler');
});
