import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TakeId } from '../../shared/base/index.ts';
import type { ExplanationLevel, Recommendation } from '../../shared/assist/index.ts';
import type { AdviceRequest } from '../../shared/contract/index.ts';
import { DisconnectedError, failureOf, type StudioLink } from '../link/index.ts';
import { adviceRequestOf, type AssistDraft } from './assist-draft.ts';
import { createAssistMaking, type AssistMaking } from './assist-making.ts';
import { createAssistResults, type AssistResults } from './assist-results.ts';
import { firstAssistState, isFresh, question, type AssistState } from './assist-state.ts';
import type { Attempt } from './attempt.ts';
import { keepAssist } from './kept-assist.ts';
import type { Asked } from './model-store.ts';
import { spaced } from './spaced.ts';
import type { ViewStore } from './view-store.ts';

/** Milliseconds between two readings of a prompt that is being typed. */
const readingRestMs = 250;

/** Pictures of a prompt: what is asked for, what is advised, what is made of it. */
export interface AssistStore
  extends
    StoreApi<AssistState>,
    Omit<AssistResults, 'refreshShown' | 'settled'>,
    Pick<AssistMaking, 'leaveConfirm' | 'cancel'> {
  change(draft: Partial<AssistDraft>): void;
  showPicturesMenu(picturesMenu: AssistState['picturesMenu']): void;
  explainAt(level: ExplanationLevel): void;
  setSkipsFreeConfirm(skips: boolean): void;
  /** Asks for advice on the present prompt. */
  advise(): Promise<boolean>;
  /** Advice on something else than the page's own prompt, such as a cell; nothing here changes. */
  adviseOn(request: AdviceRequest): Promise<Asked<Recommendation>>;
  /** The next step of the mode: advice where it is missing, else the question before the start, or the start. */
  proceed(): Promise<boolean>;
  /** Starts what the dialog shows, at the price it shows. */
  confirm(allowUnknownPrice: boolean): Promise<boolean>;
  /** Makes what is missing of the shown generation; asks first where that costs something. */
  resume(): Promise<boolean>;
  /** Makes a picture once more with another seed; asks first where that costs something. */
  again(id: TakeId): Promise<boolean>;
}

export interface AssistParts {
  link: StudioLink;
  attempt: Attempt;
  view: ViewStore;
}

/** Creates the store of the Generate page. */
export function createAssistStore({ link, attempt, view }: AssistParts): AssistStore {
  const { assist } = link.client;
  const store = createStore<AssistState>()(firstAssistState);
  const results = createAssistResults({ link, attempt, store });
  const making = createAssistMaking({ link, attempt, view, store, results });

  function keep(): void {
    const { draft, level, skipsFreeConfirm } = store.getState();
    keepAssist({ mode: draft.mode, constraints: draft.constraints, ollama: draft.ollama, level, skipsFreeConfirm });
  }

  /** By rules alone: what is typed is read again after a few letters. */
  const readPrompt = spaced(async () => {
    const { prompt } = store.getState().draft;
    if (prompt.trim() === '') {
      store.setState({ analysis: null, readingFailure: null });
      return;
    }
    try {
      store.setState({ analysis: await assist.analyze({ prompt, ollama: null }), readingFailure: null });
    } catch (error) {
      // A host that is away says so at the top of the window.
      const readingFailure = error instanceof DisconnectedError ? null : failureOf(error);
      store.setState({ analysis: null, readingFailure });
    }
  }, readingRestMs);

  /** One thing at a time: a second click must not start a second generation. */
  async function once(busy: NonNullable<AssistState['busy']>, work: () => Promise<void>): Promise<boolean> {
    if (store.getState().busy !== null) return false;
    store.setState({ busy });
    const isDone = await attempt(work);
    store.setState({ busy: null });
    return isDone;
  }

  function hasPrompt(): boolean {
    const isPromptMissing = store.getState().draft.prompt.trim() === '';
    store.setState({ isPromptMissing });
    return !isPromptMissing;
  }

  /** Advice counts everything that is shown as said of pictures, also what is still on its way. */
  async function recommend(request: AdviceRequest): Promise<Recommendation> {
    await results.settled();
    return assist.recommend(request);
  }

  async function advise(): Promise<void> {
    const { draft } = store.getState();
    store.setState({ advice: { kind: 'loading' } });
    try {
      const recommendation = await recommend(adviceRequestOf(draft));
      store.setState({ advice: { kind: 'ready', recommendation, asked: question(draft) } });
    } catch (error) {
      store.setState({ advice: { kind: 'none' } });
      if (error instanceof DisconnectedError) throw error;
      store.setState({ advice: { kind: 'failed', failure: failureOf(error) } });
    }
  }

  return {
    ...store,
    ...results,
    change(changes) {
      store.setState(({ draft, isPromptMissing }) => ({
        draft: { ...draft, ...changes },
        isPromptMissing: isPromptMissing && changes.prompt === undefined,
      }));
      if (changes.prompt !== undefined) readPrompt();
      if (['mode', 'constraints', 'ollama'].some((name) => name in changes)) keep();
    },
    showPicturesMenu: (picturesMenu) => store.setState({ picturesMenu }),
    explainAt(level) {
      store.setState({ level });
      keep();
    },
    setSkipsFreeConfirm(skipsFreeConfirm) {
      store.setState({ skipsFreeConfirm });
      keep();
    },
    advise: () => (hasPrompt() ? once('advice', advise) : Promise.resolve(false)),
    async adviseOn(request) {
      const { ollama } = store.getState().draft;
      try {
        return { value: await recommend({ ...request, config: { ...request.config, ollama } }) };
      } catch (error) {
        return { failure: failureOf(error) };
      }
    },
    proceed() {
      if (!hasPrompt()) return Promise.resolve(false);
      const state = store.getState();
      return state.draft.mode === 'assisted' && !isFresh(state)
        ? once('advice', advise)
        : once('plan', () => making.plan());
    },
    confirm: (allowUnknownPrice) => once('start', () => making.confirm(allowUnknownPrice)),
    leaveConfirm: () => making.leaveConfirm(),
    cancel: () => making.cancel(),
    resume: () => once('start', () => making.resume()),
    again: (id) => once('start', () => making.again(id)),
  };
}
