import { afterEach, describe, expect, it } from 'vitest';
import { createProcessMemoryReader, memoryCap, type ProcessMemoryReader } from '../../src/main/memory/index.ts';
import { soakRuns } from '../soak.ts';
import { copyOfMiniature, pixelsOf, startEngineProcess } from './engine-process.ts';
import { endlessUnet, greedyUnet, hungryParts, impossibleUnet } from './hostile-models.ts';
import { lateness, pulseDuring, type Moment, type Pulse } from './host-clock.ts';

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

const megabyte = 1e6;

/** How this process was served while a hostile model worked, the limit of that model, and when its process was gone. */
interface Trial {
  pulse: Pulse;
  limitMs: number;
  dead: Moment | undefined;
}

/** What a hostile model may do to this process: its timers wait less, and the model's process is gone this long after the limit. */
const bounds = { hostGapMs: 100, lateMs: 1_000 };

/**
 * Tries a hostile model. By the host's clock, which does not count what other programs take of the machine; what the machine
 * itself takes away (a virtual one stands still now and then) no clock tells: after one trial over the bounds two more must
 * both be within them.
 */
async function expectUnharmed(what: string, attempt: () => Promise<Trial>): Promise<void> {
  const within: boolean[] = [];
  while (within.length === 0 || (within.length < 3 && within.includes(false))) {
    const { pulse, limitMs, dead } = await attempt();
    if (dead === undefined) throw new Error('the process goes on');
    const { wallGapMs, hostGapMs } = pulse;
    const lateMs = lateness(pulse, limitMs, dead);
    const figures = { wallGapMs, hostGapMs, lateMs, lateWallMs: dead.wallMs - limitMs };
    console.log(JSON.stringify({ suite: 'watchdog', what, trial: within.length + 1, ...rounded(figures) }));
    within.push(hostGapMs < bounds.hostGapMs && lateMs < bounds.lateMs);
  }
  expect(within.filter((isWithin) => !isWithin).length, `${what}: trials over the bounds`).toBeLessThanOrEqual(1);
}

function rounded(values: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value)]));
}

const stepsOf = ({ process: { state } }: Engine): unknown[] | undefined =>
  state()?.stepDowns.map(({ folder, from, to }) => [folder, from, to]);

/** Reads the memory of a process, and remembers when it was last within a cap: it went over it after that. */
function watchMemoryUnder(cap: number): { read: ProcessMemoryReader; lastWithinMs: () => number } {
  const read = createProcessMemoryReader();
  let lastWithinMs = 0;
  return {
    async read(pid) {
      const atMs = performance.now();
      const memory = await read(pid);
      if (memory !== null && memory.residentBytes <= cap) lastWithinMs = atMs;
      return memory;
    },
    lastWithinMs: () => lastWithinMs,
  };
}

