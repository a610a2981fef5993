import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CostDrift, CostGroup, CostSummary, CostTotal } from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import { latestOnly } from './latest-only.ts';
import type { LoadPhase } from './ports.ts';

/** What the days of the chart are made up of. */
export type SpendingSplit = 'model' | 'provider';

export interface SpendingState {
  phase: LoadPhase;
  summary: CostSummary | null;
  split: SpendingSplit;
  /** Which sums the table shows. */
  group: CostGroup;
  days: readonly CostTotal[];
  models: readonly CostTotal[];
  totals: readonly CostTotal[];
  drift: readonly CostDrift[];
}

/** What was spent, as screens show it. Charts are fetched only once somebody looks at them. */
export interface SpendingStore extends StoreApi<SpendingState> {
  refresh(): Promise<void>;
  /** Fetches the charts too, from now on at each refresh, until the returned function is called. */
  watchDetails(): () => void;
  splitBy(split: SpendingSplit): Promise<void>;
  groupBy(group: CostGroup): Promise<void>;
  /** The booked jobs as CSV; null when that failed, which the user then has been told. */
  exportCsv(): Promise<string | null>;
  reset(): Promise<boolean>;
}

/** Creates the store of spending. */
export function createSpendingStore(link: StudioLink, attempt: Attempt): SpendingStore {
  const { costs } = link.client;
  let watchers = 0;
  const store = createStore<SpendingState>()(() => ({
    phase: { kind: 'loading' },
    summary: null,
    split: 'provider',
    group: 'unit',
    days: [],
    models: [],
    totals: [],
    drift: [],
  }));

  async function details(): Promise<Partial<SpendingState>> {
    if (watchers === 0) return {};
    const { split, group } = store.getState();
    const [days, models, totals, drift] = await Promise.all([
      costs.totals({ by: 'day', splitBy: split }),
      costs.totals({ by: 'model' }),
      costs.totals({ by: group }),
      costs.drift({}),
    ]);
    return { days, models, totals, drift };
  }

  const refresh = latestOnly(async () => {
    try {
      const [summary, more] = await Promise.all([costs.summary(), details()]);
      store.setState({ phase: { kind: 'ready' }, summary, ...more });
    } catch (error) {
      // What is shown stays; a reconnect fetches again.
      if (error instanceof DisconnectedError || store.getState().phase.kind === 'ready') return;
      store.setState({ phase: { kind: 'failed', failure: failureOf(error) } });
    }
  });

  return {
    ...store,
    refresh,
    watchDetails() {
      watchers += 1;
      void refresh();
      return () => {
        watchers -= 1;
      };
    },
    splitBy(split) {
      store.setState({ split });
      return refresh();
    },
    groupBy(group) {
      store.setState({ group });
      return refresh();
    },
    async exportCsv() {
      let text: string | null = null;
      await attempt(async () => {
        text = (await costs.exportCsv({})).text;
      });
      return text;
    },
    reset: () =>
      attempt(async () => {
        store.setState({ summary: await costs.reset() });
        await refresh();
      }),
  };
}
