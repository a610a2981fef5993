import type { ParameterChoice, Priority } from '../parameter-advice.ts';
import { finished, moved, notTaken, type ChoiceTerms } from './choice.ts';
import type { ChoiceLimit } from './model-limits.ts';

/** Samplers by the names that models and people have for them. */
const spellings = {
  'euler-ancestral': ['euler_ancestral', 'k_euler_ancestral', 'euler a', 'eulerancestral', 'euler_a'],
  euler: ['euler', 'k_euler', 'eulerdiscrete'],
  unipc: ['unipc', 'uni_pc', 'unipcmultistep'],
  'dpmpp-2m': ['dpmpp_2m', 'dpm++ 2m', 'dpmsolvermultistep', 'k_dpmpp_2m'],
  'dpmpp-2m-karras': ['dpmpp_2m_karras', 'dpm++ 2m karras', 'karrasdpm', 'k_dpmpp_2m_karras'],
} as const;
type Sampler = keyof typeof spellings;

/** Samplers by what matters most (SPEC §7), the best first. */
const byPriority: Record<Priority, readonly Sampler[]> = {
  speed: ['euler-ancestral', 'euler', 'unipc'],
  balanced: ['dpmpp-2m', 'dpmpp-2m-karras', 'unipc', 'euler'],
  quality: ['dpmpp-2m-karras', 'dpmpp-2m', 'unipc'],
};
const effects: Record<Priority, 'faster' | 'finer' | null> = { speed: 'faster', balanced: null, quality: 'finer' };

/** The sampler: the model's rule, else by what matters most, under the model's own name; else the model's own. */
export function chooseScheduler({ limits, rule, priority, given }: ChoiceTerms): ParameterChoice {
  const limit = limits.scheduler;
  if (limit === null) return notTaken('scheduler');
  const { usual } = limit;
  if (given.scheduler != null) {
    const isKnown = limit.choices.some(({ name }) => name === given.scheduler);
    const choice = finished('scheduler', usual, {
      value: given.scheduler,
      rule: 'given',
      because: titleOf(limit, given.scheduler),
    });
    return isKnown ? choice : moved(choice, usual, 'model-range', titleOf(limit, usual));
  }
  const alternatives = (['speed', 'quality'] as const).flatMap((each) => {
    const effect = effects[each];
    const value = each === priority || effect === null ? null : samplerFor(limit, each);
    return value === null || effect === null ? [] : [{ value, effect }];
  });
  const ruled = rule?.schedulers?.[priority].find((name) => limit.choices.some((each) => each.name === name));
  if (ruled !== undefined) {
    return finished('scheduler', usual, {
      value: ruled,
      rule: 'model-rule',
      because: { modelRule: rule?.id ?? '', priority, ...titleOf(limit, ruled) },
    });
  }
  const chosen = samplerFor(limit, priority);
  if (chosen === null)
    return finished('scheduler', usual, { value: usual, rule: 'model-default', because: titleOf(limit, usual) });
  return finished('scheduler', usual, {
    value: chosen,
    rule: 'priority',
    because: { priority, ...titleOf(limit, chosen) },
    alternatives: alternatives.filter(({ value }) => value !== chosen),
  });
}

/** Name of the best sampler for a priority that the model has; null when it has none of them. */
function samplerFor({ choices }: ChoiceLimit, priority: Priority): string | null {
  for (const sampler of byPriority[priority]) {
    const known: readonly string[] = spellings[sampler];
    const found = choices.find(
      ({ name, title }) => known.includes(name.toLowerCase()) || known.includes(title.toLowerCase()),
    );
    if (found !== undefined) return found.name;
  }
  return null;
}

/** What people call a sampler, where it is not its own name. */
function titleOf({ choices }: ChoiceLimit, value: string): { title?: string } {
  const title = choices.find(({ name }) => name === value)?.title ?? value;
  return title === value ? {} : { title };
}
