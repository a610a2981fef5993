import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Insights } from '../../shared/assist/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';
import type { LoadPhase } from './ports.ts';

export interface LearningState {
  phase: LoadPhase;
  insights: Insights | null;
}

/** What the assistant has learned of the user's ratings and changes. */
export interface LearningStore extends StoreApi<LearningState> {
  refresh(): Promise<void>;
  setEnabled(isEnabled: boolean): Promise<boolean>;
  /** Forgets what was learned of a LoRA; null forgets all. */
  reset(lora: string | null): Promise<boolean>;
  /** Everything as JSON text; null when that failed, which the user then has been told. */
  exportJson(): Promise<string | null>;
  importJson(json: string): Promise<boolean>;
}

/** Creates the store of what was learned. */
export function createLearningStore({ client }: StudioLink, attempt: Attempt): LearningStore {
  const { learning } = client.assist;
  const store = createStore<LearningState>()(() => ({ phase: { kind: 'loading' }, insights: null }));

  const refresh = latestOnly(async () => {
    try {
      store.setState({ insights: await client.assist.insights(), phase: { kind: 'ready' } });
    } catch (error) {
      // What is shown stays; a reconnect fetches again.
      if (error instanceof DisconnectedError || store.getState().phase.kind === 'ready') return;
      store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
    }
  });

  const change = (ask: () => Promise<Insights>): Promise<boolean> =>
    attempt(async () => {
      store.setState({ insights: await ask(), phase: { kind: 'ready' } });
    });

  return {
    ...store,
    refresh,
    setEnabled: (isEnabled) => change(() => learning.configure({ isEnabled })),
    reset: (lora) => change(() => learning.reset({ lora })),
    async exportJson() {
      let json: string | null = null;
      await attempt(async () => {
        json = (await learning.export()).json;
      });
      return json;
    },
    importJson: (json) => change(() => learning.import({ json })),
  };
}
