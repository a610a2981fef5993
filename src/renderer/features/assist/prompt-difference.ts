import type { PromptEdit } from '../../../shared/assist/index.ts';

/** A piece of a changed prompt: there before and after, only before, or only after. */
export interface DifferencePart {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** What edits do to a prompt, in the order of the text. */
export function promptDifference(prompt: string, edits: readonly PromptEdit[]): DifferencePart[] {
  const parts: DifferencePart[] = [];
  const add = (kind: DifferencePart['kind'], text: string): void => {
    if (text !== '') parts.push({ kind, text });
  };
  let at = 0;
  for (const { start, end, replacement } of edits.toSorted((one, other) => one.start - other.start)) {
    add('same', prompt.slice(at, start));
    add('gone', prompt.slice(start, end));
    add('new', replacement);
    at = end;
  }
  add('same', prompt.slice(at));
  return parts;
}
