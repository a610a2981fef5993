import type { FailureData } from '../base/index.ts';
import { lorasInPrompt } from '../local-engine/index.ts';
import type { PromptAnalysis } from './analysis.ts';
import type {
  AdvisedLora,
  Learned,
  LoraAdvice,
  LoraCandidate,
  LoraPreferences,
  RejectedLora,
  SimilarityKind,
} from './lora-advice.ts';
import { withOvertaking } from './lora-overtaking.ts';
import { chooseLoras } from './choose-loras.ts';
import { rateLora } from './rate-lora.ts';
import { rebalance } from './lora-weights.ts';
import { wantedWords } from './lora-words.ts';
import { addTriggerWords, type PromptRoom } from './trigger-words.ts';

/** How the prompt compares with each candidate. */
export interface Similarity {
  by: SimilarityKind;
  /** By the order of the candidates, 0 to 1. */
  values: readonly number[];
  fallback: FailureData | null;
}

export interface LoraQuestion {
  analysis: PromptAnalysis;
  candidates: readonly LoraCandidate[];
  /** What the base model goes by: its id, its family. A LoRA for any of them fits. */
  baseNames: readonly string[];
  preferences: LoraPreferences;
  learned: Learned;
  similarity: Similarity;
  /** Whether the model reads a prompt to its end; left out where that is not known. */
  isRead?: PromptRoom | undefined;
  /** Descriptions that could not be read. */
  problems?: readonly FailureData[];
}

/**
 * Which LoRAs a prompt asks for, how strongly, and why; and why not the others. The same question has the same answer,
 * byte for byte.
 */
export function adviseLoras(question: LoraQuestion): LoraAdvice {
  const { analysis, candidates, baseNames, preferences, learned, similarity } = question;
  const wanted = wantedWords(analysis);
  const rated = candidates.map((candidate, i) =>
    rateLora(candidate, {
      wanted,
      similarity: { by: similarity.by, value: similarity.values[i] ?? 0 },
      learned: learned.scoreOf(candidate.id),
      weights: preferences.weights,
      complexity: analysis.complexity.score,
    }),
  );
  // Of two with one score the name decides, so that the order of files does not.
  rated.sort((a, b) => b.advised.score - a.advised.score || compareText(a.candidate.id, b.candidate.id));
  const used = new Set(lorasInPrompt(analysis.prompt).map(({ id }) => id.toLowerCase()));
  const { chosen, rejected } = chooseLoras(withOvertaking(rated), { baseNames, preferences, used });

  const { weights, from } = rebalance(chosen.map(({ advised }) => advised.weight));
  const { prompt, added } = addTriggerWords(
    analysis.prompt,
    chosen.map(({ candidate }) => candidate),
    question.isRead,
  );
  return {
    similarity: similarity.by,
    fallback: similarity.fallback,
    loras: chosen.map(({ advised }, i): AdvisedLora => {
      return { ...advised, weight: weights[i] ?? advised.weight, triggerWords: added.get(advised.id) ?? [] };
    }),
    rejected: rejected.map(({ rated: { advised }, why }): RejectedLora => ({ ...advised, why })),
    prompt,
    rebalancedFrom: from,
    problems: [...(question.problems ?? [])],
  };
}

/** By code units: the order of a locale would differ from machine to machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
