import { createStore, type StoreApi } from 'zustand/vanilla';
import { defaultSettings, type AppInfo, type EngineInfo, type Settings } from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { LoadPhase } from './ports.ts';

export interface PreferencesState {
  phase: LoadPhase;
  settings: Settings;
  info: AppInfo | null;
  /** Null until asked for: the answer starts the engine process. */
  engine: EngineInfo | null;
}

/** Settings and facts about this program. */
export interface PreferenceStore extends StoreApi<PreferencesState> {
  load(): Promise<void>;
  loadEngine(): Promise<boolean>;
  change(settings: Partial<Settings>): Promise<boolean>;
  accept(settings: Settings): void;
}

/** Creates the store of settings; until they arrive, browser and system decide. */
export function createPreferenceStore(link: StudioLink, attempt: Attempt): PreferenceStore {
  const store = createStore<PreferencesState>()(() => ({
    phase: { kind: 'loading' },
    settings: defaultSettings,
    info: null,
    engine: null,
  }));
  return {
    ...store,
    async load() {
      try {
        const [info, settings] = await Promise.all([link.client.app.info(), link.client.settings.get()]);
        store.setState({ phase: { kind: 'ready' }, info, settings });
      } catch (error) {
        if (!(error instanceof DisconnectedError))
          store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
      }
    },
    loadEngine: () =>
      attempt(async () => {
        if (store.getState().engine === null) store.setState({ engine: await link.client.app.engine() });
      }),
    change: (settings) =>
      attempt(async () => {
        store.setState({ settings: await link.client.settings.set(settings) });
      }),
    accept(settings) {
      store.setState({ settings });
    },
  };
}
