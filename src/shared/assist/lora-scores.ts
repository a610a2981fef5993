import type { LearnedScore, LoraCandidate, PartScores, ScoreWeights } from './lora-advice.ts';

/** What each part of a score is made from, 0 to 1 each. */
export interface ScoreShares {
  semantic: number;
  keyword: number;
  popularity: number;
  history: number;
}

/** Share of popularity of a LoRA that nobody has counted or rated. */
const unknownPopularity = 0.5;
/** Downloads that count as most there are: each factor of ten adds a sixth. */
const logOfMostDownloads = 6;

/** How well it is liked by others, 0 to 1: downloads by their logarithm, the mean rating in its fifths, half each. */
export function popularityOf({ downloads, rating }: Pick<LoraCandidate, 'downloads' | 'rating'>): number {
  const known: number[] = [];
  if (downloads !== undefined) known.push(Math.min(1, Math.log10(1 + downloads) / logOfMostDownloads));
  if (rating !== undefined) known.push(rating / 5);
  return known.length === 0 ? unknownPopularity : known.reduce((sum, each) => sum + each, 0) / known.length;
}

/** The parts, weighted, in millionths: so the same advice is the same text wherever it is made. */
export function partScoresOf(shares: ScoreShares, weights: ScoreWeights): PartScores {
  return {
    semantic: millionths(shares.semantic * weights.semantic),
    keyword: millionths(shares.keyword * weights.keyword),
    popularity: millionths(shares.popularity * weights.popularity),
    history: millionths(shares.history * weights.history),
  };
}

export function totalOf({ semantic, keyword, popularity, history }: PartScores): number {
  return millionths(semantic + keyword + popularity + history);
}

/** What the user's own results add to a score, or take from it. */
export function historyEffect({ share }: LearnedScore, neutral: number, weights: ScoreWeights): number {
  return millionths((share - neutral) * weights.history);
}

export function millionths(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
