import type { EngineChanges, EngineOverview } from '../../shared/contract/index.ts';
import type { EngineSettings, EngineStatus, MemoryEstimate } from '../../shared/local-engine/index.ts';
import type { EngineEnvironment } from './engine-environment.ts';
import type { EngineSettingsStore } from './engine-settings-store.ts';
import type { EventHub } from './event-hub.ts';

/** What can be asked and told of the engine of this machine, whether its process runs or not. */
export interface ControllableEngine {
  /** Answers at once, also during a job. */
  status(): Promise<EngineStatus>;
  configure(settings: EngineSettings): Promise<unknown>;
  /** `folder` as a status names it. */
  evict(folder: string): Promise<unknown>;
  /** `model` is the id of a local model; null for one that loads nothing. Throws ModelNotFoundError. */
  estimate(model: string): Promise<MemoryEstimate | null>;
  restart(): Promise<unknown>;
  /** Hears of every change until the returned function is called. */
  onStatus(listener: (status: EngineStatus) => void): () => void;
}

/** The local engine as the studio and the command line see it: with its settings, kept and in force. */
export interface EngineControl {
  overview(): Promise<EngineOverview>;
  configure(changes: EngineChanges): Promise<EngineOverview>;
  evict(folder: string): Promise<EngineOverview>;
  restart(): Promise<EngineOverview>;
  estimate(model: string): Promise<MemoryEstimate | null>;
  close(): void;
}

export interface EngineControlOptions {
  engine: ControllableEngine;
  store: EngineSettingsStore;
  environment: EngineEnvironment;
  events: Pick<EventHub, 'publish'>;
}

/** Puts the kept settings in force, the environment's before them, and tells the windows what the engine does. */
export async function createEngineControl(options: EngineControlOptions): Promise<EngineControl> {
  const { engine, store, environment, events } = options;

  async function inForce(): Promise<EngineSettings> {
    return { ...(await store.get()), ...environment.settings };
  }

  async function overview(): Promise<EngineOverview> {
    return { status: await engine.status(), settings: await inForce(), environment: environment.overrides };
  }

  await engine.configure(await inForce());
  const stop = engine.onStatus((status) => events.publish({ type: 'engine.changed', status }));

  let turn: Promise<unknown> = Promise.resolve();

  async function change(changes: EngineChanges): Promise<void> {
    const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const next: EngineSettings = { ...(await store.get()), ...named };
    // Kept only when the engine takes it: a provider that this machine does not have is refused there.
    await engine.configure({ ...next, ...environment.settings });
    await store.set(next);
    events.publish({ type: 'engine.configured' });
  }

  return {
    overview,
    async configure(changes) {
      // One after the other: each begins with what the one before has kept.
      const done = turn.then(() => change(changes));
      turn = done.catch(() => undefined);
      await done;
      return overview();
    },
    async evict(folder) {
      await engine.evict(folder);
      return overview();
    },
    async restart() {
      await engine.restart();
      return overview();
    },
    estimate: (model) => engine.estimate(model),
    close: stop,
  };
}
