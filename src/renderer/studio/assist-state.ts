import type { CellKey, FailureData, TakeId } from '../../shared/base/index.ts';
import {
  constraints,
  loraPreferences,
  type ExplanationLevel,
  type Generation,
  type PromptAnalysis,
  type Recommendation,
} from '../../shared/assist/index.ts';
import type { GenerationPreview, GenerationRequest } from '../../shared/contract/index.ts';
import type { CellRun } from '../../shared/run/index.ts';
import { noLoraEdits, type AssistDraft } from './assist-draft.ts';
import { readKeptAssist } from './kept-assist.ts';
import type { LoadPhase } from './ports.ts';

/** The advice for the prompt as it was when it was asked for. */
export type AdviceState =
  | { kind: 'none' }
  | { kind: 'loading' }
  | { kind: 'ready'; recommendation: Recommendation; asked: string }
  | { kind: 'failed'; failure: FailureData };

/** What is to be made: something new, what a generation has not made yet, or a picture once more. */
export type WantedGeneration =
  { kind: 'new'; request: GenerationRequest } | { kind: 'rest'; id: string } | { kind: 'again'; id: TakeId };

/** What the dialog before a generation is about. */
export interface PlannedGeneration extends GenerationPreview {
  wanted: WantedGeneration;
  /** As it was typed. */
  prompt: string;
  /** Null without advice: then nothing can differ from it. */
  recommendation: Recommendation | null;
  /** Why the core did not start it. */
  refusal: FailureData | null;
}

export interface AssistState {
  draft: AssistDraft;
  level: ExplanationLevel;
  /** What is made on this machine and costs nothing starts without a question. */
  skipsFreeConfirm: boolean;
  /** The user asked for something and gave no prompt. */
  isPromptMissing: boolean;
  /** The menu of what the pictures differ in is open: by the user, or since its axes have to be corrected first. */
  picturesMenu: 'closed' | 'open' | 'to-correct';
  /** Of a prompt that may be a few letters older than the one that is shown. */
  analysis: PromptAnalysis | null;
  /** Why the prompt could not be read while it was typed. */
  readingFailure: FailureData | null;
  advice: AdviceState;
  planned: PlannedGeneration | null;
  /** Something was asked for and has not been answered yet. */
  busy: 'advice' | 'plan' | 'start' | null;
  /** The generation that is shown. */
  generation: Generation | null;
  /** Its cells as far as they were heard of, by key. */
  live: ReadonlyMap<CellKey, CellRun>;
  recent: readonly Generation[];
  phase: LoadPhase;
}

/** How the page begins: with what this browser has kept of the last time. */
export function firstAssistState(): AssistState {
  const kept = readKeptAssist();
  return {
    draft: {
      prompt: '',
      negativePrompt: null,
      seed: null,
      baseModel: null,
      loraPreferences: loraPreferences.parse({}),
      parameters: {},
      loras: noLoraEdits,
      pictures: 1,
      vary: 'seed',
      isByAxes: false,
      axes: [],
      mode: kept.mode,
      constraints: constraints.parse(kept.constraints),
      ollama: kept.ollama,
    },
    level: kept.level,
    skipsFreeConfirm: kept.skipsFreeConfirm,
    isPromptMissing: false,
    picturesMenu: 'closed',
    analysis: null,
    readingFailure: null,
    advice: { kind: 'none' },
    planned: null,
    busy: null,
    generation: null,
    live: new Map(),
    recent: [],
    phase: { kind: 'loading' },
  };
}

/** Whether the advice at hand is for what is asked now. */
export function isFresh({ advice, draft }: Pick<AssistState, 'advice' | 'draft'>): boolean {
  return advice.kind === 'ready' && advice.asked === question(draft);
}

/** What advice follows from: with another one, the old advice is out of date. */
export function question(draft: AssistDraft): string {
  const { prompt, baseModel, constraints: limits, loraPreferences: preferences, ollama } = draft;
  return JSON.stringify([prompt.trim(), baseModel, limits, preferences, ollama]);
}
