import { createStore, type StoreApi } from 'zustand/vanilla';
import { noCost, type CellKey, type FailureCode, type FailureData } from '../../shared/base/index.ts';
import type { RunChoices, RunConsent } from '../../shared/contract/index.ts';
import type { RunPlan } from '../../shared/plan/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import type { Attempt } from './attempt.ts';
import type { DocumentStore } from './document-store.ts';
import type { PartStore } from './part-store.ts';
import type { RunStore } from './run-store.ts';
import type { ViewStore } from './view-store.ts';

export interface LaunchState {
  /** What is about to run, in the plan dialog or in the confirmation. */
  choices: RunChoices;
  plan: RunPlan | null;
  planFailure: FailureData | null;
  /** Why the core did not start it. */
  refusal: FailureData | null;
  /** The user agreed to models whose price is not known. */
  allowUnknownPrice: boolean;
  /** A plan or a start was asked for and has not been answered yet. */
  busy: boolean;
}

/** The way from "run this" to a run: plan, show, confirm what it costs, start. */
export interface LaunchStore extends StoreApi<LaunchState> {
  /** Shows what would run and why: the part of the run button, where nothing else is said. */
  review(choices?: Partial<RunChoices>): Promise<boolean>;
  /** Changes what the open dialog is about and plans again. */
  change(choices: Partial<RunChoices>): Promise<boolean>;
  /** Starts at once what costs nothing; asks first about everything else. The part of the run button, where nothing else is said. */
  launch(choices?: Partial<RunChoices>): Promise<boolean>;
  /** Starts what the confirmation shows, at the price it shows. */
  confirm(): Promise<boolean>;
  /** Runs what the last run did not get done. */
  retryFailed(): Promise<boolean>;
  /** Runs one cell that the last run did not get done. */
  retryCell(cell: CellKey): Promise<boolean>;
  setAllowUnknownPrice(allow: boolean): void;
  /** Resolves when nothing is being planned or started any more. */
  whenIdle(): Promise<void>;
}

export interface LaunchParts {
  link: StudioLink;
  attempt: Attempt;
  documents: DocumentStore;
  parts: PartStore;
  runs: RunStore;
  view: ViewStore;
}

/** What is wanted where nobody said otherwise: everything that is missing or out of date. */
const usualChoices: RunChoices = { scope: { kind: 'all' }, overwrite: 'stale', rehearse: false };

const refusals: ReadonlySet<FailureCode> = new Set([
  'BudgetExceededError',
  'ConfirmationRequiredError',
  'ProviderUnavailableError',
  'DocumentConflictError',
]);

/** Whether the user can do something about a failed start in the dialog that asked for it. */
export function isRefusal({ code }: Pick<FailureData, 'code'>): boolean {
  return refusals.has(code);
}

/** Whether a plan may cost something, so that the user has to agree first. */
export function needsConsent(plan: RunPlan): boolean {
  const { price } = plan.totals;
  return !plan.rehearsal && (!price.isKnown || price.highMicroUsd > noCost);
}

/** Creates the store of what is about to run. */
export function createLaunchStore({ link, attempt, documents, parts, runs, view }: LaunchParts): LaunchStore {
  const fresh = { plan: null, planFailure: null, refusal: null, allowUnknownPrice: false };
  const store = createStore<LaunchState>()(() => ({ choices: usualChoices, ...fresh, busy: false }));
  let asked = 0;

  /** Plans the present choices; false when something newer was asked for meanwhile, or there is no plan. */
  async function planNow(): Promise<boolean> {
    const mine = (asked += 1);
    await documents.settled();
    const documentId = documents.getState().document?.id;
    if (documentId === undefined) return false;
    try {
      const plan = await link.client.plan.get({ documentId, ...store.getState().choices });
      if (mine !== asked) return false;
      store.setState({ plan, planFailure: null });
      return true;
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
      if (mine === asked) store.setState({ plan: null, planFailure: failureOf(error) });
      return false;
    }
  }

  async function start(consent: RunConsent): Promise<void> {
    try {
      await runs.start(store.getState().choices, consent);
      const overlay = view.getState().overlay?.kind;
      if (overlay === 'confirm' || overlay === 'plan') view.close();
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
      const failure = failureOf(error);
      if (!isRefusal(failure)) throw error;
      store.setState({ refusal: failure });
      view.open({ kind: 'confirm' });
      // What was shown may be what is wrong: a price that rose, a cell that somebody else made.
      await planNow();
    }
  }

  /** One thing at a time: a second click on a button must not start a second run. */
  function once(work: () => Promise<void>): Promise<boolean> {
    if (store.getState().busy) return Promise.resolve(false);
    return attempt(async () => {
      store.setState({ busy: true });
      try {
        await work();
      } finally {
        store.setState({ busy: false });
      }
    });
  }

  async function planAndStart(): Promise<void> {
    const isPlanned = await planNow();
    const { plan } = store.getState();
    if (!isPlanned || plan === null || plan.totals.run === 0) view.open({ kind: 'plan' });
    else if (needsConsent(plan)) view.open({ kind: 'confirm' });
    else await start({ budgetMicroUsd: null, confirmedMicroUsd: null, allowUnknownPrice: false });
  }

  /** A named part is run by the usual rules; the run button's with its own. */
  function complete(choices: Partial<RunChoices>): RunChoices {
    return { ...usualChoices, ...(choices.scope === undefined ? parts.choices() : {}), ...choices };
  }

  const wasRehearsal = (): boolean => runs.getState().run?.rehearsal ?? false;

  const self: LaunchStore = {
    ...store,
    review(choices = {}) {
      store.setState({ choices: complete(choices), ...fresh });
      view.open({ kind: 'plan' });
      return attempt(async () => {
        await planNow();
      });
    },
    change(choices) {
      store.setState((state) => ({ choices: { ...state.choices, ...choices }, refusal: null }));
      return attempt(async () => {
        await planNow();
      });
    },
    launch: (choices = {}) =>
      once(async () => {
        store.setState({ choices: complete(choices), ...fresh });
        await planAndStart();
      }),
    confirm: () =>
      once(async () => {
        const { plan, allowUnknownPrice } = store.getState();
        if (plan === null) return;
        store.setState({ refusal: null });
        const confirmedMicroUsd = plan.totals.price.highMicroUsd;
        await start({ budgetMicroUsd: null, confirmedMicroUsd, allowUnknownPrice });
      }),
    retryFailed: () => self.launch({ scope: { kind: 'failed' }, rehearse: wasRehearsal() }),
    retryCell: (cell) => self.launch({ scope: { kind: 'cells', cells: [cell] }, rehearse: wasRehearsal() }),
    whenIdle: () =>
      new Promise((done) => {
        if (!store.getState().busy) {
          done();
          return;
        }
        const stop = store.subscribe(({ busy }) => {
          if (busy) return;
          stop();
          done();
        });
      }),
    setAllowUnknownPrice(allowUnknownPrice) {
      store.setState({ allowUnknownPrice });
    },
  };
  return self;
}
