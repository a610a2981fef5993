import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { offloadStrategies, type OffloadStrategy } from '../../src/shared/local-engine/index.ts';
import { soakRuns } from '../soak.ts';
import { copyOfMiniature, miniature, pixelsOf, startEngineProcess } from './engine-process.ts';

type Engine = ReturnType<typeof startEngineProcess>;
const engines: Engine[] = [];
function start(...options: Parameters<typeof startEngineProcess>): Engine {
  const engine = startEngineProcess(...options);
  engines.push(engine);
  return engine;
}
afterEach(() => {
  for (const { process } of engines.splice(0)) process.dispose();
});

/** What the process holds, in short: model folder → resident components. */
function held({ process }: Engine): Record<string, string[]> {
  return Object.fromEntries(
    (process.state()?.models ?? []).map(({ folder, components }) => [
      folder,
      components.filter(({ isResident }) => isResident).map(({ name }) => name),
    ]),
  );
}

const all = ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder'];

describe('the models in memory', () => {
  it.each<[OffloadStrategy, Record<string, string[]>]>([
    ['none', { [miniature]: all }],
    ['balanced', { [miniature]: ['unet'] }],
    ['aggressive', {}],
  ])('under the strategy “%s” the picture is the same, and this stays', async (strategy, expected) => {
    const engine = start({ settings: { strategy } });
    const first = pixelsOf(await engine.paint());
    expect(held(engine)).toEqual(expected);
    await engine.configure({ strategy: 'none' });
    expect(pixelsOf(await engine.paint())).toBe(first);
  });

  it('are loaded again when their files were replaced', async () => {
    const folder = await copyOfMiniature();
    const engine = start();
    const before = await engine.paint({ modelFolder: folder });
    const file = join(folder, 'unet/model.onnx');
    const bytes = await readFile(file);
    // Other weights of the same length, as a new export has them.
    bytes.fill(0, bytes.length >> 1, (bytes.length >> 1) + 4096);
    await writeFile(file, bytes);
    const after = await engine.paint({ modelFolder: folder });
    expect(pixelsOf(after)).not.toBe(pixelsOf(before));
    expect(held(engine)).toEqual({ [folder]: all });
  });

  it('are told without asking the busy process: at work, its peak booked, then idle and let go of', async () => {
    const engine = start();
    let during: unknown = null;
    const evictions: Promise<void>[] = [];
    await engine.paint({ steps: 6 }, (step) => {
      if (step !== 2) return;
      during = engine.process
        .state()
        ?.models.map(({ folder, title, isBusy, runs }) => ({ folder, title, isBusy, runs }));
      evictions.push(engine.process.evict(miniature));
    });
    expect(during).toEqual([{ folder: miniature, title: 'telar-mini', isBusy: true, runs: 0 }]);
    await Promise.all(evictions);
    expect(held(engine)).toEqual({});
    await engine.paint();
    expect(engine.process.state()?.models).toMatchObject([
      { isBusy: false, runs: 1, strategy: 'none', precision: 'fp32' },
    ]);
    expect(engine.process.state()?.counts).toEqual({ hits: 0, loads: 2, evictions: 1 });
  });

  it('are as many as the settings say, the latest used', async () => {
    const engine = start({ settings: { maxModels: 2 } });
    const [second, third] = [await copyOfMiniature(), await copyOfMiniature()];
    for (const modelFolder of [miniature, second, miniature, third]) await engine.paint({ modelFolder, steps: 1 });
    expect(Object.keys(held(engine))).toEqual([third, miniature]);
    expect(engine.process.state()?.counts).toEqual({ hits: 1, loads: 3, evictions: 1 });
  });

  it('are not touched by a model that does not fit the budget', async () => {
    const engine = start();
    await engine.paint();
    await engine.configure({}, { ram: 60e6, vram: 0 });
    await expect(engine.paint()).rejects.toMatchObject({ code: 'OutOfMemoryError', kind: 'model-too-large' });
    await engine.configure({}, { ram: 1e9, vram: 0 });
    expect((await engine.paint()).images).toHaveLength(1);
  });
});

/** Copies of telar-mini, so that there are more models than memory. */
const copies = 5;
/**
 * Room that one model needs beside the process itself, and as much again: one that is over its budget is started anew, and the
 * own size of a process differs from start to start by several megabytes.
 */
const leastRoom = 30e6;
/** Budgets beyond what the process takes without a model: from hardly two models to all of them. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('paint' as const), model: fc.nat(copies - 1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('evict' as const), model: fc.nat(copies - 1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('configure' as const),
      strategy: fc.constantFrom(...offloadStrategies),
      maxModels: fc.integer({ min: 1, max: 4 }),
      room: fc.integer({ min: leastRoom, max: 100e6 }),
    }),
  },
);

describe('random sequences of load, run and evict with real sessions', () => {
  const sequences = soakRuns(20, 1_000);

  it(`${sequences} times: booked within the budget, measured within the budget and 15 %`, async () => {
    const engine = start({ budget: { ram: 1e9, vram: 0 } });
    const folders = await Promise.all(Array.from({ length: copies }, () => copyOfMiniature()));
    const expected = pixelsOf(await engine.paint({ steps: 1 }));
    await engine.process.evict(miniature);
    const base = engine.process.state()?.bookedBytes ?? Number.NaN;
    let budget = base + leastRoom;
    await engine.configure({}, { ram: budget, vram: 0 });
    let highest = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
        for (const each of steps) {
          if (each.kind === 'evict') await engine.process.evict(folders[each.model] ?? '');
          if (each.kind === 'configure') {
            budget = base + each.room;
            await engine.configure({ strategy: each.strategy, maxModels: each.maxModels }, { ram: budget, vram: 0 });
          }
          if (each.kind === 'paint') {
            const painted = await engine.paint({ modelFolder: folders[each.model] ?? '', steps: 1 });
            expect(pixelsOf(painted)).toBe(expected);
          }
          expect(engine.process.state()?.bookedBytes).toBeLessThanOrEqual(budget);
          const share = (await engine.residentBytes()) / budget;
          highest = Math.max(highest, share);
          expect(share).toBeLessThanOrEqual(1.15);
        }
      }),
      { numRuns: sequences, endOnFailure: true },
    );
    // The books are not empty promises: the process did come near its budget.
    expect(highest).toBeGreaterThan(0.5);
  }, 3_600_000);
});
