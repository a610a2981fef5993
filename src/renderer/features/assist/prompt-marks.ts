import type { ConceptCategory, PromptAnalysis } from '../../../shared/assist/index.ts';

/** Concepts that are marked alike: a colour for each of twelve categories would be a riddle. */
export const conceptFamilies = {
  character: 'subject',
  appearance: 'subject',
  clothing: 'subject',
  object: 'subject',
  action: 'action',
  scene: 'scene',
  lighting: 'scene',
  composition: 'scene',
  style: 'style',
  mood: 'style',
  colour: 'style',
  quality: 'quality',
} as const satisfies Record<ConceptCategory, string>;
export type ConceptFamily = (typeof conceptFamilies)[ConceptCategory];

/** Part of the prompt that looks alike throughout. Offsets are UTF-16. */
export interface PromptPart {
  start: number;
  text: string;
  family: ConceptFamily | null;
  /** Emphasis that it stands in; 1 without any. */
  weight: number;
}

interface Span {
  start: number;
  end: number;
}

/**
 * The prompt in parts, each with the family of the concept and the weight that it stands in. An analysis of a text that
 * was a few letters shorter or longer is moved to the one that is shown; what was edited itself has no mark until the
 * next reading.
 */
export function promptParts(prompt: string, analysis: PromptAnalysis | null): PromptPart[] {
  if (analysis === null) return prompt === '' ? [] : [{ start: 0, text: prompt, family: null, weight: 1 }];
  const moved = mover(analysis.prompt, prompt);
  const concepts = analysis.concepts.flatMap((each) => withSpan(each, moved(each)));
  const weights = analysis.emphasis.flatMap((each) => withSpan(each, moved(each)));
  const edges = [...concepts, ...weights].flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set([0, prompt.length, ...edges])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? start;
    const covers = (span: Span): boolean => span.start <= start && end <= span.end;
    const concept = narrowest(concepts.filter(covers));
    return {
      start,
      text: prompt.slice(start, end),
      family: concept === null ? null : conceptFamilies[concept.category],
      weight: narrowest(weights.filter(covers))?.weight ?? 1,
    };
  });
}

function withSpan<T extends object>(each: T, span: Span | null): (T & Span)[] {
  return span === null ? [] : [{ ...each, ...span }];
}

function narrowest<T extends Span>(spans: readonly T[]): T | null {
  return spans.reduce<T | null>(
    (best, span) => (best === null || span.end - span.start < best.end - best.start ? span : best),
    null,
  );
}

/** Where spans of the old text lie in the new one; null for those that the edit touched. */
function mover(before: string, after: string): (span: Span) => Span | null {
  if (before === after) return ({ start, end }) => ({ start, end });
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const shift = after.length - before.length;
  const isGrown = (at: number): boolean => letter.test(after[at - 1] ?? '') && letter.test(after[at] ?? '');
  return ({ start, end }) => {
    if (end < head || (end === head && !isGrown(end))) return { start, end };
    const moved = { start: start + shift, end: end + shift };
    const isBehind = start > before.length - tail || (start === before.length - tail && !isGrown(moved.start));
    return isBehind ? moved : null;
  };
}

const letter = /[\p{L}\p{N}]/u;
