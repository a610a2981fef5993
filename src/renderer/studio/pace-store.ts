import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ModelPace } from '../../shared/contract/index.ts';
import type { StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';

export interface PacesState {
  /** By model; those that never succeeded here are missing. */
  paces: ReadonlyMap<string, ModelPace>;
}

/** How long models took lately, for estimates of a run's time. */
export interface PaceStore extends StoreApi<PacesState> {
  /** Asks for the newest figures of these models; the others stay as they are. */
  ask(models: Iterable<string>): Promise<boolean>;
}

/** Creates the store of the models' paces. */
export function createPaceStore(link: StudioLink, attempt: Attempt): PaceStore {
  const store = createStore<PacesState>()(() => ({ paces: new Map() }));
  return {
    ...store,
    ask: (models) =>
      attempt(async () => {
        const wanted = [...new Set(models)];
        if (wanted.length === 0) return;
        const found = await link.client.history.paces({ models: wanted });
        const { paces } = store.getState();
        store.setState({ paces: new Map([...paces, ...found.map((pace) => [pace.model, pace] as const)]) });
      }),
  };
}
