import { neutralHistory, type LearnedScore } from './lora-advice.ts';

/** One result with a LoRA, and what the user made of it. */
export interface Outcome {
  /** 1 to 5; null where the picture was not rated. */
  stars: number | null;
  /** Saved or shared (1), made again or thrown away (0), some of each (between); null without any of them. */
  acted: number | null;
  /** The LoRA was advised and the user took it out. */
  isRemoved: boolean;
  atMs: number;
}

/** From this on, a picture counts as a success. */
const goodStars = 4;
/** What counts beside a rating: an action is half as sure a sign, taking out an advised LoRA a quarter. */
const sureness = { stars: 1, acted: 0.5, removed: 0.25 } as const;
/** Results without effect that stand in for what is not known yet: few votes move little. */
const priorResults = 1.5;
/** Milliseconds after which a result counts half. */
const halfLifeMs = 90 * 24 * 3600 * 1000;
/** Part of a score that history has by default: what `adjustment` is told in. */
const usualWeight = 0.1;

/**
 * What results say of a LoRA: the mean of success rate and rating, drawn towards `neutralHistory` by a prior, newer ones
 * counting more. Ages count from `newestMs`, the newest of all results, not from now: the same results are the same
 * advice, tomorrow too.
 */
export function learnedScore(outcomes: readonly Outcome[], newestMs: number): LearnedScore {
  let weight = priorResults;
  let sum = priorResults * neutralHistory;
  const stars: number[] = [];
  const values: number[] = [];
  for (const outcome of outcomes) {
    const told = valueOf(outcome);
    if (told === null) continue;
    const age = Math.max(0, newestMs - outcome.atMs);
    const counts = told.sureness * 0.5 ** (age / halfLifeMs);
    weight += counts;
    sum += counts * told.value;
    values.push(told.isGood ? 1 : 0);
    if (outcome.stars !== null && !outcome.isRemoved) stars.push(outcome.stars);
  }
  const share = values.length === 0 ? neutralHistory : sum / weight;
  return {
    share,
    adjustment: Math.round((share - neutralHistory) * usualWeight * 1e6) / 1e6,
    ratings: stars.length,
    results: values.length - stars.length,
    mean: meanOf(stars),
    successRate: meanOf(values),
  };
}

function valueOf({ stars, acted, isRemoved }: Outcome): { value: number; sureness: number; isGood: boolean } | null {
  if (isRemoved) return { value: 0, sureness: sureness.removed, isGood: false };
  if (stars !== null) {
    const success = stars >= goodStars ? 1 : 0;
    return { value: success / 2 + (stars - 1) / 8, sureness: sureness.stars, isGood: success === 1 };
  }
  return acted === null ? null : { value: acted, sureness: sureness.acted, isGood: acted > 0.5 };
}

/** Null without any. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length;
}
