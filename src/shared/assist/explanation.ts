import { z } from 'zod';
import { complexity, concept } from './analysis.ts';
import { artisticStyle, contentType, qualityLevel } from './intent.ts';
import { advisedLora, rejectedLora, similarityKind } from './lora-advice.ts';
import {
  baseModelChoice,
  constraintConflict,
  embeddingAdvice,
  parameterChoice,
  priority,
  runEstimate,
} from './parameter-advice.ts';

/** How much an explanation says; each level says all that the one before it says. */
export const explanationLevels = ['MINIMAL', 'STANDARD', 'DETAILED', 'TECHNICAL'] as const;
export const explanationLevel = z.enum(explanationLevels);
export type ExplanationLevel = z.output<typeof explanationLevel>;

export const explanationLanguage = z.enum(['en', 'es']);
export type ExplanationLanguage = z.output<typeof explanationLanguage>;

/** What was given up for what. */
export const tradeOff = z.discriminatedUnion('kind', [
  /** Fewer steps than the prompt would get under another priority. */
  z.strictObject({ kind: z.literal('steps-for-time'), steps: z.int(), otherwise: z.int() }),
  z.strictObject({ kind: z.literal('time-for-detail'), steps: z.int(), otherwise: z.int() }),
  z.strictObject({ kind: z.literal('size-for-memory'), pixels: z.int(), otherwise: z.int() }),
  /** A high guidance follows the prompt and takes variety. */
  z.strictObject({ kind: z.literal('guidance-for-variety'), guidanceScale: z.number() }),
  z.strictObject({ kind: z.literal('loras-for-likeness'), count: z.int(), totalWeight: z.number() }),
]);
export type TradeOff = z.output<typeof tradeOff>;

/** What the user may try next. */
export const tip = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('name-a-style') }),
  z.strictObject({ kind: z.literal('say-more') }),
  z.strictObject({ kind: z.literal('say-less') }),
  z.strictObject({ kind: z.literal('try-seeds') }),
  z.strictObject({ kind: z.literal('rate-it') }),
  z.strictObject({
    kind: z.literal('loosen-limit'),
    constraint: z.enum(['maxTimeSeconds', 'maxVramGb']),
    /** What the advised settings come to; null where nobody knows. */
    to: z.number().nullable(),
  }),
]);
export type Tip = z.output<typeof tip>;

/** One step of the way from the prompt to the settings. */
export const decision = z.strictObject({
  stage: z.enum(['analysis', 'base-model', 'lora', 'parameter', 'embedding', 'limit']),
  /** What was decided on: a concept category, the id of a model or LoRA, a parameter, a limit. */
  subject: z.string(),
  outcome: z.union([z.string(), z.number(), z.null()]),
  /** Kind of the rule that decided, as its part of the advice has it. */
  rule: z.string(),
});
export type Decision = z.output<typeof decision>;

/** Everything that an explanation says, as data; `explain` makes sentences of it. */
export const explanation = z.strictObject({
  summary: z.strictObject({
    prompt: z.string(),
    by: z.enum(['rules', 'ollama']),
    style: artisticStyle.nullable(),
    contentType: contentType.nullable(),
    quality: qualityLevel,
    complexity,
    priority,
  }),
  concepts: z.array(concept),
  baseModel: baseModelChoice,
  loras: z.array(advisedLora),
  /** Candidates that were not taken, best first. */
  alternatives: z.array(rejectedLora),
  similarity: similarityKind,
  /** Sum of the weights before they were brought down to 3; null where they stayed. */
  rebalancedFrom: z.number().nullable(),
  parameters: z.array(parameterChoice),
  embeddings: embeddingAdvice,
  tradeOffs: z.array(tradeOff),
  performance: z.strictObject({
    estimate: runEstimate,
    conflicts: z.array(constraintConflict),
    /** What it really took; null before it ran. */
    measured: z
      .strictObject({
        seconds: z.number().nonnegative(),
        peakBytes: z.int().nonnegative().nullable(),
        memory: z.enum(['ram', 'vram']),
      })
      .nullable(),
    /** Share of the time limit that is expected to be used; null without limit or estimate. */
    ofTimeLimit: z.number().nonnegative().nullable(),
  }),
  tips: z.array(tip),
  decisionChain: z.array(decision),
});
export type Explanation = z.output<typeof explanation>;

/** A part of an explanation in a language. */
export const explanationSection = z.strictObject({
  id: z.enum(['summary', 'loras', 'parameters', 'alternatives', 'tradeOffs', 'performance', 'tips', 'decisions']),
  title: z.string(),
  sentences: z.array(z.string()).min(1),
});
export type ExplanationSection = z.output<typeof explanationSection>;
