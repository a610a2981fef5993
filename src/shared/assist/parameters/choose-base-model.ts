import type { ModelTemplate } from '../../template/index.ts';
import type { PromptAnalysis } from '../analysis.ts';
import type { ContentType } from '../intent.ts';
import type {
  BaseModelChoice,
  ConstraintConflict,
  ModelRejection,
  Priority,
  RunEstimate,
} from '../parameter-advice.ts';
import { findPhrase, phraseOf, readWords } from '../prompt-words.ts';
import { limitsOf } from './model-limits.ts';
import { modelRuleFor, type ModelRules } from './model-rules.ts';

/** A model that could make the picture, with what the advised parameters come to on it. */
export interface ModelCandidate {
  template: ModelTemplate;
  conflicts: readonly ConstraintConflict[];
  estimate: RunEstimate;
}

export interface BaseModelTerms {
  analysis: PromptAnalysis;
  /** The model that the user wants; null leaves it to the advice. */
  asked: string | null;
  candidates: readonly ModelCandidate[];
  rules: ModelRules;
  priority: Priority;
}

/** What a model's name or description may say of a style or a content that its id alone does not. */
const styleWords = {
  photorealistic: ['photo', 'photorealistic', 'realistic', 'realism', 'photography'],
  anime: ['anime', 'manga'],
  cartoon: ['cartoon', 'toon', 'comic'],
  painting: ['painting', 'oil', 'watercolour', 'watercolor'],
  'digital-art': ['digital art', 'illustration'],
  'concept-art': ['concept art', 'concept'],
  sketch: ['sketch', 'line art', 'drawing'],
  'pixel-art': ['pixel', 'pixel art'],
  '3d-render': ['3d', 'render'],
  abstract: ['abstract'],
} as const;
const contentWords: Record<ContentType, readonly string[]> = {
  portrait: ['portrait', 'face'],
  'full-body': ['character', 'fashion'],
  group: ['people'],
  animal: ['animal', 'furry'],
  landscape: ['landscape', 'scenery'],
  cityscape: ['city', 'architecture'],
  interior: ['interior'],
  product: ['product'],
  abstract: ['abstract'],
};
const shares = { style: 0.7, content: 0.3 } as const;

/**
 * The model for a prompt: the one that was asked for, else of those that keep the limits the one that says most of the
 * style and the content, else the one that goes with the priority: the fastest, or the one of the largest pictures. Null
 * when there is none.
 */
export function chooseBaseModel(terms: BaseModelTerms): BaseModelChoice | null {
  const { candidates, asked, priority } = terms;
  if (asked !== null) {
    if (candidates.every(({ template }) => template.id !== asked)) return null;
    return choice(asked, { kind: 'asked-for' }, candidates, () => ({ kind: 'not-asked-for' }));
  }
  const able = candidates.filter(({ template }) => template.capabilities.includes('text-to-image'));
  const [only, ...others] = able;
  if (only === undefined) return null;
  const isLastResort = ({ template }: ModelCandidate): boolean =>
    modelRuleFor(template, terms.rules)?.isLastResort === true;
  const unable = (each: ModelCandidate): ModelRejection | null =>
    able.includes(each) ? null : { kind: 'not-for-text' };
  if (others.length === 0) {
    return choice(
      only.template.id,
      { kind: 'only-one' },
      candidates,
      (each) => unable(each) ?? { kind: 'not-for-text' },
    );
  }
  const keeping = able.filter(({ conflicts }) => conflicts.every((each) => limitRejection(each) === null));
  if (keeping.length === 0) {
    const [nearest = only] = [...able].sort((a, b) => excessOf(a) - excessOf(b) || byId(a, b));
    const broken = (each: ModelCandidate): ModelRejection =>
      unable(each) ?? firstRejection(each) ?? { kind: 'last-resort' };
    return choice(nearest.template.id, { kind: 'nearest-to-limits' }, candidates, broken);
  }
  const proper = keeping.filter((each) => !isLastResort(each));
  const scored = (proper.length === 0 ? keeping : proper).map((each) => ({
    each,
    match: matchOf(each.template, terms),
  }));
  scored.sort((a, b) => b.match.score - a.match.score || byPriority(a.each, b.each, priority) || byId(a.each, b.each));
  const best = scored[0] ?? { each: only, match: { score: 0, matched: [] } };
  const why: BaseModelChoice['why'] =
    best.match.score > 0 ? { kind: 'best-match', ...best.match } : { kind: 'priority', priority };
  return choice(best.each.template.id, why, candidates, (each) => {
    const score = scored.find((other) => other.each === each)?.match.score;
    if (score !== undefined) return { kind: 'other-style', score, best: best.match.score };
    return unable(each) ?? firstRejection(each) ?? { kind: 'last-resort' };
  });
}

function choice(
  id: string,
  why: BaseModelChoice['why'],
  candidates: readonly ModelCandidate[],
  rejection: (candidate: ModelCandidate) => ModelRejection,
): BaseModelChoice {
  const rejected = candidates
    .filter(({ template }) => template.id !== id)
    .map((each) => ({ id: each.template.id, why: rejection(each) }));
  return { id, why, rejected };
}

/** What a model says of the prompt's style and content, 0 to 1, and the words that say it. */
function matchOf(template: ModelTemplate, { analysis, rules }: BaseModelTerms): { score: number; matched: string[] } {
  const { artisticStyle: style, contentType: content } = analysis.intent;
  const suits = modelRuleFor(template, rules)?.suits;
  const words = readWords([template.id, template.title, template.description].join('. '));
  const found = (phrases: readonly string[]): string | null =>
    phrases.flatMap((phrase) => findPhrase(phraseOf(phrase), words) ?? [])[0] ?? null;
  const byStyle = style === null ? null : suits?.styles.includes(style) === true ? style : found(styleWords[style]);
  const byContent =
    content === null ? null : suits?.contents.includes(content) === true ? content : found(contentWords[content]);
  return {
    score: (byStyle === null ? 0 : shares.style) + (byContent === null ? 0 : shares.content),
    matched: [byStyle, byContent].filter((each) => each !== null),
  };
}

function firstRejection({ conflicts }: ModelCandidate): ModelRejection | null {
  return conflicts.map(limitRejection).find((each) => each !== null) ?? null;
}

/** Null for a limit of which nobody can tell. */
function limitRejection({ constraint, wanted, nearest }: ConstraintConflict): ModelRejection | null {
  if (nearest === null) return null;
  return constraint === 'maxTimeSeconds'
    ? { kind: 'too-slow', seconds: nearest, limit: wanted }
    : { kind: 'too-big', gigabytes: nearest, limit: wanted };
}

function excessOf({ conflicts }: ModelCandidate): number {
  return Math.max(0, ...conflicts.map(({ nearest, wanted }) => (nearest ?? 0) / wanted));
}

function byPriority(a: ModelCandidate, b: ModelCandidate, priority: Priority): number {
  if (priority === 'speed') return secondsOf(a) - secondsOf(b);
  return pixelsOf(b) - pixelsOf(a);
}

/** A model whose time nobody knows counts as a slow one. */
function secondsOf({ estimate }: ModelCandidate): number {
  return estimate.seconds?.value ?? 1e9;
}

function pixelsOf({ template }: ModelCandidate): number {
  const { width, height } = limitsOf(template);
  return (width?.usual ?? 0) * (height?.usual ?? 0);
}

/** By code units, for an order that is the same everywhere. */
function byId(a: ModelCandidate, b: ModelCandidate): number {
  return a.template.id < b.template.id ? -1 : 1;
}
