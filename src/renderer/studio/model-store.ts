import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FailureData } from '../../shared/base/index.ts';
import type { InstalledLora, ModelCheck, ModelEntry, ModelPreview, ModelRefresh } from '../../shared/contract/index.ts';
import type { ModelTemplate } from '../../shared/template/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';
import type { LoadPhase } from './ports.ts';

export interface ModelsState {
  phase: LoadPhase;
  models: readonly ModelEntry[];
  /** Templates that were left out, with file and pointer. */
  failures: readonly FailureData[];
}

/** An answer that a dialog shows, or why there is none. */
export type Asked<T> = { value: T } | { failure: FailureData };

/** All models of this program, and the user's own among them. */
export interface ModelStore extends StoreApi<ModelsState> {
  refresh(): Promise<void>;
  /** What a model would be like, from what its provider publishes. */
  preview(id: string): Promise<Asked<ModelPreview>>;
  save(template: ModelTemplate, options: { replace: boolean }): Promise<Asked<ModelEntry>>;
  /** What would change if the template was made anew. */
  compare(id: string): Promise<Asked<ModelRefresh>>;
  test(id: string): Promise<Asked<ModelCheck[]>>;
  /** LoRAs that are installed for a model. */
  loras(id: string): Promise<Asked<InstalledLora[]>>;
  remove(id: string): Promise<boolean>;
}

/** Creates the store of models. */
export function createModelStore(link: StudioLink, attempt: Attempt): ModelStore {
  const { models } = link.client;
  const store = createStore<ModelsState>()(() => ({ phase: { kind: 'loading' }, models: [], failures: [] }));

  const refresh = latestOnly(async () => {
    try {
      store.setState({ ...(await models.list()), phase: { kind: 'ready' } });
    } catch (error) {
      if (!(error instanceof DisconnectedError))
        store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
    }
  });

  async function ask<T>(work: () => Promise<T>): Promise<Asked<T>> {
    try {
      return { value: await work() };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  return {
    ...store,
    refresh,
    preview: (id) => ask(() => models.preview({ id })),
    save: (template, { replace }) => ask(() => models.save({ template, replace })),
    compare: (id) => ask(() => models.refresh({ id })),
    test: (id) => ask(() => models.test({ id })),
    loras: (id) => ask(() => models.loras({ id })),
    remove: (id) =>
      attempt(async () => {
        await models.remove({ id });
      }),
  };
}
