import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StudioEvent } from '../../shared/contract/index.ts';
import type { ModelConversion, ModelVariants, VariantPrecision } from '../../shared/local-engine/index.ts';
import { failureOf, type StudioLink } from '../link/index.ts';
import type { Asked } from './model-store.ts';

/** Smaller weights on their way: the part that is written now, null before the first, and how much of it is there. */
export interface RunningConversion {
  kind: 'running';
  precision: VariantPrecision;
  component: string | null;
  share: number;
}

/** What this window knows of a conversion it has asked for. */
export type Conversion =
  | RunningConversion
  | { kind: 'cancelled'; precision: VariantPrecision }
  | { kind: 'ended'; precision: VariantPrecision; answer: Asked<ModelConversion> };

export interface ConversionState {
  /** By id of the model: what there is of it; null for one that has no files here. */
  variants: ReadonlyMap<string, Asked<ModelVariants | null>>;
  /** By id of the model; it goes on while the user looks elsewhere. */
  conversions: ReadonlyMap<string, Conversion>;
}

/** Smaller weights of the user's own models. */
export interface ConversionStore extends StoreApi<ConversionState> {
  /** Asks what weights there are of a model. */
  look(model: string): Promise<void>;
  /** Writes smaller weights; resolves when it has ended, in whatever way. One at a time for each model. */
  convert(model: string, terms: { precision: VariantPrecision; replace: boolean }): Promise<void>;
  cancel(model: string): void;
  /** What the core tells meanwhile. */
  accept(event: Extract<StudioEvent, { type: 'models.converting' }>): void;
}

/** Creates the store of conversions. `onWritten` hears of a model that has other weights than before. */
export function createConversionStore(
  { client: { models } }: StudioLink,
  { onWritten }: { onWritten: (model: string) => Promise<void> },
): ConversionStore {
  const store = createStore<ConversionState>()(() => ({ variants: new Map(), conversions: new Map() }));
  const aborts = new Map<string, AbortController>();

  function put(model: string, conversion: Conversion): void {
    store.setState(({ conversions }) => ({ conversions: new Map(conversions).set(model, conversion) }));
  }

  async function ask<T>(work: () => Promise<T>): Promise<Asked<T>> {
    try {
      return { value: await work() };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  async function look(model: string): Promise<void> {
    const answer = await ask(() => models.variants({ id: model }));
    store.setState(({ variants }) => ({ variants: new Map(variants).set(model, answer) }));
  }

  return {
    ...store,
    look,
    async convert(model, { precision, replace }) {
      if (aborts.has(model)) return;
      const abort = new AbortController();
      aborts.set(model, abort);
      put(model, { kind: 'running', precision, component: null, share: 0 });
      const answer = await ask(() => models.convert({ id: model, precision, replace }, { signal: abort.signal }));
      aborts.delete(model);
      const isCancelled = abort.signal.aborted && 'failure' in answer;
      put(model, isCancelled ? { kind: 'cancelled', precision } : { kind: 'ended', precision, answer });
      await Promise.all([look(model), onWritten(model)]);
    },
    cancel(model) {
      aborts.get(model)?.abort();
    },
    accept({ model, precision, component, share }) {
      const known = store.getState().conversions.get(model);
      // The last of them may come after the answer.
      if (known?.kind === 'running' && known.precision === precision) put(model, { ...known, component, share });
    },
  };
}
