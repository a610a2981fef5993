import {
  artisticStyle,
  conceptCategory,
  contentType,
  measureComplexity,
  qualityLevel,
  weightAt,
  type Concept,
  type Intent,
  type PromptAnalysis,
} from '../../../shared/assist/index.ts';
import { ProviderError } from '../../../shared/base/index.ts';
import { givenAnswer, type GivenAnswer } from './answer-schema.ts';

/** Below this share of concepts that stand in the prompt, the rest is not believed either. */
const minTrueShare = 0.5;
/** Confidence where rules and model agree, and where the model alone says so. */
const confidences = { agreed: 0.95, alone: 0.6 };
const maxTextLength = 200;
const canonicalPattern = /^[\p{L}\p{N}][\p{L}\p{N} '&-]{0,59}$/u;

/**
 * The analysis that a model's answer and the rules make together. What the model claims is kept where it can be checked:
 * concepts that the prompt has word for word and that it does not exclude, values that exist, a style that a word names.
 * Throws ProviderError `failed` for an answer that is none, or that is mostly made up.
 */
export function checkAnswer(text: string, rules: PromptAnalysis): PromptAnalysis {
  const answer = readAnswer(text);
  const concepts = keptConcepts(answer, rules);
  const claimed = answer.concepts.length;
  if (claimed === 0 && rules.concepts.length > 0) throw unusable('it names nothing, and the prompt does');
  if (concepts.true < claimed * minTrueShare) {
    throw unusable(`only ${concepts.true} of the ${claimed} things that it names are in the prompt`);
  }
  const wordCount = rules.plain.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return {
    ...rules,
    by: 'ollama',
    concepts: concepts.kept,
    intent: keptIntent(answer, rules.intent, concepts.kept),
    complexity: measureComplexity(concepts.kept, wordCount),
  };
}

function readAnswer(text: string): GivenAnswer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unusable('it is no JSON', cause);
  }
  const answer = givenAnswer.safeParse(value);
  if (!answer.success) throw unusable(`its ${answer.error.issues[0]?.path.join('.') ?? ''} is not what was asked for`);
  return answer.data;
}

function keptConcepts({ concepts }: GivenAnswer, rules: PromptAnalysis): { kept: Concept[]; true: number } {
  const kept: Concept[] = [];
  let trueCount = 0;
  for (const { category, text, canonical } of concepts) {
    const place = findText(rules.prompt, text, kept);
    const known = conceptCategory.safeParse(category);
    if (place === null || !known.success) continue;
    trueCount += 1;
    if (rules.excluded.some((each) => overlap(each, place))) continue;
    const byRules = rules.concepts.find(({ start, end }) => start === place.start && end === place.end);
    kept.push({
      category: known.data,
      text: rules.prompt.slice(place.start, place.end),
      canonical: byRules?.category === known.data ? byRules.canonical : canonicalOf(canonical, text),
      ...place,
      weight: weightAt(rules.emphasis, place.start),
    });
  }
  return { kept: kept.toSorted((one, other) => one.start - other.start), true: trueCount };
}

/** The first place where a text stands as whole words and no other concept does. */
function findText(prompt: string, text: string, taken: readonly Place[]): Place | null {
  const wanted = text.trim();
  if (wanted === '' || wanted.length > maxTextLength) return null;
  const literal = wanted.replaceAll(/[$()*+.?[\\\]^{|}/-]/gu, String.raw`\$&`);
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${literal}(?![\p{L}\p{N}])`, 'giu');
  for (const match of prompt.matchAll(pattern)) {
    const place = { start: match.index, end: match.index + match[0].length };
    if (!taken.some((each) => overlap(each, place))) return place;
  }
  return null;
}

interface Place {
  start: number;
  end: number;
}

function overlap(one: Place, other: Place): boolean {
  return one.start < other.end && other.start < one.end;
}

function canonicalOf(canonical: string, text: string): string {
  const given = canonical.trim().toLowerCase();
  return canonicalPattern.test(given) ? given : text.trim().toLowerCase();
}

function keptIntent(answer: GivenAnswer, rules: Intent, concepts: readonly Concept[]): Intent {
  const style = artisticStyle.nullable().safeParse(answer.artisticStyle);
  const content = contentType.nullable().safeParse(answer.contentType);
  const quality = qualityLevel.safeParse(answer.qualityLevel);
  // A model sees a style in everything; without a word that names one there is none.
  const hasStyleWord = concepts.some(({ category }) => category === 'style');
  const kept = {
    artisticStyle: style.success && style.data !== null && hasStyleWord ? style.data : rules.artisticStyle,
    contentType: content.success && content.data !== null ? content.data : rules.contentType,
    qualityLevel: quality.success && quality.data !== 'standard' ? quality.data : rules.qualityLevel,
  };
  const sure = (name: keyof typeof kept, claimed: unknown): number => {
    if (claimed !== kept[name]) return rules.confidence[name];
    if (kept[name] === null) return 0;
    return kept[name] === rules[name] ? Math.max(confidences.agreed, rules.confidence[name]) : confidences.alone;
  };
  return {
    ...kept,
    confidence: {
      artisticStyle: sure('artisticStyle', answer.artisticStyle),
      contentType: sure('contentType', answer.contentType),
      qualityLevel: sure('qualityLevel', answer.qualityLevel),
    },
  };
}

function unusable(reason: string, cause?: unknown): Error {
  return new ProviderError('failed', `The answer of Ollama about the prompt is not usable: ${reason}.`, {
    hint: 'Choose another model for reading prompts, or go by rules.',
    values: { reason, message: reason },
    cause,
  });
}
