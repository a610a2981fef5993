import type {
  AdvisedLora,
  AdvisedName,
  BatchStrategy,
  Constraints,
  GenerationChoices,
  LoraChoice,
  LoraPreferences,
  OperationMode,
  PipelineConfig,
  Recommendation,
} from '../../shared/assist/index.ts';
import type { AdviceRequest, GenerationRequest } from '../../shared/contract/index.ts';
import { axesOf, type AxisDraft } from './assist-axes.ts';

/** Parameters with a value of their own in the choices; the negative prompt and the seed belong to the request. */
export type ChosenName = Exclude<AdvisedName, 'negativePrompt' | 'seed'>;
export type ParameterEdits = Partial<Record<ChosenName, number | string>>;

/** What the user did with the advised LoRAs. It outlives the advice, so that asking again brings nothing rejected back. */
export interface LoraEdits {
  /** Weights by id, where they are not the advised ones. */
  weights: Readonly<Record<string, number>>;
  rejected: readonly string[];
  /** LoRAs that were not advised and are wanted all the same. */
  added: readonly string[];
}

/** What the user has set for the next picture. */
export interface AssistDraft {
  mode: OperationMode;
  prompt: string;
  /** Null: as advised, or none without advice. */
  negativePrompt: string | null;
  /** Null: drawn when it runs. */
  seed: number | null;
  /** Null: chosen by the advice. */
  baseModel: string | null;
  constraints: Constraints;
  loraPreferences: LoraPreferences;
  /** The language model that reads prompts for advice; null for the rules. */
  ollama: PipelineConfig['ollama'];
  parameters: ParameterEdits;
  loras: LoraEdits;
  pictures: number;
  /** What the pictures differ in, where there are several. */
  vary: BatchStrategy;
  /** Whether the pictures are those of the axes, in place of a number of one kind. */
  isByAxes: boolean;
  axes: readonly AxisDraft[];
}

export const noLoraEdits: LoraEdits = { weights: {}, rejected: [], added: [] };

/** A LoRA that will be used. */
export interface ChosenLora {
  id: string;
  name: string;
  weight: number;
  /** Null for one that the advice left out, or that was chosen without advice. */
  advised: AdvisedLora | null;
}

/** Weight of a LoRA that nobody has advised. */
const plainWeight = 0.8;

/** The LoRAs that will be used: the advised ones without the rejected, then those that were added. */
export function chosenLoras(edits: LoraEdits, recommendation: Recommendation | null): ChosenLora[] {
  const { loras: advised = [], rejected: candidates = [] } = recommendation?.loras ?? {};
  const kept = advised
    .filter(({ id }) => !edits.rejected.includes(id))
    .map((lora) => ({ id: lora.id, name: lora.name, weight: edits.weights[lora.id] ?? lora.weight, advised: lora }));
  const added = edits.added
    .filter((id) => !advised.some((lora) => lora.id === id))
    .map((id) => {
      const candidate = candidates.find((each) => each.id === id);
      const usual = candidate === undefined || candidate.weight === 0 ? plainWeight : candidate.weight;
      return { id, name: candidate?.name ?? id, weight: edits.weights[id] ?? usual, advised: null };
    });
  return [...kept, ...added];
}

/** What is asked of the adviser. */
export function adviceRequestOf(draft: AssistDraft): AdviceRequest {
  return {
    prompt: draft.prompt,
    negativePrompt: draft.negativePrompt,
    seed: draft.seed,
    config: {
      baseModel: draft.baseModel,
      mode: draft.mode,
      constraints: draft.constraints,
      loraPreferences: draft.loraPreferences,
      ollama: draft.ollama,
      enableLearning: true,
    },
  };
}

/** What is to be made: the advice the user has seen, and only what differs from it. */
export function generationRequestOf(draft: AssistDraft, recommendation: Recommendation | null): GenerationRequest {
  const advised = draft.mode === 'assisted' ? recommendation : null;
  return {
    ...adviceRequestOf(draft),
    recommendationId: advised?.id ?? null,
    choices: draft.mode === 'auto' ? {} : choicesOf(draft, advised),
    batch: batchOf(draft, advised),
  };
}

/** LoRAs that are used beside one whose strength varies. In automatic mode nobody has chosen any. */
export function batchLoras(draft: AssistDraft, recommendation: Recommendation | null): LoraChoice[] {
  if (draft.mode === 'auto') return [];
  const advised = draft.mode === 'assisted' ? recommendation : null;
  return chosenLoras(draft.loras, advised).map(({ id, weight }) => ({ id, weight }));
}

function batchOf(draft: AssistDraft, advised: Recommendation | null): GenerationRequest['batch'] {
  const { pictures, vary, seed: baseSeed } = draft;
  if (draft.isByAxes) {
    const axes = axesOf(draft.axes, batchLoras(draft, advised));
    return axes.length === 0 ? null : { strategy: 'mixed', count: 1, baseSeed, axes, parallel: true };
  }
  return pictures > 1 ? { strategy: vary, count: pictures, baseSeed, axes: [], parallel: true } : null;
}

function choicesOf(draft: AssistDraft, advised: Recommendation | null): GenerationChoices {
  const loras: LoraChoice[] = chosenLoras(draft.loras, advised).map(({ id, weight }) => ({ id, weight }));
  const before = (advised?.loras.loras ?? []).map(({ id, weight }) => ({ id, weight }));
  const isSame = JSON.stringify(loras) === JSON.stringify(before);
  return { ...(draft.parameters as GenerationChoices), ...(isSame ? {} : { loras }) };
}
