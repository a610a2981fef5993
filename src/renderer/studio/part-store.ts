import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellKey, FailureData, LayerName, UnitId } from '../../shared/base/index.ts';
import type { RunChoices } from '../../shared/contract/index.ts';
import type { OverwriteRule, PlannedCell, PlanScope, RunPlan } from '../../shared/plan/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { DocumentStore } from './document-store.ts';
import { keepPlan } from './keep-document.ts';
import { latestOnly } from './latest-only.ts';
import type { ViewStore } from './view-store.ts';

/** What the run button is about: a part of the matrix, or whatever is selected at the moment. */
export type Part = PlanScope | { kind: 'selection' };

export interface PartState {
  part: Part;
  overwrite: OverwriteRule;
  /** The plan of the part; null while it is being made, where nothing is selected, or after a failure. */
  plan: RunPlan | null;
  /** Its cells that run or cannot run, by key: what each of them costs, and what is in the way. */
  planned: ReadonlyMap<CellKey, PlannedCell>;
  failure: FailureData | null;
}

/** The part of the matrix that the run button runs, with its price. */
export interface PartStore extends StoreApi<PartState> {
  choose(part: Part): void;
  /** Takes a layer into the run or leaves it out; what else was left out stays so. */
  tickLayer(layer: LayerName, isIn: boolean): void;
  tickUnit(unit: UnitId, isIn: boolean): void;
  setOverwrite(rule: OverwriteRule): void;
  /** The part as the core understands it, at this moment. */
  choices(): Pick<RunChoices, 'scope' | 'overwrite'>;
  /** Follows document and selection until the returned function is called. */
  follow(): () => void;
}

const everything: Part = { kind: 'all' };
const usual = { part: everything, overwrite: 'stale' } as const;
const noCells: ReadonlyMap<CellKey, PlannedCell> = new Map();

/** Layers and units that a part leaves out; nothing for parts that are not made by leaving out. */
export function leftOut(part: Part): { layers: readonly LayerName[]; units: readonly UnitId[] } {
  return part.kind === 'without' ? part : { layers: [], units: [] };
}

/** Creates the store of the part to run. */
export function createPartStore(link: StudioLink, documents: DocumentStore, view: ViewStore): PartStore {
  const store = createStore<PartState>()(() => ({ ...usual, plan: null, planned: noCells, failure: null }));

  function choices(): Pick<RunChoices, 'scope' | 'overwrite'> {
    const { part, overwrite } = store.getState();
    const { selection } = view.getState();
    return { scope: part.kind === 'selection' ? { kind: 'cells', cells: [...selection] } : part, overwrite };
  }

  const refresh = latestOnly(async () => {
    const { document, plan, planned, planFailure } = documents.getState();
    const { scope, overwrite } = choices();
    // The document's own plan is that of everything: it is not asked for twice.
    if (document === null || (scope.kind === 'all' && overwrite === 'stale')) {
      store.setState({ plan, planned, failure: planFailure });
      return;
    }
    try {
      const part = await link.client.plan.get({ documentId: document.id, scope, overwrite });
      store.setState((before) => ({ ...keepPlan(before, part), failure: null }));
    } catch (error) {
      // The old plan stays while the host is away; everything is fetched again when it is back.
      if (!(error instanceof DisconnectedError)) {
        store.setState({ plan: null, planned: noCells, failure: failureOf(error) });
      }
    }
  });

  function change(next: Partial<PartState>): void {
    store.setState(next);
    void refresh();
  }

  function leaveOut(layers: readonly LayerName[], units: readonly UnitId[]): void {
    const isAll = layers.length === 0 && units.length === 0;
    change({ part: isAll ? everything : { kind: 'without', layers: [...layers], units: [...units] } });
  }

  return {
    ...store,
    choose: (part) => change({ part }),
    tickLayer(layer, isIn) {
      const { layers, units } = leftOut(store.getState().part);
      const others = layers.filter((each) => each !== layer);
      leaveOut(isIn ? others : [...others, layer], units);
    },
    tickUnit(unit, isIn) {
      const { layers, units } = leftOut(store.getState().part);
      const others = units.filter((each) => each !== unit);
      leaveOut(layers, isIn ? others : [...others, unit]);
    },
    setOverwrite: (overwrite) => change({ overwrite }),
    choices,
    follow() {
      const stops = [
        documents.subscribe((state, before) => {
          // A part belongs to its document.
          if (state.document?.id !== before.document?.id) store.setState(usual);
          if (state.plan !== before.plan || state.planFailure !== before.planFailure) void refresh();
        }),
        view.subscribe((state, before) => {
          if (state.selection !== before.selection && store.getState().part.kind === 'selection') void refresh();
        }),
      ];
      void refresh();
      return () => stops.forEach((stop) => stop());
    },
  };
}
