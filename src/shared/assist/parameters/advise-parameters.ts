import type { ModelTemplate } from '../../template/index.ts';
import type { PromptAnalysis } from '../analysis.ts';
import type { AdvisedParameters, Constraints, EmbeddingAdvice, ParameterAdvice } from '../parameter-advice.ts';
import type { ChoiceTerms } from './choice.ts';
import { chooseGuidance } from './choose-guidance.ts';
import { chooseScheduler } from './choose-scheduler.ts';
import { chooseNegativePrompt, chooseSeed } from './choose-seed.ts';
import { chooseShape } from './choose-shape.ts';
import { chooseSize } from './choose-size.ts';
import { chooseSteps } from './choose-steps.ts';
import { fitLimits, type Estimator } from './fit-limits.ts';
import { limitsOf } from './model-limits.ts';
import { modelRuleFor, type ModelRules } from './model-rules.ts';

export interface ParameterTerms {
  analysis: PromptAnalysis;
  template: ModelTemplate;
  rules: ModelRules;
  constraints: Constraints;
  /** What the user wants in any case: it is advised as it is, and its cost shown. */
  given?: Partial<AdvisedParameters>;
  /** Written for the prompt; without one the model's own holds. */
  negativePrompt?: string;
  estimate: Estimator;
  embeddings: EmbeddingAdvice;
}

/**
 * Advises the parameters of one picture: rules of the model first, then the general ranges, then what the model can take,
 * then the limits. The same terms give the same advice.
 */
export function adviseParameters(terms: ParameterTerms): ParameterAdvice {
  const { analysis, template, constraints, given = {}, negativePrompt = '', embeddings } = terms;
  const choiceTerms: ChoiceTerms = {
    analysis,
    limits: limitsOf(template),
    rule: modelRuleFor(template, terms.rules),
    priority: constraints.priority,
    given,
    negativePrompt,
  };
  const choices = [
    chooseSteps(choiceTerms),
    chooseGuidance(choiceTerms),
    ...chooseSize(choiceTerms),
    // Of models that know sides nobody needs to be told that they have no names for shapes.
    ...(choiceTerms.limits.aspectRatio === null ? [] : [chooseShape(choiceTerms)]),
    chooseScheduler(choiceTerms),
    chooseSeed(choiceTerms),
    chooseNegativePrompt(choiceTerms),
  ];
  const fitted = fitLimits(choices, choiceTerms, constraints, terms.estimate);
  const params = Object.fromEntries(fitted.choices.map((each) => [each.parameter, each.value]));
  return { model: template.id, params: { aspectRatio: null, ...params } as AdvisedParameters, ...fitted, embeddings };
}
