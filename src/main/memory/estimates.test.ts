import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { budgetOf, memoryCap } from './budget.ts';
import { componentUse, workingBytes } from './estimate.ts';
import { openLearnedMemory } from './learned.ts';
import { readDemand } from './model-demand.ts';
import { estimateModel, verdictOf } from './model-estimate.ts';
import { parseProcStatus, parseTasklist } from './process-memory.ts';

const megabyte = 1_000_000;

/** A model folder whose files have these sizes in megabytes. */
async function folderOf(sizes: Record<string, number>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'telar-memory-'));
  for (const [file, megabytes] of Object.entries(sizes)) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), Buffer.alloc(megabytes * megabyte));
  }
  await writeFile(
    join(folder, 'unet/config.json'),
    '{"sample_size": 16, "block_out_channels": [1], "down_block_types": []}',
  );
  await mkdir(join(folder, 'vae_decoder'), { recursive: true });
  await writeFile(join(folder, 'vae_decoder/config.json'), '{"block_out_channels": [1, 1, 1]}');
  return folder;
}

const both = {
  'text_encoder/model.onnx': 2,
  'unet/model.onnx': 6,
  'unet/model_fp16.onnx': 3,
  'vae_decoder/model.onnx': 1,
};
const settings = { precision: 'auto', strategy: 'none' } as const;

describe('the use of a component by the sizes of its files', () => {
  it.each([
    ['fp32 in one file', { precision: 'fp32', graphBytes: 192, externalBytes: 0 }, 'cpu', { ram: 385, vram: 0 }],
    ['fp32 beside the graph', { precision: 'fp32', graphBytes: 1, externalBytes: 192 }, 'cpu', { ram: 233, vram: 0 }],
    ['fp16', { precision: 'fp16', graphBytes: 96, externalBytes: 0 }, 'cpu', { ram: 347, vram: 0 }],
    ['fp32 on a card', { precision: 'fp32', graphBytes: 100, externalBytes: 0 }, 'cuda', { ram: 31, vram: 101 }],
  ] as const)('%s', (_, files, provider, expected) => {
    const { ram, vram } = componentUse(
      {
        name: 'unet',
        precision: files.precision,
        graphBytes: files.graphBytes * megabyte,
        externalBytes: files.externalBytes * megabyte,
      },
      provider,
    );
    expect({ ram: Math.round(ram / megabyte), vram: Math.round(vram / megabyte) }).toEqual(expected);
  });

  it('Stable Diffusion 1.5 works in about two gigabytes at 512 × 512, and in more for larger pictures', () => {
    const shape = {
      factor: 8,
      unetChannels: [320, 640, 1280, 1280],
      decoderChannels: [128, 256, 512, 512],
      attentionHeads: [8, 8, 8, 0],
    };
    const at = (edge: number): number => workingBytes(shape, { width: edge, height: edge, batch: 1 }) / 1e9;
    expect(at(512)).toBeGreaterThan(1);
    expect(at(512)).toBeLessThan(3);
    expect(at(768) / at(512)).toBeGreaterThan(2);
  });
});

describe('the weights chosen', () => {
  it.each([
    ['the most exact where there is room', 'auto', 200, 'fp32'],
    ['the most exact that fits as a whole', 'auto', 19.5, 'fp16'],
    ['what is asked for', 'fp16', 200, 'fp16'],
    ['what is there, instead of what is not', 'int8', 200, 'int8'],
  ] as const)('are %s', async (_, precision, roomMegabytes, expected) => {
    const folder = await folderOf({ ...both, ...(expected === 'fp16' ? { 'unet/model_fp16.onnx': 2 } : {}) });
    const room = { ram: roomMegabytes * megabyte, vram: 0 };
    const terms = { provider: 'cpu', learned: await openLearnedMemory(null), size: null } as const;
    const demand = await readDemand(folder, { precision, strategy: 'none' }, room, terms);
    expect(demand.precision).toBe(expected);
    expect([...demand.graphs.keys()]).toEqual(['text_encoder', 'unet', 'vae_decoder']);
  });
});

