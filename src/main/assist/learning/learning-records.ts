import { z } from 'zod';
import { feedback } from '../../../shared/assist/index.ts';

const settings = z.strictObject({
  loras: z.array(z.strictObject({ id: z.string().min(1).max(200), weight: z.number() })).max(64),
  params: z.record(z.string().max(64), z.union([z.number(), z.string().max(2_000), z.null()])),
});
export type SessionSettings = z.output<typeof settings>;

/** A picture as it was advised and as it was made. */
export const learningSession = z.strictObject({
  /** Id of its take: what feedback names. */
  id: z.string().min(1).max(200),
  atMs: z.int().nonnegative(),
  prompt: z.string(),
  model: z.string().min(1),
  style: z.string().nullable(),
  content: z.string().nullable(),
  /** Null where nothing was advised. */
  advised: settings.nullable(),
  taken: settings,
});
export type LearningSession = z.output<typeof learningSession>;

/** What was said of a picture, and when. */
export const saidFeedback = z.strictObject({ atMs: z.int().nonnegative(), said: feedback });
export type SaidFeedback = z.output<typeof saidFeedback>;

/** Everything that was learned, as a file. */
export const learningFile = z.strictObject({
  format: z.literal('telar-learning'),
  version: z.literal(1),
  sessions: z.array(learningSession),
  /** LoRAs of sessions that were forgotten stay so. */
  loras: z.array(
    z.strictObject({
      session: z.string(),
      lora: z.string(),
      advised: z.number().nullable(),
      taken: z.number().nullable(),
    }),
  ),
  feedback: z.array(saidFeedback),
});
export type LearningFile = z.output<typeof learningFile>;
