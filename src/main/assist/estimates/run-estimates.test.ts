import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import telarMini from '../../../../resources/templates/local/telar-mini.json' with { type: 'json' };
import flux from '../../../../resources/templates/fal/flux-dev.json' with { type: 'json' };
import type { AdvisedParameters } from '../../../shared/assist/index.ts';
import type { MemoryEstimate } from '../../../shared/local-engine/index.ts';
import { modelTemplate } from '../../../shared/template/index.ts';
import { readModelRules } from './read-model-rules.ts';
import { createRunEstimates, type EndedRun, type EstimatedEngine } from './run-estimates.ts';

const mini = modelTemplate.parse(telarMini);
const models = resolve(import.meta.dirname, '../../../../resources/models');
let home: string;
let file: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'telar-estimates-'));
  file = join(home, 'run-times.json');
});
afterEach(() => rm(home, { recursive: true }));

const memory = (peak: number): MemoryEstimate => ({
  folder: models,
  precision: 'fp32',
  executionProvider: 'cpu',
  peakBytes: { none: peak, balanced: peak - 1, aggressive: peak - 2 },
  availableBytes: 8e9,
  verdict: 'fits',
  strategy: 'balanced',
  basis: 'measured',
});

/** An engine that has telar-mini, in memory or not. */
function engineWith(isWarm: boolean): EstimatedEngine {
  return {
    folderOf: (template) => (template.provider === 'local' ? join(models, 'telar-mini') : null),
    estimate: (_template, size) => Promise.resolve(memory(size === null ? 1e8 : size.width * size.height * 1000)),
    isWarm: () => Promise.resolve(isWarm),
  };
}

const params: AdvisedParameters = {
  steps: 10,
  guidanceScale: 2.5,
  width: 64,
  height: 64,
  aspectRatio: null,
  scheduler: 'dpmpp_2m',
  seed: null,
  negativePrompt: '',
};

/** A run that took 5 ms a pass, as an engine reports it. */
function ran(steps: number, parameters: EndedRun['parameters'] = {}, loadMs = 0): EndedRun {
  const workMs = 20 + steps * 2 * 5;
  const timings = { encodeMs: 10, stepsMs: steps * 10, decodeMs: 10, loadMs, sessionMs: 0 };
  return { template: mini, parameters: { prompt: 'x', steps, ...parameters }, wallMs: workMs + 40 + loadMs, timings };
}

describe('estimates of runs', () => {
  it('come from a first guess, then from runs, with their error', async () => {
    const estimates = await createRunEstimates(engineWith(true), file);
    const first = (await estimates.about(mini, []))(params);
    expect(first.seconds).toMatchObject({ errorPercent: null, fromRuns: 0, isCold: false });
    expect(first.seconds?.value).toBeGreaterThan(0);
    for (let i = 0; i < 20; i++) await estimates.note(ran(4 + (i % 7) * 4));
    const { seconds } = (await estimates.about(mini, []))(params);
    expect(seconds?.fromRuns).toBe(20);
    expect(seconds?.value).toBeGreaterThan(0.16 * 0.9);
    expect(seconds?.value).toBeLessThan(0.16 * 1.1);
    expect(seconds?.errorPercent).toBeLessThan(10);
    const twice = (await estimates.about(mini, []))({ ...params, steps: 20 });
    expect(twice.seconds?.value ?? 0).toBeGreaterThan((seconds?.value ?? 0) * 1.4);
  });

  it('count the loading of a model that is not in memory', async () => {
    const warm = await createRunEstimates(engineWith(true), file);
    for (const loadMs of [0, 0, 0, 800, 900, 1_000]) await warm.note(ran(10, {}, loadMs));
    const cold = await createRunEstimates(engineWith(false), file);
    const [inMemory, loaded] = [(await warm.about(mini, []))(params), (await cold.about(mini, []))(params)];
    expect(loaded.seconds?.isCold).toBe(true);
    expect((loaded.seconds?.value ?? 0) - (inMemory.seconds?.value ?? 0)).toBeCloseTo(0.9, 3);
  });

  it('are kept for the next start, and begun anew when their file is damaged', async () => {
    const before = await createRunEstimates(engineWith(true), file);
    for (let i = 0; i < 6; i++) await before.note(ran(6 + i));
    const after = await createRunEstimates(engineWith(true), file);
    expect((await after.about(mini, []))(params)).toEqual((await before.about(mini, []))(params));
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, 50));
    const anew = await createRunEstimates(engineWith(true), file);
    expect((await anew.about(mini, []))(params).seconds?.fromRuns).toBe(0);
    await anew.note(ran(6));
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 1 });
  });

  it('say what cannot be written, and know it all the same', async () => {
    await mkdir(file);
    const estimates = await createRunEstimates(engineWith(true), file);
    await expect(estimates.note(ran(6))).rejects.toThrow();
    expect((await estimates.about(mini, []))(params).seconds?.fromRuns).toBe(1);
  });

  it('learn nothing from what is no plain picture of this machine', async () => {
    const estimates = await createRunEstimates(engineWith(true), null);
    await estimates.note(ran(6, { image: '/some/start.png' }));
    await estimates.note({ ...ran(6), timings: { totalMs: 12 } });
    await estimates.note({ ...ran(6), template: modelTemplate.parse(flux) });
    expect((await estimates.about(mini, []))(params).seconds?.fromRuns).toBe(0);
  });

  it('take the memory of each size, and of the usual one for all others', async () => {
    const estimates = await createRunEstimates(engineWith(true), null);
    const about = await estimates.about(mini, [{ width: 64, height: 64 }]);
    expect(about(params).memoryBytes).toEqual({ value: 64 * 64 * 1000 - 1, kind: 'ram', basis: 'measured' });
    expect(about({ ...params, width: 128 }).memoryBytes?.value).toBe(1e8 - 1);
  });

  it('know nothing of a model that runs elsewhere', async () => {
    const estimates = await createRunEstimates(engineWith(true), null);
    const about = await estimates.about(modelTemplate.parse(flux), []);
    expect(about(params)).toEqual({ seconds: null, memoryBytes: null });
  });
});

describe('rules of models', () => {
  it('ship with the program, each with its source', async () => {
    const { rules } = await readModelRules(resolve(import.meta.dirname, '../../../../resources'));
    expect(rules.map(({ id }) => id)).toContain('telar-mini');
    for (const { match } of rules) {
      for (const pattern of [match.id, match.text])
        if (pattern !== undefined) expect(() => new RegExp(pattern)).not.toThrow();
    }
  });
});
