import {
  neutralHistory,
  type AdvisedLora,
  type LearnedScore,
  type LoraCandidate,
  type LoraReason,
  type ScoreWeights,
  type SimilarityKind,
} from './lora-advice.ts';
import { historyEffect, partScoresOf, popularityOf, totalOf } from './lora-scores.ts';
import { adviseWeight, baseWeight } from './lora-weights.ts';
import { matchLora, type LoraMatch, type WantedWords } from './lora-words.ts';

export interface RatingGrounds {
  wanted: WantedWords;
  similarity: { by: SimilarityKind; value: number };
  learned: LearnedScore;
  weights: ScoreWeights;
  complexity: number;
}

/** A candidate with its score, before anything is chosen. */
export interface RatedLora {
  candidate: LoraCandidate;
  match: LoraMatch;
  /** What the user's own results do to the score. */
  historyEffect: number;
  ratings: number;
  advised: AdvisedLora;
}

/** Below this, similarity is no reason that anybody would see. */
const tellingSimilarity = 0.05;

/** The score of a LoRA in its four parts, the weight that it would have, and what speaks for it. */
export function rateLora(candidate: LoraCandidate, grounds: RatingGrounds): RatedLora {
  const { wanted, similarity, learned, weights, complexity } = grounds;
  const match = matchLora(candidate, wanted);
  const semantic = Math.min(1, Math.max(0, similarity.value));
  const scores = partScoresOf(
    { semantic, keyword: match.share, popularity: popularityOf(candidate), history: learned.share },
    weights,
  );
  const effect = historyEffect(learned, neutralHistory, weights);
  const base = baseWeight(candidate.recommendedWeight);
  const relevance = (semantic + match.share) / 2;
  return {
    candidate,
    match,
    historyEffect: effect,
    ratings: learned.ratings,
    advised: {
      id: candidate.id,
      name: candidate.name,
      weight: adviseWeight({ base, relevance, complexity }),
      score: totalOf(scores),
      scores,
      reasons: [
        ...reasonsOf(candidate, match, { by: similarity.by, value: semantic }),
        ...historyReason(learned, effect),
        { kind: 'weight', base, relevance: rounded(relevance), complexity: rounded(complexity) },
      ],
      triggerWords: [],
    },
  };
}

function reasonsOf(
  { downloads, rating }: LoraCandidate,
  { called, words }: LoraMatch,
  similarity: { by: SimilarityKind; value: number },
): LoraReason[] {
  const others = words.filter((word) => word !== called?.text);
  return [
    ...(called === null ? [] : [{ kind: 'style-word' as const, ...called }]),
    ...(others.length === 0 ? [] : [{ kind: 'keywords' as const, words: others }]),
    ...(similarity.value < tellingSimilarity
      ? []
      : [{ kind: 'similar' as const, by: similarity.by, similarity: rounded(similarity.value) }]),
    ...(downloads === undefined && rating === undefined
      ? []
      : [{ kind: 'popular' as const, downloads: downloads ?? null, rating: rating ?? null }]),
  ];
}

function historyReason({ ratings, results, mean }: LearnedScore, adjustment: number): LoraReason[] {
  return ratings + results === 0 ? [] : [{ kind: 'history', adjustment, ratings, results, mean }];
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
