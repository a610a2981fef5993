import type { PromptAnalysis } from '../analysis.ts';
import type { AdvisedName, AdvisedParameters, ParameterChoice, ParameterRule, Priority } from '../parameter-advice.ts';
import { nearestTo, type ModelLimits, type NumberLimit } from './model-limits.ts';
import type { ModelRule } from './model-rules.ts';

/** What the parameters are chosen by. */
export interface ChoiceTerms {
  analysis: PromptAnalysis;
  limits: ModelLimits;
  rule: ModelRule | null;
  priority: Priority;
  /** What the user wants in any case. */
  given: Partial<AdvisedParameters>;
  /** Written for the prompt; empty for none. */
  negativePrompt: string;
}

export type ChoiceValue = ParameterChoice['value'];

/** A value and the rule that gives it, before the model's range has its say. */
export interface Proposal {
  value: ChoiceValue;
  rule: ParameterRule;
  range?: readonly [number, number];
  because?: ParameterChoice['because'];
  alternatives?: ParameterChoice['alternatives'];
}

/** The choice of a parameter that the model has not. */
export function notTaken(parameter: AdvisedName): ParameterChoice {
  return finished(parameter, null, { value: parameter === 'negativePrompt' ? '' : null, rule: 'not-taken' });
}

/** A choice of what was proposed, as it stands. */
export function finished(parameter: AdvisedName, fallbackDefault: ChoiceValue, proposal: Proposal): ParameterChoice {
  const { value, rule, range, because = {}, alternatives = [] } = proposal;
  return {
    parameter,
    value,
    fallbackDefault,
    range: range === undefined ? null : [...range],
    rule,
    because,
    path: [{ rule, value }],
    alternatives,
  };
}

/** A choice of a number, moved to the nearest one that the model takes; the range is what is left of it there. */
export function withinModel(parameter: AdvisedName, limit: NumberLimit, proposal: Proposal): ParameterChoice {
  const wanted = proposal.value as number;
  const value = nearestTo(wanted, limit);
  const { range, ...rest } = proposal;
  const inside = range === undefined ? undefined : ([nearestTo(range[0], limit), nearestTo(range[1], limit)] as const);
  const alternatives = (proposal.alternatives ?? [])
    .map((each) => ({ ...each, value: nearestTo(each.value as number, limit) }))
    .filter(
      (each, index, all) => each.value !== value && all.findIndex((other) => other.value === each.value) === index,
    );
  const choice = finished(parameter, limit.usual, {
    ...rest,
    ...(inside === undefined ? {} : { range: inside }),
    alternatives,
  });
  if (value === wanted) return choice;
  return moved({ ...choice, value: wanted, path: [{ rule: proposal.rule, value: wanted }] }, value, 'model-range', {
    least: limit.least,
    most: limit.most,
  });
}

/** The choice after another rule had its say. */
export function moved(
  choice: ParameterChoice,
  value: ChoiceValue,
  rule: ParameterRule,
  because: ParameterChoice['because'],
): ParameterChoice {
  if (choice.value === value) return choice;
  const alternatives = choice.alternatives.filter((each) => each.value !== value);
  const path = [...choice.path, { rule, value }];
  return { ...choice, value, rule, because: { ...choice.because, ...because }, path, alternatives };
}
