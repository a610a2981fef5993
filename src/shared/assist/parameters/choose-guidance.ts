import { artisticStyles } from '../intent.ts';
import type { ParameterChoice } from '../parameter-advice.ts';
import { notTaken, withinModel, type ChoiceTerms } from './choice.ts';

/** Guidance scales are advised in halves: nobody sees less. */
const grain = 0.5;

/**
 * Guidance scale: what the model's rule says, else the range of the style, further up in it the more a prompt asks for at
 * once; the model's own where no style is named.
 */
export function chooseGuidance({ analysis, limits, rule, given }: ChoiceTerms): ParameterChoice {
  const limit = limits.guidanceScale;
  if (limit === null) return notTaken('guidanceScale');
  const style = analysis.intent.artisticStyle;
  const range = rule?.guidance ?? (style === null ? undefined : artisticStyles[style].guidance);
  if (given.guidanceScale != null) {
    return withinModel('guidanceScale', limit, {
      value: given.guidanceScale,
      rule: 'given',
      ...(range === undefined ? {} : { range }),
    });
  }
  if (range === undefined) return withinModel('guidanceScale', limit, { value: limit.usual, rule: 'model-default' });
  const [least, most] = range;
  const { score } = analysis.complexity;
  const value = least + Math.round(((most - least) * score) / grain) * grain;
  const alternatives: ParameterChoice['alternatives'] = [
    { value: least, effect: 'freer' },
    { value: most, effect: 'stricter' },
  ];
  const by = rule?.guidance === undefined ? ({ rule: 'style', because: { style: style ?? '', score } } as const) : null;
  return withinModel('guidanceScale', limit, {
    value: Math.min(value, most),
    range,
    alternatives,
    ...(by ?? { rule: 'model-rule', because: { modelRule: rule?.id ?? '' } }),
  });
}
