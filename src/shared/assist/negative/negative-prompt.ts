import { z } from 'zod';
import type { Concept, PromptAnalysis } from '../analysis.ts';
import { contentTerms, generalTerms, qualityTerms, smallVocabularies, sparedBy, styleTerms } from './negative-terms.ts';

/** Why a term stands in a negative prompt. `value` is the style, content or quality that it belongs to. */
export const negativeReason = z.object({
  kind: z.enum(['excluded', 'style', 'content', 'quality', 'general']),
  value: z.string().nullable(),
});

/** A negative prompt with the reason of each of its terms, and what was left out since the prompt asks for it. */
export const negativePrompt = z.object({
  text: z.string(),
  terms: z.array(z.object({ text: z.string(), why: negativeReason })),
  spared: z.array(z.object({ text: z.string(), for: z.string() })),
});
export type NegativePrompt = z.output<typeof negativePrompt>;
type NegativeReason = z.output<typeof negativeReason>;

/** About what fits one text encoder of 77 tokens. */
const maxTerms = 24;
/** Fewer words than the others say it worse. */
const implied: readonly [shorter: string, longer: string][] = [['low quality', 'worst quality']];

/**
 * The English negative prompt for an analysed prompt: what it excludes first, then what its style, content and quality
 * rule out. Nothing that it asks for is ever in it. `family` is the model's, of `baseFamily`.
 */
export function buildNegativePrompt(analysis: PromptAnalysis, family: string): NegativePrompt {
  const vocabulary = smallVocabularies[family];
  const wanted = vocabulary === undefined ? termsFor(analysis) : knownTerms(analysis, vocabulary);
  const terms: NegativePrompt['terms'] = [];
  const spared: NegativePrompt['spared'] = [];
  for (const term of wanted) {
    if ([...terms, ...spared].some(({ text }) => text === term.text || isImplied(term.text, text))) continue;
    const asker = term.why.kind === 'excluded' ? null : askerOf(term.text, analysis.concepts);
    if (asker !== null) spared.push({ text: term.text, for: asker.text });
    else if (terms.length < maxTerms) terms.push(term);
  }
  return { text: terms.map(({ text }) => text).join(', '), terms, spared };
}

function termsFor({ excluded, intent }: PromptAnalysis): NegativePrompt['terms'] {
  const { artisticStyle, contentType, qualityLevel } = intent;
  const because = (kind: NegativeReason['kind'], value: string | null, texts: readonly string[]) =>
    texts.map((text) => ({ text, why: { kind, value } }));
  return [
    ...because('excluded', null, lemmasOf(excluded)),
    ...(artisticStyle === null ? [] : because('style', artisticStyle, styleTerms[artisticStyle])),
    ...(contentType === null ? [] : because('content', contentType, contentTerms[contentType])),
    ...because('quality', qualityLevel, qualityTerms[qualityLevel]),
    ...(qualityLevel === 'draft' ? [] : because('general', null, generalTerms)),
  ];
}

function knownTerms({ excluded }: PromptAnalysis, words: Readonly<Record<string, string>>): NegativePrompt['terms'] {
  return lemmasOf(excluded).flatMap((lemma) => {
    const text = words[lemma];
    return text === undefined ? [] : [{ text, why: { kind: 'excluded' as const, value: null } }];
  });
}

function lemmasOf(concepts: readonly Concept[]): string[] {
  return [...new Set(concepts.map(({ canonical }) => canonical))];
}

/** The concept that asks for what the term forbids. */
function askerOf(term: string, concepts: readonly Concept[]): Concept | null {
  const spared = sparedBy[term] ?? [];
  return (
    concepts.find(({ canonical, text, weight }) => {
      const isTerm = canonical === term || text.toLowerCase() === term;
      return weight > 0 && (isTerm || spared.includes(canonical));
    }) ?? null
  );
}

function isImplied(term: string, longer: string): boolean {
  return implied.some(([one, other]) => one === term && other === longer);
}
