import { z } from 'zod';

/** A change of a prompt, for the user to see before anything is changed. Offsets are UTF-16, into the old prompt. */
export const promptEdit = z.object({
  kind: z.enum(['spaces', 'empty-part', 'duplicate-part', 'unopened', 'unclosed', 'weight', 'swap']),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  replacement: z.string(),
});
export type PromptEdit = z.output<typeof promptEdit>;

/** The prompt after the edits, which may be any of those that were proposed together: they do not overlap. */
export function applyEdits(prompt: string, edits: readonly PromptEdit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, replacement } of edits.toSorted((one, other) => one.start - other.start)) {
    if (start < at) throw new RangeError('These edits of a prompt overlap.');
    result += prompt.slice(at, start) + replacement;
    at = end;
  }
  return result + prompt.slice(at);
}
