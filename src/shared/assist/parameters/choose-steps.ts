import { qualityLevels, type QualityLevel } from '../intent.ts';
import type { ParameterChoice, Priority } from '../parameter-advice.ts';
import { notTaken, withinModel, type ChoiceTerms } from './choice.ts';

/** Steps that are good for a prompt of a complexity on an ordinary model (SPEC §7). */
const usualSteps = { simple: [20, 30], moderate: [30, 40], complex: [40, 50] } as const;

/** Where in a range a priority aims: 0 is its lower end, 1 its upper one. */
const aims: Record<Priority, number> = { speed: 0, balanced: 0.5, quality: 1 };
/** What each level of quality above `standard` adds to that, or takes away below it. */
const aimPerRank = 0.25;

/** Where in a range of settings a picture belongs, 0 to 1. */
export function aimOf(priority: Priority, quality: QualityLevel): number {
  const rank = qualityLevels[quality].rank - qualityLevels.standard.rank;
  return Math.min(1, Math.max(0, aims[priority] + rank * aimPerRank));
}

/** Steps by complexity, within what the model's own rule says of it, and by what matters most. */
export function chooseSteps({ analysis, limits, rule, priority, given }: ChoiceTerms): ParameterChoice {
  const limit = limits.steps;
  if (limit === null) return notTaken('steps');
  const { category } = analysis.complexity;
  const range = rule?.steps?.[category] ?? usualSteps[category];
  if (given.steps != null) return withinModel('steps', limit, { value: given.steps, rule: 'given', range });
  const { qualityLevel } = analysis.intent;
  const [least, most] = range;
  return withinModel('steps', limit, {
    value: Math.round(least + (most - least) * aimOf(priority, qualityLevel)),
    rule: rule?.steps === undefined ? 'complexity' : 'model-rule',
    range,
    because: {
      complexity: category,
      score: analysis.complexity.score,
      priority,
      quality: qualityLevel,
      ...(rule?.steps === undefined ? {} : { modelRule: rule.id }),
    },
    alternatives: [
      { value: least, effect: 'faster' },
      { value: most, effect: 'finer' },
    ],
  });
}
