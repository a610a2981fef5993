import type { PromptEdit } from './prompt-edit.ts';
import { scanMarks, type Marks } from './scan-marks.ts';

interface Place {
  start: number;
  end: number;
}

/** What stands between two commas outside of brackets, without the space around it. */
interface Part extends Place {
  /** Why it goes, or null where it stays. */
  goes: 'empty-part' | 'duplicate-part' | null;
}

const onlyMarks = /^[\s()[\]{}]*$/u;
/** After these a repeated part means something: another chunk, a LoRA's weight added once more. */
const startsAnew = /\bBREAK\b/u;
const tag = /<lora:/u;

/**
 * What may be cleaned up in a prompt: needless space, parts that are empty or said twice, brackets without their other
 * half. What the prompt says, and how strongly, stays the same; tidying the result finds nothing more.
 */
export function tidyPrompt(prompt: string): PromptEdit[] {
  const marks = scanMarks(prompt);
  const parts = partsOf(prompt, marks);
  const kept = parts.filter(({ goes }) => goes === null);
  const edits = kept.flatMap((part, index) => [
    ...gapBefore(prompt, part, kept[index - 1], parts, marks),
    ...insideOf(prompt, part, marks),
  ]);
  return [...edits, ...atTheEnd(prompt, kept.at(-1), parts, marks)];
}

function partsOf(prompt: string, marks: Marks): Part[] {
  const { commas, unopened } = marks;
  const seen = new Set<string>();
  return [...commas, prompt.length].map((comma, index) => {
    let start = index === 0 ? 0 : (commas[index - 1] ?? 0) + 1;
    let end = comma;
    const isBlank = (at: number): boolean => unopened.has(at) || /\s/u.test(prompt.charAt(at));
    while (start < end && isBlank(start)) start += 1;
    while (end > start && isBlank(end - 1)) end -= 1;
    const text = textInside(prompt, { start, end }, marks);
    if (onlyMarks.test(text)) return { start, end, goes: 'empty-part' };
    if (startsAnew.test(text)) seen.clear();
    const key = text.toLowerCase().replaceAll(/\s+/gu, ' ');
    const isTwice = seen.has(key) && !tag.test(text) && !startsAnew.test(text);
    seen.add(key);
    return { start, end, goes: isTwice ? 'duplicate-part' : null };
  });
}

function gapBefore(
  prompt: string,
  part: Part,
  before: Part | undefined,
  parts: readonly Part[],
  marks: Marks,
): PromptEdit[] {
  const start = before?.end ?? 0;
  const gap = prompt.slice(start, part.start);
  const separator = gap.includes('\n') ? ',\n' : ', ';
  const replacement = before === undefined ? '' : separator;
  if (gap === replacement) return [];
  return [{ kind: kindOf(start, part.start, parts, marks), start, end: part.start, replacement }];
}

function atTheEnd(prompt: string, last: Part | undefined, parts: readonly Part[], marks: Marks): PromptEdit[] {
  const start = last?.end ?? 0;
  const missing = marks.unclosed.filter(({ at }) => last !== undefined && at < last.end);
  const closers = missing.map(({ closer }) => closer).toReversed();
  // A backslash at the end would take the meaning of a bracket after it.
  const isEscaping = closers.length > 0 && prompt.charAt(start - 1) === '\\';
  const replacement = (isEscaping ? ' ' : '') + closers.join('');
  if (prompt.slice(start) === replacement) return [];
  const kind = missing.length > 0 ? 'unclosed' : kindOf(start, prompt.length, parts, marks);
  return [{ kind, start, end: prompt.length, replacement }];
}

/** The weightiest reason for changing what lies between two parts that stay. */
function kindOf(start: number, end: number, parts: readonly Part[], { unopened }: Marks): PromptEdit['kind'] {
  const gone = parts.filter((part) => part.start >= start && part.end <= end).map(({ goes }) => goes);
  if (gone.includes('duplicate-part')) return 'duplicate-part';
  for (let at = start; at < end; at++) if (unopened.has(at)) return 'unopened';
  return gone.includes('empty-part') ? 'empty-part' : 'spaces';
}

/** The text of a part as it will be. */
function textInside(prompt: string, place: Place, marks: Marks): string {
  const edits = insideOf(prompt, place, marks);
  return edits.reduceRight(
    (text, { start, end, replacement }) =>
      text.slice(0, start - place.start) + replacement + text.slice(end - place.start),
    prompt.slice(place.start, place.end),
  );
}

/** Runs of space, and closers that close nothing, within a part. */
function insideOf(prompt: string, { start, end }: Place, { unopened }: Marks): PromptEdit[] {
  const edits: PromptEdit[] = [];
  for (let from = start; from < end; from++) {
    let until = from;
    let closes = false;
    while (until < end && (unopened.has(until) || /\s/u.test(prompt.charAt(until)))) {
      closes ||= unopened.has(until);
      until += 1;
    }
    if (until === from) continue;
    const run = prompt.slice(from, until);
    const space = run.includes('\n') ? '\n' : ' ';
    const replacement = /\s/u.test(run) || isJoint(prompt, from, until) ? space : '';
    if (run !== replacement) edits.push({ kind: closes ? 'unopened' : 'spaces', start: from, end: until, replacement });
    from = until;
  }
  return edits;
}

/** Whether what stands around a removed closer would become one word, or a mark that it was not. */
function isJoint(prompt: string, from: number, until: number): boolean {
  const bracketOrComma = /[()[\]{},]/u;
  return !bracketOrComma.test(prompt.charAt(from - 1)) && !bracketOrComma.test(prompt.charAt(until));
}
