import {
  adviseLoras,
  lexicalSimilarities,
  loraCandidate,
  loraPreferences,
  nothingLearned,
  wantedWords,
  type Learned,
  type LoraAdvice,
  type LoraCandidate,
  type LoraPreferences,
  type PromptAnalysis,
} from '../../src/shared/assist/index.ts';
import { analysisOf } from './analysis-of.ts';

/** A LoRA for SDXL with what a test says of it. */
export function lora(id: string, changes: Partial<LoraCandidate> = {}): LoraCandidate {
  return loraCandidate.parse({
    id,
    name: id,
    file: `/loras/${id}.safetensors`,
    baseModel: 'sdxl',
    triggerWords: [],
    tags: [],
    styles: [],
    description: '',
    ...changes,
  });
}

/** Advice for SDXL, compared by words. */
export function adviceFor(
  prompt: string,
  candidates: readonly LoraCandidate[],
  options: {
    preferences?: Partial<LoraPreferences>;
    learned?: Learned;
    analysis?: Partial<PromptAnalysis>;
    baseNames?: readonly string[];
  } = {},
): LoraAdvice {
  const analysis = analysisOf(prompt, options.analysis);
  return adviseLoras({
    analysis,
    candidates,
    baseNames: options.baseNames ?? ['stabilityai/sdxl-base-1.0'],
    preferences: loraPreferences.parse(options.preferences ?? {}),
    learned: options.learned ?? nothingLearned,
    similarity: { by: 'lexical', values: lexicalSimilarities(candidates, wantedWords(analysis)), fallback: null },
  });
}
