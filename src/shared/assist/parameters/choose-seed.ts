import type { ParameterChoice } from '../parameter-advice.ts';
import { finished, notTaken, withinModel, type ChoiceTerms } from './choice.ts';

/** The seed that was given, else none: it is drawn when the picture is made, and kept with it. */
export function chooseSeed({ limits, given }: ChoiceTerms): ParameterChoice {
  if (limits.seed === null) return notTaken('seed');
  if (given.seed == null) return finished('seed', null, { value: null, rule: 'drawn' });
  return { ...withinModel('seed', limits.seed, { value: given.seed, rule: 'given' }), fallbackDefault: null };
}

/** The negative prompt that was given, else the one written for the prompt, where the model has use for one. */
export function chooseNegativePrompt({ limits, rule, given, negativePrompt }: ChoiceTerms): ParameterChoice {
  if (limits.negativePrompt === null) return notTaken('negativePrompt');
  const wanted = given.negativePrompt;
  if (wanted !== undefined) return finished('negativePrompt', '', { value: wanted, rule: 'given' });
  if (rule?.usesNegativePrompt === false) {
    return finished('negativePrompt', '', { value: '', rule: 'model-rule', because: { modelRule: rule.id } });
  }
  return finished('negativePrompt', '', {
    value: negativePrompt,
    rule: negativePrompt === '' ? 'model-default' : 'generated',
  });
}
