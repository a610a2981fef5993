import { z } from 'zod';
import { failureData } from '../base/index.ts';

/** How much each of the four parts of a score counts. They sum to 1, so that a score lies between 0 and 1. */
export const scoreWeights = z
  .strictObject({
    semantic: z.number().min(0).max(1),
    keyword: z.number().min(0).max(1),
    popularity: z.number().min(0).max(1),
    history: z.number().min(0).max(1),
  })
  .refine(
    ({ semantic, keyword, popularity, history }) => Math.abs(semantic + keyword + popularity + history - 1) < 1e-9,
    {
      message: 'The four weights must sum to 1.',
    },
  );
export type ScoreWeights = z.output<typeof scoreWeights>;

export const defaultScoreWeights: ScoreWeights = { semantic: 0.4, keyword: 0.3, popularity: 0.2, history: 0.1 };

export const loraPreferences = z.strictObject({
  maxLoras: z.int().min(0).max(20).default(3),
  /** Least score of a LoRA that is advised. */
  minConfidence: z.number().min(0).max(1).default(0.3),
  /** Whether LoRAs of styles that exclude each other may be advised together. */
  allowStyleMixing: z.boolean().default(false),
  blockedTags: z.array(z.string().min(1)).default([]),
  weights: scoreWeights.default(defaultScoreWeights),
});
export type LoraPreferences = z.output<typeof loraPreferences>;

/** A LoRA that is known: its file, and what its header and the files beside it say. */
export const loraCandidate = z.object({
  /** Name of its file without the extension: what prompts and parameters call it. */
  id: z.string().min(1),
  name: z.string(),
  /** Path of the weights; `missing` says that there is a description of them only. */
  file: z.string(),
  missing: z.boolean().default(false),
  sha256: z.string().optional(),
  /** As its maker wrote it (`telar-mini`, `SDXL 1.0`, `sd_v1`); null where nothing says. */
  baseModel: z.string().nullable(),
  triggerWords: z.array(z.string()),
  tags: z.array(z.string()),
  /** Words that call for it, in any language. */
  styles: z.array(z.string()),
  /** How its pictures are made (`neon`, `woodcut`), where its words do not tell: two media do not mix. */
  medium: z.string().optional(),
  description: z.string(),
  downloads: z.number().min(0).optional(),
  /** Mean rating of others, 0 to 5. */
  rating: z.number().min(0).max(5).optional(),
  recommendedWeight: z.number().positive().max(4).optional(),
});
export type LoraCandidate = z.output<typeof loraCandidate>;

/** How texts were compared: by a model of Ollama, by a sentence model on this machine, or by shared words. */
export const similarityKind = z.enum(['ollama', 'onnx', 'lexical']);
export type SimilarityKind = z.output<typeof similarityKind>;

/** Parts of a score, each already multiplied by its weight: they add up to it. */
export const partScores = z.object({
  semantic: z.number(),
  keyword: z.number(),
  popularity: z.number(),
  history: z.number(),
});
export type PartScores = z.output<typeof partScores>;

/** What speaks for (or against) a LoRA, as data; `loraReasonText` makes sentences of it. */
export const loraReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('style-word'), word: z.string(), text: z.string() }),
  z.object({ kind: z.literal('keywords'), words: z.array(z.string()) }),
  z.object({ kind: z.literal('similar'), by: similarityKind, similarity: z.number() }),
  z.object({ kind: z.literal('popular'), downloads: z.number().nullable(), rating: z.number().nullable() }),
  /** What the user's own results add to the score, or take from it. */
  z.object({
    kind: z.literal('history'),
    adjustment: z.number(),
    ratings: z.int(),
    results: z.int(),
    mean: z.number().nullable(),
  }),
  /** Stands before LoRAs that it would stand behind without the user's ratings. */
  z.object({ kind: z.literal('moved-up'), over: z.array(z.string()), adjustment: z.number(), ratings: z.int() }),
  z.object({ kind: z.literal('moved-down'), below: z.array(z.string()), adjustment: z.number(), ratings: z.int() }),
  z.object({ kind: z.literal('weight'), base: z.number(), relevance: z.number(), complexity: z.number() }),
]);
export type LoraReason = z.output<typeof loraReason>;

export const loraRejection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file-missing'), file: z.string() }),
  /** `found` is null where nothing says what it was made for. */
  z.object({ kind: z.literal('incompatible-base'), wanted: z.string(), found: z.string().nullable() }),
  z.object({ kind: z.literal('blocked'), tag: z.string() }),
  z.object({ kind: z.literal('in-prompt') }),
  z.object({ kind: z.literal('no-style-word') }),
  z.object({ kind: z.literal('below-confidence'), score: z.number(), least: z.number() }),
  /** The media of the two, its own first. */
  z.object({ kind: z.literal('style-conflict'), with: z.string(), media: z.tuple([z.string(), z.string()]) }),
  z.object({ kind: z.literal('over-max'), max: z.int() }),
]);
export type LoraRejection = z.output<typeof loraRejection>;

export const advisedLora = z.object({
  id: z.string(),
  name: z.string(),
  weight: z.number(),
  score: z.number(),
  scores: partScores,
  reasons: z.array(loraReason),
  /** Words of it that were added to the prompt. */
  triggerWords: z.array(z.string()),
});
export type AdvisedLora = z.output<typeof advisedLora>;

/** `weight` is what it would have had. */
export const rejectedLora = advisedLora.extend({ why: loraRejection });
export type RejectedLora = z.output<typeof rejectedLora>;

export const loraAdvice = z.object({
  similarity: similarityKind,
  /** Why the texts were compared otherwise than was asked for. */
  fallback: failureData.nullable(),
  loras: z.array(advisedLora),
  rejected: z.array(rejectedLora),
  /** The prompt with the trigger words of the advised LoRAs. */
  prompt: z.string(),
  /** Total of the weights before it was brought down to the most that is sensible; null if it was not. */
  rebalancedFrom: z.number().nullable(),
  /** Descriptions of LoRAs that could not be read: those count with what else is known of them. */
  problems: z.array(failureData),
});
export type LoraAdvice = z.output<typeof loraAdvice>;

/** What the user's own results say of a LoRA. */
export interface LearnedScore {
  /** Of the part of the score that is history, 0 to 1; `neutralHistory` without any result. */
  share: number;
  /** What that adds to a score with the default weight of history, against one without any result. */
  adjustment: number;
  ratings: number;
  /** Results that say something without stars: saved, shared, made again. */
  results: number;
  /** Mean of the ratings, 1 to 5; null without any. */
  mean: number | null;
  /** Of the results, how many were good, 0 to 1; null without any. */
  successRate: number | null;
}

export interface Learned {
  scoreOf: (loraId: string) => LearnedScore;
}

/**
 * Share of the history part without any result of one's own. Below the middle, since what has proved itself should rise
 * further than what has failed falls: unrated LoRAs are most, and one that fails also loses by not being chosen again.
 */
export const neutralHistory = 0.2;

/** Knows nothing: what an adviser uses whose learning is switched off. */
export const nothingLearned: Learned = {
  scoreOf: () => ({ share: neutralHistory, adjustment: 0, ratings: 0, results: 0, mean: null, successRate: null }),
};
