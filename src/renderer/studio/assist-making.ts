import type { StoreApi } from 'zustand/vanilla';
import type { TakeId } from '../../shared/base/index.ts';
import type { Generation } from '../../shared/assist/index.ts';
import type { GenerationPreview, RunConsent } from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import { generationRequestOf } from './assist-draft.ts';
import type { AssistResults } from './assist-results.ts';
import type { AssistState, PlannedGeneration, WantedGeneration } from './assist-state.ts';
import type { Attempt } from './attempt.ts';
import { isRefusal, needsConsent } from './launch-store.ts';
import type { ViewStore } from './view-store.ts';

/** From a request to a run: the question before the start, the start, and its end. */
export interface AssistMaking {
  /** Asks before the start where something is to be asked, else starts. */
  plan(): Promise<void>;
  /** Starts what the dialog shows, at the price it shows. */
  confirm(allowUnknownPrice: boolean): Promise<void>;
  leaveConfirm(): void;
  cancel(): Promise<boolean>;
  /** Makes what is missing of the shown generation; asks first where that costs something. */
  resume(): Promise<void>;
  /** Makes a picture once more with another seed; asks first where that costs something. */
  again(id: TakeId): Promise<void>;
}

export interface MakingParts {
  link: StudioLink;
  attempt: Attempt;
  view: ViewStore;
  store: StoreApi<AssistState>;
  results: Pick<AssistResults, 'refresh' | 'refreshShown'>;
}

/** Creates what starts generations and ends them. */
export function createAssistMaking({ link, attempt, view, store, results }: MakingParts): AssistMaking {
  const { assist, run } = link.client;

  function follow(generation: Generation): void {
    store.setState({ generation, live: new Map() });
    void results.refresh();
    // Its end may have been told before the answer was here.
    void results.refreshShown();
  }

  function preview(wanted: WantedGeneration): Promise<GenerationPreview> {
    switch (wanted.kind) {
      case 'new':
        return assist.preview(wanted.request);
      case 'rest':
        return assist.previewResume({ id: wanted.id });
      case 'again':
        return assist.previewAgain({ id: wanted.id });
    }
  }

  function order(wanted: WantedGeneration, consent: RunConsent): Promise<Generation> {
    switch (wanted.kind) {
      case 'new':
        return assist.generate({ ...wanted.request, ...consent });
      case 'rest':
        return assist.resume({ id: wanted.id, ...consent });
      case 'again':
        return assist.again({ id: wanted.id, ...consent });
    }
  }

  async function start({ wanted, plan }: PlannedGeneration, allowUnknownPrice: boolean): Promise<void> {
    const confirmedMicroUsd = needsConsent(plan) ? plan.totals.price.highMicroUsd : null;
    const generation = await order(wanted, { budgetMicroUsd: null, confirmedMicroUsd, allowUnknownPrice });
    store.setState({ planned: null });
    if (view.getState().overlay?.kind === 'confirm-generation') view.close();
    follow(generation);
  }

  /** Starts at once what costs nothing, unless it is to be shown in any case; asks first about everything else. */
  async function startOrAsk(
    asked: Pick<PlannedGeneration, 'wanted' | 'prompt' | 'recommendation'>,
    showsFree: boolean,
  ): Promise<void> {
    const planned = { ...asked, refusal: null, ...(await preview(asked.wanted)) };
    if (!needsConsent(planned.plan) && !showsFree) {
      await start(planned, false);
      return;
    }
    store.setState({ planned });
    view.open({ kind: 'confirm-generation' });
  }

  return {
    plan() {
      const { draft, advice, skipsFreeConfirm } = store.getState();
      const recommendation = draft.mode === 'assisted' && advice.kind === 'ready' ? advice.recommendation : null;
      const request = generationRequestOf(draft, recommendation);
      const asked = { wanted: { kind: 'new', request }, prompt: draft.prompt, recommendation } as const;
      return startOrAsk(asked, draft.mode === 'assisted' && !skipsFreeConfirm);
    },
    async confirm(allowUnknownPrice) {
      const { planned } = store.getState();
      if (planned === null) return;
      store.setState({ planned: { ...planned, refusal: null } });
      try {
        await start(planned, allowUnknownPrice);
      } catch (error) {
        if (error instanceof DisconnectedError) throw error;
        const refusal = failureOf(error);
        if (!isRefusal(refusal)) throw error;
        // What was shown may be what is wrong: a price that rose, a picture that somebody else made.
        const shown = await preview(planned.wanted);
        if (store.getState().planned !== null) store.setState({ planned: { ...planned, ...shown, refusal } });
      }
    },
    leaveConfirm() {
      store.setState({ planned: null });
      view.close();
    },
    cancel: () =>
      attempt(async () => {
        const runId = store.getState().generation?.runId ?? null;
        if (runId !== null) await run.cancel({ runId });
        await results.refreshShown();
      }),
    async resume() {
      const shown = store.getState().generation;
      if (shown === null) return;
      await startOrAsk({ wanted: { kind: 'rest', id: shown.id }, prompt: shown.prompt, recommendation: null }, false);
    },
    again(id) {
      const prompt = store.getState().generation?.prompt ?? '';
      return startOrAsk({ wanted: { kind: 'again', id }, prompt, recommendation: null }, false);
    },
  };
}
