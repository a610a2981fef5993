import { z } from 'zod';
import { failureData } from '../base/index.ts';

/** What the user's own results say of a LoRA, and how far that moves its score. */
export const loraInsight = z.object({
  id: z.string(),
  ratings: z.int(),
  results: z.int(),
  mean: z.number().nullable(),
  successRate: z.number().nullable(),
  adjustment: z.number(),
});

/** How one thing fared with another, such as a LoRA with a style. */
export const combinationInsight = z.object({
  lora: z.string(),
  with: z.object({ kind: z.enum(['style', 'content', 'model', 'lora']), name: z.string() }),
  ratings: z.int(),
  mean: z.number(),
});

/** What the user tends to change in the advice. */
export const habitInsight = z.object({
  parameter: z.string(),
  /** Generations in which it was changed, of all that had advice for it. */
  changed: z.int(),
  of: z.int(),
  /** Mean or most frequent value that was advised and that was taken instead, where it was changed. */
  advised: z.union([z.number(), z.string()]),
  taken: z.union([z.number(), z.string()]),
});

/** What was learned so far. */
export const insights = z.object({
  isEnabled: z.boolean(),
  generations: z.int(),
  ratings: z.int(),
  loras: z.array(loraInsight),
  combinations: z.array(combinationInsight),
  habits: z.array(habitInsight),
  /** Something that was learned could not be read and was put aside. */
  problem: failureData.nullable(),
});
export type Insights = z.output<typeof insights>;
