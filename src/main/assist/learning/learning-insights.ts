import { learnedScore, meanOf, type Insights } from '../../../shared/assist/index.ts';
import type { LearningSession, SessionSettings } from './learning-records.ts';
import { outcomeOf, type UseRow } from './learning-rows.ts';

/** How each LoRA fared: the most rated first. */
export function loraInsights(uses: readonly UseRow[], newestMs: number): Insights['loras'] {
  return [...groupBy(uses, ({ lora }) => lora)]
    .map(([id, own]) => {
      const { ratings, results, mean, successRate, adjustment } = learnedScore(own.map(outcomeOf), newestMs);
      return { id, ratings, results, mean, successRate, adjustment };
    })
    .sort((a, b) => b.ratings - a.ratings || byText(a.id, b.id));
}

/** What works with what: mean ratings of LoRAs with a style, a content, a model and each other, the best first. */
export function combinationInsights(uses: readonly UseRow[]): Insights['combinations'] {
  const rated = uses.flatMap((use) => {
    const { stars, isRemoved } = outcomeOf(use);
    return stars === null || isRemoved ? [] : [{ ...use, stars }];
  });
  const bySession = groupBy(rated, ({ session_id }) => session_id);
  type With = Insights['combinations'][number]['with'];
  const found = new Map<string, { lora: string; with: With; stars: number[] }>();
  for (const use of rated) {
    const others = (bySession.get(use.session_id) ?? []).filter(({ lora }) => lora > use.lora);
    const partners: With[] = [
      { kind: 'model', name: use.model },
      ...(use.style === null ? [] : [{ kind: 'style' as const, name: use.style }]),
      ...(use.content === null ? [] : [{ kind: 'content' as const, name: use.content }]),
      ...others.map(({ lora }) => ({ kind: 'lora' as const, name: lora })),
    ];
    for (const partner of partners) {
      const key = JSON.stringify([use.lora, partner]);
      const known = found.get(key) ?? { lora: use.lora, with: partner, stars: [] };
      known.stars.push(use.stars);
      found.set(key, known);
    }
  }
  return [...found]
    .map(([key, { lora, with: partner, stars }]) => {
      return { key, insight: { lora, with: partner, ratings: stars.length, mean: meanOf(stars) ?? 0 } };
    })
    .sort((a, b) => b.insight.mean - a.insight.mean || b.insight.ratings - a.insight.ratings || byText(a.key, b.key))
    .map(({ insight }) => insight);
}

/** Which parameters the user sets otherwise than advised, the most frequent first. */
export function habitInsights(sessions: readonly LearningSession[]): Insights['habits'] {
  const pairs = sessions.flatMap(({ advised, taken }) => (advised === null ? [] : comparedParameters(advised, taken)));
  return [...groupBy(pairs, ({ parameter }) => parameter)]
    .flatMap(([parameter, all]) => {
      const changed = all.filter(({ advised, taken }) => advised !== taken);
      if (changed.length === 0) return [];
      return {
        parameter,
        changed: changed.length,
        of: all.length,
        advised: typical(changed.map(({ advised }) => advised)),
        taken: typical(changed.map(({ taken }) => taken)),
      };
    })
    .sort((a, b) => b.changed - a.changed || byText(a.parameter, b.parameter));
}

function comparedParameters(
  advised: SessionSettings,
  taken: SessionSettings,
): { parameter: string; advised: number | string; taken: number | string }[] {
  return Object.entries(advised.params).flatMap(([parameter, value]) => {
    const chosen = taken.params[parameter] ?? null;
    return value === null || chosen === null ? [] : [{ parameter, advised: value, taken: chosen }];
  });
}

/** The mean of numbers, to three digits behind the point; of texts the most frequent. */
function typical(values: readonly (number | string)[]): number | string {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === values.length) return Math.round((meanOf(numbers) ?? 0) * 1000) / 1000;
  const counted = [...groupBy(values.map(String), (value) => value)];
  return counted.sort((a, b) => b[1].length - a[1].length || byText(a[0], b[0]))[0]?.[0] ?? '';
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
