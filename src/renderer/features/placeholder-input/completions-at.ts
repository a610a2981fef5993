import type { CellKey } from '../../../shared/base/index.ts';
import {
  placeholderCompletions,
  scanPlaceholders,
  suggestReferences,
  type MatrixCell,
  type MatrixDocument,
  type WantedReference,
} from '../../../shared/matrix/index.ts';

/** One way to go on at the caret. */
export interface Completion {
  label: string;
  /** Asset type, value or example, where the label does not name a whole placeholder. */
  detail: string;
  /** The placeholder it completes; null when more words must follow. */
  whole: string | null;
  /** Goes into the place of the text from `from` to `to`. */
  insert: string;
  from: number;
  to: number;
}

/**
 * What a text can go on with at the caret: whole placeholders first, as long as no dot is typed, then word by word. Empty
 * where the caret is in no open placeholder. Cells in `closed` wait for this one, and are not offered.
 */
export function completionsAt(
  matrix: MatrixDocument,
  cell: MatrixCell,
  { text, caret }: { text: string; caret: number },
  wanted: WantedReference,
  closed?: ReadonlySet<CellKey>,
): Completion[] {
  const before = text.slice(0, caret);
  const open = [...scanPlaceholders(before)].at(-1);
  if (open?.kind !== 'unclosed') return [];
  const typed = before.slice(open.start + 2);
  const restLength = restOfPlaceholder(text.slice(caret));
  const wholes = typed.includes('.') ? [] : suggestReferences(matrix, cell, typed, wanted, closed);
  const words = placeholderCompletions(matrix, cell.key, before, closed);
  return [
    ...wholes.map((name): Completion => {
      const whole = `{{${name}}}`;
      return { label: name, detail: '', whole, insert: whole, from: open.start, to: caret + restLength };
    }),
    ...words.map(({ label, detail, insert, replace }): Completion => {
      const ends = insert.endsWith('}}');
      const stem = before.slice(open.start, caret - replace);
      const whole = ends ? stem + insert : null;
      return { label, detail, whole, insert, from: caret - replace, to: ends ? caret + restLength : caret };
    }),
  ];
}

/** How much after the caret belongs to the placeholder that it stands in, up to its closing braces. */
function restOfPlaceholder(after: string): number {
  return /^[\w.-]*\s*\}\}/.exec(after)?.[0].length ?? 0;
}
