import { describe, expect, it } from 'vitest';
import { batchPictures, type BatchGround } from './batch-pictures.ts';
import { batchConfig, type BatchConfigInput } from './batch.ts';
import { plainSettings } from './picture-settings.ts';

const neon = { id: 'neon', weight: 0.8 };
const sepia = { id: 'sepia', weight: 1 };
const ground: BatchGround = {
  settings: { ...plainSettings('a house', '', null), steps: 8, guidanceScale: 2.5, loras: [neon] },
  guidanceRange: [2, 4],
  stepsRange: [6, 12],
  otherLoras: [sepia],
  drawnSeed: 1_000,
};
const made = (config: BatchConfigInput, from: BatchGround = ground) => batchPictures(batchConfig.parse(config), from);
const seedsOf = (config: BatchConfigInput, from = ground): (number | null)[] =>
  made(config, from).map(({ settings }) => settings.seed);

describe('seeds', () => {
  it('are the base seed plus i, and go round at the end', () => {
    expect(seedsOf({ count: 4, baseSeed: 42 })).toEqual([42, 43, 44, 45]);
    expect(seedsOf({ count: 3, baseSeed: 0xffff_fffe })).toEqual([0xffff_fffe, 0xffff_ffff, 0]);
  });

  it('begin at the seed of the prompt, else at one that was drawn', () => {
    expect(seedsOf({ count: 2 })).toEqual([1_000, 1_001]);
    expect(seedsOf({ count: 2 }, { ...ground, settings: { ...ground.settings, seed: 0 } })).toEqual([0, 1]);
  });

  it('are the same for pictures that are compared in something else', () => {
    expect(new Set(seedsOf({ strategy: 'param', count: 4 }))).toEqual(new Set([1_000]));
    const both: BatchConfigInput = {
      strategy: 'mixed',
      axes: [
        { kind: 'seed', count: 2 },
        { kind: 'values', parameter: 'steps', values: [4, 8] },
      ],
    };
    expect(made(both).map(({ settings }) => [settings.steps, settings.seed])).toEqual([
      [4, 1_000],
      [4, 1_001],
      [8, 1_000],
      [8, 1_001],
    ]);
  });
});

describe('parameters', () => {
  it('walk over what is held for good', () => {
    expect(made({ strategy: 'param', count: 3 }).map(({ settings }) => settings.guidanceScale)).toEqual([2, 3, 4]);
  });

  it('make a grid of just so many pictures', () => {
    const pictures = made({ strategy: 'param', count: 6 });
    expect(pictures.map(({ settings }) => [settings.steps, settings.guidanceScale])).toEqual([
      [6, 2],
      [6, 3],
      [6, 4],
      [12, 2],
      [12, 3],
      [12, 4],
    ]);
  });

  it('are refused where a model has none', () => {
    const none = { ...ground, guidanceRange: null, stepsRange: null };
    expect(() => made({ strategy: 'param' }, none)).toThrow(expect.objectContaining({ kind: 'batch-nothing' }));
  });
});

describe('LoRAs', () => {
  it('are tried alone, with what was not advised, at other strengths, and not at all', () => {
    expect(made({ strategy: 'lora', count: 5 }).map(({ settings }) => settings.loras)).toEqual([
      [],
      [neon],
      [sepia],
      [{ id: 'neon', weight: 0.4 }],
      [{ id: 'sepia', weight: 0.5 }],
    ]);
  });

  it('are refused where there are too few, with the number that there are', () => {
    expect(() => made({ strategy: 'lora', count: 50 })).toThrow(
      expect.objectContaining({ kind: 'batch-loras', values: { most: 11 } }),
    );
  });
});

describe('several axes', () => {
  it('change the dearest least often: LoRAs are merged anew, a size needs memory, seeds are free', () => {
    const pictures = made({
      strategy: 'mixed',
      axes: [
        { kind: 'seed', count: 2 },
        { kind: 'range', parameter: 'guidanceScale', from: 1, to: 2, count: 2 },
        { kind: 'lora', values: [[], [neon]] },
        { kind: 'values', parameter: 'width', values: [64, 128] },
      ],
    });
    expect(pictures).toHaveLength(16);
    expect(pictures[0]?.axes.map(({ axis }) => axis)).toEqual(['lora', 'width', 'guidanceScale', 'seed']);
    const changes = (of: (picture: (typeof pictures)[number]) => unknown): number =>
      pictures.filter((each, i) => i > 0 && JSON.stringify(of(each)) !== JSON.stringify(of(pictures[i - 1]!))).length;
    expect(changes(({ settings }) => settings.loras)).toBe(1);
    expect(changes(({ settings }) => settings.width)).toBe(3);
  });

  it.each([
    [{ strategy: 'seed', axes: [{ kind: 'lora', values: [[]] }] }, 'batch-axes'],
    [
      {
        strategy: 'mixed',
        axes: [
          { kind: 'seed', count: 2 },
          { kind: 'seed', count: 3 },
        ],
      },
      'batch-axes',
    ],
    [
      {
        strategy: 'mixed',
        axes: [
          { kind: 'seed', count: 200 },
          { kind: 'values', parameter: 'steps', values: [1, 2] },
        ],
      },
      'batch-size',
    ],
  ] as [BatchConfigInput, string][])('%j is refused', (config, kind) => {
    expect(() => made(config)).toThrow(expect.objectContaining({ code: 'UsageError', kind }));
  });
});
