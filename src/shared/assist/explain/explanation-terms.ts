import type { PromptAnalysis } from '../analysis.ts';
import type { Explanation } from '../explanation.ts';
import type { LoraAdvice } from '../lora-advice.ts';
import type { BaseModelChoice, Constraints, ParameterAdvice } from '../parameter-advice.ts';

/** An advice in its parts, to be explained. */
export interface ExplanationTerms {
  analysis: PromptAnalysis;
  baseModel: BaseModelChoice;
  loras: LoraAdvice;
  params: ParameterAdvice;
  constraints: Constraints;
  /** What it really took; left out before it ran. */
  measured?: NonNullable<Explanation['performance']['measured']>;
}