describe('the watchdog of the engine process', () => {
  it('ends a model that never ends at its deadline; this process goes on, and so does the next job', async () => {
    const firstDeadlineMs = 3_000;
    const engine = start({ timing: { firstDeadlineMs } });
    const expected = pixelsOf(await engine.paint());
    const folder = await copyOfMiniature({ 'unet/model.onnx': endlessUnet() });
    await expectUnharmed('endless', async () => {
      const heard = { atMs: Infinity, kind: '' };
      let slowestMs = 0;
      const endless = engine.paint({ modelFolder: folder }, undefined, ({ kind }) => {
        const atMs = performance.now();
        if (heard.kind !== 'loading') slowestMs = Math.max(slowestMs, atMs - heard.atMs);
        Object.assign(heard, { atMs, kind });
      });
      const pulse = await pulseDuring(endless);
      await expect(endless).rejects.toMatchObject({ code: 'EngineCrashedError', kind: 'deadline' });
      expect(pixelsOf(await engine.paint())).toBe(expected);
      // A machine that has been slow so far is given more time.
      const limitMs = heard.atMs + Math.max(firstDeadlineMs, 10 * slowestMs);
      return { pulse, limitMs, dead: engine.ended.at(-1) };
    });
    expect(engine.process.restarts()).toBe(engine.ended.length);
  });

  it('ends a model that takes more memory than its budget, under the next strategy too, as too large', async () => {
    const budget = 300 * megabyte;
    const folder = await copyOfMiniature({ 'unet/model.onnx': greedyUnet() });
    await expectUnharmed('too large', async () => {
      const watch = watchMemoryUnder(memoryCap(budget));
      const engine = start({ budget: { ram: budget, vram: 0 }, readMemory: watch.read });
      const expected = pixelsOf(await engine.paint());
      const greedy = engine.paint({ modelFolder: folder });
      greedy.catch(() => undefined);
      // Until the first process ends: starting the next one has a price of its own.
      const pulse = await pulseDuring(engine.nextEnd());
      const limitMs = watch.lastWithinMs();
      await expect(greedy).rejects.toMatchObject({
        code: 'OutOfMemoryError',
        kind: 'model-too-large',
        place: { file: folder },
      });
      expect(engine.ended).toHaveLength(2);
      expect(stepsOf(engine)).toEqual([[folder, 'none', 'balanced']]);
      expect(await engine.process.reading()).toBeNull();
      expect(pixelsOf(await engine.paint())).toBe(expected);
      return { pulse, limitMs, dead: engine.ended[0] };
    });
  });

  it('paints one strategy lower what took too much memory, says so, and stays there', async () => {
    const engine = start({ budget: { ram: 450 * megabyte, vram: 0 }, timing: { readEveryMs: 50 } });
    const folder = await copyOfMiniature(hungryParts());
    const { images, notes } = await engine.paint({ modelFolder: folder });
    expect(images).toHaveLength(1);
    const took = /^Out of memory: the model took \d+ MB of 450 MB under the strategy “none”, so it was run again under/;
    expect(notes).toEqual([expect.stringMatching(took)]);
    expect(stepsOf(engine)).toEqual([[folder, 'none', 'balanced']]);
    expect(engine.process.state()?.models).toMatchObject([{ folder, strategy: 'balanced' }]);
    expect(engine.ended).toHaveLength(1);
    // New settings may let it fit again.
    await engine.configure({}, { ram: 2_000 * megabyte, vram: 0 });
    expect((await engine.paint({ modelFolder: folder, steps: 2 })).notes).toEqual([]);
    expect(engine.process.state()?.models).toMatchObject([{ folder, strategy: 'none' }]);
    expect(engine.ended).toHaveLength(1);
  });

  it('says of a model that wants more than any machine has that it is too large, after every strategy was tried', async () => {
    const engine = start();
    const folder = await copyOfMiniature({ 'unet/model.onnx': impossibleUnet() });
    await expect(engine.paint({ modelFolder: folder })).rejects.toMatchObject({
      code: 'OutOfMemoryError',
      kind: 'model-too-large',
    });
    expect(stepsOf(engine)).toEqual([
      [folder, 'none', 'balanced'],
      [folder, 'balanced', 'aggressive'],
    ]);
    expect(engine.children()).toHaveLength(1);
  });

  it('survives a crash in native code', async () => {
    const engine = start();
    await expectUnharmed('crash', async () => {
      let crashedMs = 0;
      const crashing = engine.paint({ steps: 50 }, (step) => {
        if (step !== 3) return;
        crashedMs = performance.now();
        process.kill(engine.process.pid() ?? 0, 'SIGSEGV');
      });
      const pulse = await pulseDuring(crashing);
      await expect(crashing).rejects.toMatchObject({ code: 'EngineCrashedError', kind: 'exited' });
      expect(engine.process.state()).toMatchObject({ models: [], bookedBytes: 0 });
      return { pulse, limitMs: crashedMs, dead: engine.ended.at(-1) };
    });
    expect((await engine.paint()).images).toHaveLength(1);
  });
});

describe('kill -9 in the middle of a run', () => {
  const times = soakRuns(10, 50);

  it(
    `${times} times: this process lives, the memory is returned, the next run is right`,
    async () => {
      const engine = start();
      const expected = pixelsOf(await engine.paint());
      for (let round = 0; round < times; round++) {
        const killed = engine.paint({ steps: 30 }, (step) => {
          if (step === 1 + (round % 8)) process.kill(engine.process.pid() ?? 0, 'SIGKILL');
        });
        await expect(killed).rejects.toMatchObject({ code: 'EngineCrashedError', kind: 'exited' });
        expect(await engine.process.reading()).toBeNull();
      }
      expect(pixelsOf(await engine.paint())).toBe(expected);
      expect(engine.process.restarts()).toBe(times);
      // Nothing of the killed ones is left: a process that does not exist cannot be signalled.
      const alive = engine.children().filter(({ pid }) => isAlive(pid ?? 0));
      expect(alive.map(({ pid }) => pid)).toEqual([engine.process.pid()]);
      // Every round starts a process and loads a model into it.
    },
    soakRuns(120_000, 900_000),
  );
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
