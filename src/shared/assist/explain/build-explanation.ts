import type { Explanation, Tip, TradeOff } from '../explanation.ts';
import type { Constraints, ParameterChoice } from '../parameter-advice.ts';
import { decisionsOf } from './decisions.ts';
import type { ExplanationTerms } from './explanation-terms.ts';

/** From here on a guidance scale shows in the pictures: strong contrast, little variety. */
const strongGuidance = 9;
/** Scores from which on a prompt asks for so much at once, or so little, that other words would help. */
const crowded = 0.85;
const sparse = 0.1;

/** Gathers what there is to say about an advice. Pure: the same advice is explained the same way. */
export function buildExplanation(terms: ExplanationTerms): Explanation {
  const { analysis, baseModel, loras, params, constraints, measured = null } = terms;
  const { artisticStyle, contentType, qualityLevel } = analysis.intent;
  const { estimate, conflicts } = params;
  const { maxTimeSeconds, priority } = constraints;
  return {
    summary: {
      prompt: analysis.prompt,
      by: analysis.by,
      style: artisticStyle,
      contentType,
      quality: qualityLevel,
      complexity: analysis.complexity,
      priority,
    },
    concepts: analysis.concepts,
    baseModel,
    loras: loras.loras,
    alternatives: [...loras.rejected].sort((a, b) => b.score - a.score || compareText(a.id, b.id)),
    similarity: loras.similarity,
    rebalancedFrom: loras.rebalancedFrom,
    parameters: params.choices,
    embeddings: params.embeddings,
    tradeOffs: tradeOffsOf(terms),
    performance: {
      estimate,
      conflicts,
      measured,
      ofTimeLimit:
        maxTimeSeconds === undefined || estimate.seconds === null ? null : estimate.seconds.value / maxTimeSeconds,
    },
    tips: tipsOf(terms),
    decisionChain: decisionsOf(terms),
  };
}

function tradeOffsOf({ params, loras, constraints }: ExplanationTerms): TradeOff[] {
  const tradeOffs: TradeOff[] = [];
  const choice = (name: ParameterChoice['parameter']): ParameterChoice | undefined =>
    params.choices.find(({ parameter }) => parameter === name);
  const steps = choice('steps');
  if (steps !== undefined) tradeOffs.push(...ofSteps(steps, constraints));
  const [width, height] = [choice('width'), choice('height')];
  const pixels = (at: 'first' | 'last'): number =>
    [width, height].reduce((product, side) => {
      const value = at === 'first' ? side?.path[0]?.value : side?.value;
      return product * (typeof value === 'number' ? value : 0);
    }, 1);
  if (width?.rule === 'memory-limit' || height?.rule === 'memory-limit') {
    tradeOffs.push({ kind: 'size-for-memory', pixels: pixels('last'), otherwise: pixels('first') });
  }
  const guidance = params.params.guidanceScale;
  if (guidance !== null && guidance >= strongGuidance) {
    tradeOffs.push({ kind: 'guidance-for-variety', guidanceScale: guidance });
  }
  if (loras.loras.length > 0) {
    const totalWeight = loras.loras.reduce((sum, { weight }) => sum + weight, 0);
    tradeOffs.push({ kind: 'loras-for-likeness', count: loras.loras.length, totalWeight });
  }
  return tradeOffs;
}

function ofSteps(choice: ParameterChoice, { priority }: Constraints): TradeOff[] {
  const { value: steps, range, path, rule } = choice;
  if (typeof steps !== 'number') return [];
  if (rule === 'time-limit') {
    const before = path.at(-2)?.value;
    return typeof before === 'number' ? [{ kind: 'steps-for-time', steps, otherwise: before }] : [];
  }
  if (range === null || rule === 'given') return [];
  const [least, most] = range;
  if (priority === 'speed' && most > steps) return [{ kind: 'steps-for-time', steps, otherwise: most }];
  if (priority === 'quality' && least < steps) return [{ kind: 'time-for-detail', steps, otherwise: least }];
  return [];
}

function tipsOf({ analysis, loras, params }: ExplanationTerms): Tip[] {
  const { score } = analysis.complexity;
  return [
    ...params.conflicts.map(({ constraint, nearest }): Tip => ({ kind: 'loosen-limit', constraint, to: nearest })),
    ...(analysis.intent.artisticStyle === null && loras.loras.length === 0 ? [{ kind: 'name-a-style' } as const] : []),
    ...(score < sparse ? [{ kind: 'say-more' } as const] : []),
    ...(score > crowded ? [{ kind: 'say-less' } as const] : []),
    ...(params.params.seed === null ? [{ kind: 'try-seeds' } as const] : []),
    { kind: 'rate-it' },
  ];
}

/** By code units: the same on every machine, whatever its language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
