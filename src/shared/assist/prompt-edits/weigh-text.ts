import type { PromptEdit } from './prompt-edit.ts';
import { scanMarks } from './scan-marks.ts';

const numberAfter = /^\s{0,8}:\s{0,8}[+-]?(?:\d+\.?\d*|\.\d+)\s{0,8}\)/u;
/** Beyond these a picture falls apart, whatever the model. */
const range = { lowest: 0.1, highest: 2 };

/**
 * The edits that give a text of the prompt a weight, as `(text:1.2)`; a weight that stands around exactly this text is
 * changed, and 1 takes it away. Outer brackets still multiply it. Null where brackets cross the text's border.
 */
export function weighText(prompt: string, start: number, end: number, weight: number): PromptEdit[] | null {
  if (start >= end || end > prompt.length) return null;
  const { unopened, unclosed } = scanMarks(prompt.slice(start, end));
  if (unopened.size > 0 || unclosed.length > 0) return null;
  const amount = Number(Math.min(range.highest, Math.max(range.lowest, weight)).toFixed(2));
  const edit = (from: number, until: number, replacement: string): PromptEdit => ({
    kind: 'weight',
    start: from,
    end: until,
    replacement,
  });
  const before = prompt.slice(0, start);
  const after = prompt.slice(end);
  const closing = numberAfter.exec(after)?.[0] ?? (after.startsWith(')') ? ')' : null);
  const isWrapped = closing !== null && before.endsWith('(') && !before.endsWith('\\(');
  if (amount === 1) {
    return isWrapped ? [edit(start - 1, start, ''), edit(end, end + closing.length, '')] : [];
  }
  if (isWrapped) return [edit(end, end + closing.length, `:${amount})`)];
  return [edit(start, start, '('), edit(end, end, `:${amount})`)];
}