describe('an estimate', () => {
  const estimate = async (folder: string, megabytes: number, file: string | null = null) =>
    estimateModel(folder, {
      settings: { ...settings, precision: 'fp32' },
      available: { ram: megabytes * megabyte, vram: 0 },
      base: { ram: 100 * megabyte, vram: 0 },
      provider: 'cpu',
      learned: await openLearnedMemory(file),
      size: null,
    });

  it.each([
    [200, 'fits', 'none'],
    [123, 'tight', 'none'],
    [119, 'tight', 'balanced'],
    [114.5, 'tight', 'aggressive'],
    [110, 'too-big', 'aggressive'],
  ] as const)('of a model of 9 MB where %d MB are to be had: %s, %s', async (megabytes, verdict, strategy) => {
    expect(await estimate(await folderOf(both), megabytes)).toMatchObject({ verdict, strategy, basis: 'rule' });
  });

  it('goes by earlier readings when there are some for every part', async () => {
    const folder = await folderOf(both);
    const file = join(folder, 'learned.json');
    const { learnedKey, working } = await readDemand(
      folder,
      { precision: 'fp32', strategy: 'none' },
      { ram: 1e9, vram: 0 },
      {
        ...{ provider: 'cpu', size: null },
        learned: await openLearnedMemory(null),
      },
    );
    expect(working.ram).toBeGreaterThan(0);
    const learned = await openLearnedMemory(file);
    for (const name of ['text_encoder', 'unet', 'vae_decoder']) learned.noteComponent(learnedKey, name, 7 * megabyte);
    learned.noteWorking(learnedKey, '64x64x1', 4 * megabyte);
    await learned.save();
    expect(await estimate(folder, 500, file)).toMatchObject({
      peakBytes: { none: 125 * megabyte, balanced: 118 * megabyte, aggressive: 111 * megabyte },
      basis: 'measured',
    });
  });

  it('is not refused by a reading alone: the rules are believed, with most care, until the reading has come down', async () => {
    const folder = await folderOf(both);
    const learned = await openLearnedMemory(null);
    const read = (roomMegabytes: number) =>
      readDemand(
        folder,
        { precision: 'fp32', strategy: 'none' },
        { ram: roomMegabytes * megabyte, vram: 0 },
        { provider: 'cpu', size: null, learned },
      );
    const { learnedKey, working } = await read(40);
    learned.noteWorking(learnedKey, '64x64x1', 40 * megabyte);
    expect(await read(100)).toMatchObject({ working: { ram: 40 * megabyte }, isDoubted: false });
    expect(await read(40)).toMatchObject({ working, highest: 'aggressive', isDoubted: true });
    // What the rules refuse too stays refused, by the reading.
    expect(await read(5)).toMatchObject({ working: { ram: 40 * megabyte }, isDoubted: false });
    learned.noteWorking(learnedKey, '64x64x1', 0);
    learned.noteWorking(learnedKey, '64x64x1', 0);
    expect(await read(40)).toMatchObject({ working: { ram: 25.6 * megabyte }, isDoubted: false });
  });

  it.each([
    [84, 'fits'],
    [86, 'tight'],
    [100, 'tight'],
    [101, 'too-big'],
  ] as const)('needing %d of 100 is “%s”', (needed, verdict) => {
    expect(verdictOf(needed, 100)).toBe(verdict);
  });
});

describe('learned readings', () => {
  it('follow a higher reading at once and a lower one slowly', async () => {
    const learned = await openLearnedMemory(null);
    const seen = [100, 200, 50, 190].map((taken) => {
      learned.noteComponent('m', 'unet', taken);
      return learned.component('m', 'unet');
    });
    expect(seen).toEqual([100, 200, 160, 190]);
  });

  it.each(['', '{', '{"version":2,"base":null,"models":{}}', '[]'])(
    'begin anew where their file holds “%s”',
    async (text) => {
      const file = join(await mkdtemp(join(tmpdir(), 'telar-memory-')), 'learned.json');
      await writeFile(file, text);
      const learned = await openLearnedMemory(file);
      expect(learned.component('m', 'unet')).toBeNull();
      learned.noteComponent('m', 'unet', 3);
      await learned.save();
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
        version: 1,
        base: null,
        models: { m: { components: { unet: 3 }, working: {} } },
      });
    },
  );
});

describe('readings of a process', () => {
  it('are taken from /proc in KiB', () => {
    const text = 'Name:\tnode\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n';
    expect(parseProcStatus(text)).toEqual({ residentBytes: 104_857_600, peakBytes: 209_715_200 });
    expect(parseProcStatus('Name:\tnode\nState:\tZ (zombie)\n')).toBeNull();
  });

  it.each([
    ['"node.exe","4242","Console","1","48,624 K"', 49_790_976],
    ['"node.exe","4242","Console","1","48.624 KB"', 49_790_976],
    ['INFO: No tasks are running which match the specified criteria.', null],
  ])('are taken from tasklist: %s', (line, bytes) => {
    expect(parseTasklist(`\r\n${line}\r\n`, 4242)).toBe(bytes);
  });
});

it.each([
  ['the user’s own', { ramBudgetBytes: 7, vramBudgetBytes: 8 }, { ram: 7, vram: 8 }],
  ['a share of the machine’s', { ramBudgetBytes: null, vramBudgetBytes: null }, { ram: 700, vram: 1_800 }],
])('the budget is %s', (_, own, expected) => {
  expect(budgetOf(own, { totalBytes: 1_000, vramTotalBytes: 2_000 })).toEqual(expected);
});

it.each([
  [400e6, 400e6 + 256 * 1024 ** 2],
  [8e9, 10e9],
])('a process with a budget of %d bytes is ended at %d', (budget, cap) => {
  expect(memoryCap(budget)).toBe(cap);
});
