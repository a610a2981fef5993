import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FailureData } from '../../shared/base/index.ts';
import type { EngineChanges, EngineOverview } from '../../shared/contract/index.ts';
import type { EngineStatus, MemoryEstimate } from '../../shared/local-engine/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';
import type { LoadPhase } from './ports.ts';

/** Time between two readings while somebody looks, in milliseconds: memory also moves while no job tells of it. */
const readingMs = 2_000;

/** What a model takes of this machine; null for one that loads nothing; or why that is not known. */
export type KnownEstimate = { estimate: MemoryEstimate | null } | { failure: FailureData };

export interface EngineState {
  phase: LoadPhase;
  /** Null until it is known. */
  overview: EngineOverview | null;
  /** By id of the model; only of those that were asked for. */
  estimates: ReadonlyMap<string, KnownEstimate>;
}

/** The engine of the machine that Telar runs on. */
export interface EngineStore extends StoreApi<EngineState> {
  refresh(): Promise<void>;
  /** What the core tells of it meanwhile. */
  accept(status: EngineStatus): void;
  /** Reads its memory again and again until the returned function is called. */
  watch(): () => void;
  /** False when it was refused, which the user then has been told. */
  configure(changes: EngineChanges): Promise<boolean>;
  evict(folder: string): Promise<boolean>;
  restart(): Promise<boolean>;
  /** Asks what these models take, those that are known by now again. */
  estimate(models: readonly string[]): Promise<void>;
}

/** Creates the store of the engine. */
export function createEngineStore({ client }: StudioLink, attempt: Attempt): EngineStore {
  const { engine } = client;
  const store = createStore<EngineState>()(() => ({
    phase: { kind: 'loading' },
    overview: null,
    estimates: new Map(),
  }));

  const refresh = latestOnly(async () => {
    try {
      store.setState({ overview: await engine.overview(), phase: { kind: 'ready' } });
    } catch (error) {
      // What is shown stays; a reconnect fetches again.
      if (error instanceof DisconnectedError || store.getState().phase.kind === 'ready') return;
      store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
    }
  });

  function change(ask: () => Promise<EngineOverview>): Promise<boolean> {
    return attempt(async () => {
      store.setState({ overview: await ask(), phase: { kind: 'ready' } });
      // What is free now, and how it is used, decides what fits.
      await estimate([...store.getState().estimates.keys()]);
    });
  }

  async function estimate(models: readonly string[]): Promise<void> {
    for (const model of models) {
      let known: KnownEstimate;
      try {
        known = { estimate: await engine.estimate({ model }) };
      } catch (error) {
        if (error instanceof DisconnectedError) return;
        known = { failure: failureOf(error) };
      }
      store.setState(({ estimates }) => ({ estimates: new Map(estimates).set(model, known) }));
    }
  }

  return {
    ...store,
    refresh,
    accept(status) {
      store.setState(({ overview }) => ({ overview: overview === null ? null : { ...overview, status } }));
    },
    watch() {
      void refresh();
      const timer = setInterval(() => void refresh(), readingMs);
      return () => clearInterval(timer);
    },
    async configure(changes) {
      const before = store.getState().overview;
      if (before !== null) {
        // Shown as chosen at once; what is refused goes back to what it was.
        const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
        store.setState({ overview: { ...before, settings: { ...before.settings, ...named } } });
      }
      const isDone = await change(() => engine.configure(changes));
      if (!isDone) await refresh();
      return isDone;
    },
    evict: (folder) => change(() => engine.evict({ folder })),
    restart: () => change(() => engine.restart()),
    estimate,
  };
}
