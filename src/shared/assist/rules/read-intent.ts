import type { Concept, ConceptCategory } from '../analysis.ts';
import { qualityLevels, type ArtisticStyle, type Intent, type QualityLevel } from '../intent.ts';
import { readContent, type SaidConcept } from './read-content.ts';
import type { Meaning } from './lexicon-schema.ts';

/** Words of other categories hint at a style ("product photography"); a named style outweighs them. */
const hintWeight = 0.5;

/** What the picture is to be, of its concepts alone. */
export function readIntent(concepts: readonly SaidConcept[], meaning: Meaning): Intent {
  const style = readStyle(concepts, meaning);
  const content = readContent(concepts, meaning);
  const quality = readQuality(concepts, meaning);
  return {
    artisticStyle: style.value,
    contentType: content.value,
    qualityLevel: quality.value,
    confidence: {
      artisticStyle: style.confidence,
      contentType: content.confidence,
      qualityLevel: quality.confidence,
    },
  };
}

function readStyle(concepts: readonly Concept[], { artisticStyle }: Meaning): Said<ArtisticStyle | null> {
  const votes = new Map<ArtisticStyle, number>();
  for (const { category, canonical, weight } of concepts) {
    const style = styleOf(artisticStyle[category], canonical);
    if (style === null || weight <= 0) continue;
    votes.set(style, (votes.get(style) ?? 0) + weight * (category === 'style' ? 1 : hintWeight));
  }
  return mostVoted(votes) ?? { value: null, confidence: 0 };
}

function styleOf(styles: Meaning['artisticStyle'][ConceptCategory], canonical: string): ArtisticStyle | null {
  const entries = Object.entries(styles ?? {}) as [ArtisticStyle, string[]][];
  return entries.find(([, canonicals]) => canonicals.includes(canonical))?.[0] ?? null;
}

function readQuality(concepts: readonly Concept[], { qualityLevel }: Meaning): Said<QualityLevel> {
  const asked = concepts.flatMap(({ category, canonical }) => {
    if (category !== 'quality') return [];
    const entries = Object.entries(qualityLevel) as [QualityLevel, string[]][];
    return entries.find(([, canonicals]) => canonicals.includes(canonical))?.[0] ?? [];
  });
  const rank = (level: QualityLevel): number => qualityLevels[level].rank;
  const [best] = asked.toSorted((one, other) => rank(other) - rank(one));
  if (best === undefined) return { value: 'standard', confidence: 0 };
  // "Highly detailed" supports a masterpiece, a draft contradicts it.
  const agreeing = asked.filter((level) => (level === 'draft') === (best === 'draft'));
  return { value: best, confidence: agreeing.length / asked.length };
}

/** What was read, and how much of the evidence says so. */
interface Said<T> {
  value: T;
  confidence: number;
}

function mostVoted<T>(votes: ReadonlyMap<T, number>): Said<T> | null {
  const total = [...votes.values()].reduce((sum, vote) => sum + vote, 0);
  let best: { value: T; vote: number } | null = null;
  for (const [value, vote] of votes) if (best === null || vote > best.vote) best = { value, vote };
  return best === null ? null : { value: best.value, confidence: Math.min(1, best.vote / total) };
}
