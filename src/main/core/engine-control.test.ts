import { describe, expect, it } from 'vitest';
import { ProviderUnavailableError } from '../../shared/base/index.ts';
import type { StudioEvent } from '../../shared/contract/index.ts';
import { engineSettings, type EngineSettings, type EngineStatus } from '../../shared/local-engine/index.ts';
import { createEngineControl, type ControllableEngine } from './engine-control.ts';
import type { EngineEnvironment } from './engine-environment.ts';

const defaults = engineSettings.parse({});
const noEnvironment: EngineEnvironment = { settings: {}, overrides: [] };

const status: EngineStatus = {
  pid: null,
  onnxruntime: '1.30.0',
  executionProviders: [{ name: 'cpu', isReady: true, reason: null }],
  executionProvider: 'cpu',
  budget: { ramBytes: 8e9, vramBytes: null },
  bookedBytes: 0,
  reading: {
    processBytes: 0,
    peakBytes: 0,
    systemFreeBytes: 8e9,
    systemTotalBytes: 16e9,
    vramUsedBytes: null,
    vramTotalBytes: null,
  },
  models: [],
  counts: { hits: 0, loads: 0, evictions: 0, restarts: 0 },
  stepDowns: [],
};

/** A control over an engine that only has a CPU, and all that it was told. */
async function openControl(environment = noEnvironment, kept: EngineSettings = defaults) {
  const told: EngineSettings[] = [];
  const events: StudioEvent[] = [];
  const listeners = new Set<(status: EngineStatus) => void>();
  const engine: ControllableEngine = {
    status: () => Promise.resolve(status),
    configure(settings) {
      if (settings.executionProvider === 'cuda') {
        const hint = 'Choose cpu.';
        return Promise.reject(new ProviderUnavailableError('no-engine', 'This machine has no CUDA.', { hint }));
      }
      told.push(settings);
      return Promise.resolve();
    },
    evict: () => Promise.resolve(),
    estimate: () => Promise.resolve(null),
    restart: () => Promise.resolve(),
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const stored = { present: kept };
  const store = {
    get: () => Promise.resolve(stored.present),
    set(settings: EngineSettings) {
      stored.present = settings;
      return Promise.resolve();
    },
  };
  const publish = (event: StudioEvent): void => void events.push(event);
  const control = await createEngineControl({ engine, store, environment, events: { publish } });
  const say = (news: EngineStatus): void => listeners.forEach((listener) => listener(news));
  return { control, told, events, stored, say };
}

describe('control of the local engine', () => {
  it('puts the kept settings in force at the start', async () => {
    const kept = { ...defaults, strategy: 'balanced' as const };
    expect((await openControl(noEnvironment, kept)).told).toEqual([kept]);
  });

  it('changes what is named, keeps it, and leaves the rest as it is', async () => {
    const { control, told, stored, events } = await openControl(noEnvironment, { ...defaults, maxModels: 5 });
    const next = { ...defaults, maxModels: 5, strategy: 'aggressive' as const };
    expect((await control.configure({ strategy: 'aggressive', precision: undefined })).settings).toEqual(next);
    expect(told.at(-1)).toEqual(next);
    expect(stored.present).toEqual(next);
    expect(events).toEqual([{ type: 'engine.configured' }]);
  });

  it('lets the environment win, and does not keep what it says', async () => {
    const override = { setting: 'maxModels', variable: 'MAX_MODELS_IN_MEMORY', isUsable: true } as const;
    const { control, told, stored } = await openControl({ settings: { maxModels: 1 }, overrides: [override] });
    const overview = await control.configure({ strategy: 'balanced' });
    expect(overview).toEqual({
      status,
      settings: { ...defaults, maxModels: 1, strategy: 'balanced' },
      environment: [override],
    });
    expect(told.at(-1)?.maxModels).toBe(1);
    expect(stored.present).toEqual({ ...defaults, strategy: 'balanced' });
  });

  it('does not keep what the engine refuses', async () => {
    const { control, stored } = await openControl();
    await expect(control.configure({ executionProvider: 'cuda' })).rejects.toThrow('no CUDA');
    expect(stored.present).toEqual(defaults);
  });

  it('tells the windows what the engine does, until it is closed', async () => {
    const { control, events, say } = await openControl();
    say({ ...status, pid: 7 });
    control.close();
    say({ ...status, pid: 8 });
    expect(events).toEqual([{ type: 'engine.changed', status: { ...status, pid: 7 } }]);
  });
});
