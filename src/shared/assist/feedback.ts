import { z } from 'zod';
import { takeId } from '../base/index.ts';

/** Stars of one kind. */
export const stars = z.int().min(1).max(5);

/** What a user did with a picture, which says something of it too. */
export const feedbackAction = z.enum(['saved', 'shared', 'regenerated', 'discarded']);

/** Parts of a picture that are rated by themselves. */
export const ratedParts = ['quality', 'accuracy', 'aesthetic'] as const;

/** Most letters of a comment and of a tag, and most tags of a picture. */
export const mostSaid = { comments: 2_000, tag: 64, tags: 32 } as const;

/** What a user says of a picture. What is not named stays as it was said before; null takes stars back. */
export const said = z.strictObject({
  rating: stars.nullable().optional(),
  quality: stars.nullable().optional(),
  accuracy: stars.nullable().optional(),
  aesthetic: stars.nullable().optional(),
  comments: z.string().max(mostSaid.comments).optional(),
  /** All of them: they take the place of those before. */
  tags: z.array(z.string().min(1).max(mostSaid.tag)).max(mostSaid.tags).optional(),
  /** What was done counts beside what was done before. */
  actions: z.array(feedbackAction).max(feedbackAction.options.length).optional(),
});
export type Said = z.output<typeof said>;

/** What is said, and of which picture. */
export const feedback = z.strictObject({ id: takeId, ...said.shape });
export type Feedback = z.output<typeof feedback>;

/** What holds after something more was said. What was taken back leaves nothing behind. */
export function saidAfter<T extends Said>(before: T, more: Said): T {
  const actions = [...new Set([...(before.actions ?? []), ...(more.actions ?? [])])];
  const kept = Object.entries({ ...before, ...more, actions } satisfies Said).filter(([, value]) => !isNothing(value));
  return Object.fromEntries(kept) as T;
}

function isNothing(value: Said[keyof Said]): boolean {
  return value === null || value === undefined || (typeof value !== 'number' && value.length === 0);
}
