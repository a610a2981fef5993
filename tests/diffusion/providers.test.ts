import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChildLauncher } from '../../src/main/child/index.ts';
import { createLocalEngine, type LocalEngine } from '../../src/main/engine/index.ts';
import { createPictureProcess, type PictureProcess } from '../../src/main/picture/index.ts';
import {
  engineSettings,
  engineStatus,
  executionProviders,
  memoryEstimate,
} from '../../src/shared/local-engine/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { readTemplate } from '../engine/templates.ts';
import { pixelsOf, startEngineProcess } from './engine-process.ts';

const modelFolders = [resolve(import.meta.dirname, '../../resources/models')];
let engine: LocalEngine;
let picture: PictureProcess;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'telar-providers-'));
  const launcher = createSourceLauncher();
  picture = createPictureProcess(launcher);
  engine = createLocalEngine({ launcher, picture, modelFolders, home });
});
afterAll(async () => {
  await engine.dispose();
  await picture.dispose();
});

const paint = async (): Promise<void> => {
  const template = await readTemplate('local/telar-mini');
  const job = {
    label: 'u/l',
    template,
    parameters: { prompt: 'a house', steps: 2 },
    outputFile: join(home, 'made.png'),
    newOutputFile: () => join(home, 'another.png'),
  };
  await engine.run(job, { signal: new AbortController().signal, onEvent: () => undefined });
};

describe('the local engine', () => {
  it('has a status and estimates before its process runs', async () => {
    await engine.configure(engineSettings.parse({}));
    expect(engineStatus.parse(await engine.status())).toMatchObject({ pid: null, models: [], executionProviders: [] });
    const estimate = memoryEstimate.parse(await engine.estimate(await readTemplate('local/telar-mini')));
    expect(estimate).toMatchObject({ precision: 'fp32', executionProvider: 'cpu', verdict: 'fits', basis: 'rule' });
    expect(await engine.estimate(await readTemplate('local/image-frame'))).toBeNull();
    expect((await engine.status()).pid).toBeNull();
  });

  it('tells of every provider whether it answers here, and why not', async () => {
    await engine.describe();
    const { executionProviders: probes, executionProvider, pid } = await engine.status();
    expect(probes.map(({ name }) => name)).toEqual(executionProviders);
    expect(probes.find(({ name }) => name === 'cpu')).toEqual({ name: 'cpu', isReady: true, reason: null });
    for (const { isReady, reason } of probes) expect(isReady ? reason === null : (reason ?? '').length > 3).toBe(true);
    expect(probes.some(({ name, isReady }) => name === executionProvider && isReady)).toBe(true);
    expect(pid).toBeGreaterThan(0);
  });

  it('refuses a provider that does not answer, names those that do, and keeps the one before', async () => {
    const { executionProviders: probes } = await engine.status();
    const missing = probes.find(({ isReady }) => !isReady)?.name ?? 'directml';
    const refusal = await engine
      .configure(engineSettings.parse({ executionProvider: missing }))
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'ProviderUnavailableError', kind: 'execution-provider' });
    expect((refusal as { hint: string }).hint).toContain('cpu');
    await paint();
    expect((await engine.status()).models).toMatchObject([{ title: 'telar-mini', isBusy: false }]);
  });

  it('knows more after the first picture: what was measured replaces the rules, also for the next program', async () => {
    const launcher = createSourceLauncher();
    const next = createLocalEngine({ launcher, picture, modelFolders, home });
    const estimate = await next.estimate(await readTemplate('local/telar-mini'));
    expect(estimate).toMatchObject({ basis: 'measured', verdict: 'fits' });
    const { peakBytes } = (await engine.status()).reading;
    expect(estimate?.peakBytes.none ?? 0).toBeGreaterThan(peakBytes * 0.5);
    expect(launcher.children).toEqual([]);
  });

  it('tells listeners of what changes, and starts anew when told to', async () => {
    const seen: (number | null)[] = [];
    const stop = engine.onStatus(({ pid }) => seen.push(pid));
    const before = (await engine.status()).pid;
    await engine.restart();
    await expect.poll(async () => (await engine.status()).pid).toBeNull();
    await paint();
    await expect.poll(() => seen.some((pid) => pid !== null && pid !== before)).toBe(true);
    stop();
    expect((await engine.status()).counts.restarts).toBe(1);
  });
});

describe('a provider that ends the process when it is tried', () => {
  it('is left out by the next process, and the job is made', async () => {
    const source = createSourceLauncher();
    let launched = 0;
    // The first process is killed when it says that it tries the provider; what it says afterwards is not heard.
    const launcher: ChildLauncher = {
      launch(program) {
        const handle = source.launch(program);
        if ((launched += 1) > 1) return handle;
        let isKilled = false;
        const onMessage: typeof handle.onMessage = (listener) =>
          handle.onMessage((message) => {
            if (isKilled) return;
            listener(message);
            const { event } = message as { event?: { kind: string; provider: string } };
            if (event?.kind !== 'probing' || event.provider !== 'cuda') return;
            isKilled = true;
            handle.kill();
          });
        return { ...handle, onMessage };
      },
    };
    const crashing = startEngineProcess({ launcher });
    expect(pixelsOf(await crashing.paint({ steps: 1 }))).not.toBe('');
    expect(crashing.process.state()?.executionProviders.find(({ name }) => name === 'cuda')).toEqual({
      name: 'cuda',
      isReady: false,
      reason: 'it ended the process when it was tried',
    });
    expect(launched).toBe(2);
    crashing.process.dispose();
  });
});
