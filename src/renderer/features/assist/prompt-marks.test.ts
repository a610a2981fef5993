import fc from 'fast-check';
import { expect, it } from 'vitest';
import { promptAnalysis, type PromptAnalysis } from '../../../shared/assist/index.ts';
import { promptParts } from './prompt-marks.ts';

const prompt = 'a red house by (the sea:1.3)';

function analysisOf(text: string, marks: Partial<Pick<PromptAnalysis, 'concepts' | 'emphasis'>>): PromptAnalysis {
  return promptAnalysis.parse({
    by: 'rules',
    fallback: null,
    prompt: text,
    plain: text,
    excluded: [],
    concepts: [],
    intent: {
      artisticStyle: null,
      contentType: null,
      qualityLevel: 'standard',
      confidence: { artisticStyle: 0, contentType: 0, qualityLevel: 0 },
    },
    complexity: {
      axes: { subjects: 0, detail: 0, relations: 0, setting: 0, variety: 0, length: 0 },
      score: 0,
      category: 'simple',
    },
    emphasis: [],
    ...marks,
  });
}

const seaside = analysisOf(prompt, {
  concepts: [
    { category: 'colour', text: 'red', canonical: 'red', start: 2, end: 5, weight: 1 },
    { category: 'object', text: 'house', canonical: 'house', start: 6, end: 11, weight: 1 },
    { category: 'scene', text: 'sea', canonical: 'sea', start: 20, end: 23, weight: 1.3 },
  ],
  emphasis: [{ start: 16, end: 23, text: 'the sea', weight: 1.3 }],
});

it('marks concepts by family, and what is emphasised by its weight', () => {
  const marked = promptParts(prompt, seaside).filter(({ family, weight }) => family !== null || weight !== 1);
  expect(marked).toEqual([
    { start: 2, text: 'red', family: 'style', weight: 1 },
    { start: 6, text: 'house', family: 'subject', weight: 1 },
    { start: 16, text: 'the ', family: null, weight: 1.3 },
    { start: 20, text: 'sea', family: 'scene', weight: 1.3 },
  ]);
});

it('moves marks behind an edit, and drops the one that was edited', () => {
  const edited = prompt.replace('red', 'reddish');
  const words = promptParts(edited, seaside).flatMap(({ family, text }) => (family === null ? [] : [text]));
  expect(words).toEqual(['house', 'sea']);
});

it('has no marks before the first reading, and no parts of an empty prompt', () => {
  expect(promptParts('night', null)).toEqual([{ start: 0, text: 'night', family: null, weight: 1 }]);
  expect(promptParts('', null)).toEqual([]);
});

it('never loses or doubles a letter, whatever is typed meanwhile', () => {
  const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }),
      fc.string({ maxLength: 40 }),
      fc.array(span, { maxLength: 6 }),
      (old, now, spans) => {
        const inside = spans.filter(({ start, end }) => start < end && end <= old.length);
        const analysis = analysisOf(old, {
          concepts: inside.map((each) => ({ ...each, category: 'object', text: '', canonical: 'x', weight: 1 })),
          emphasis: inside.map((each) => ({ ...each, text: '', weight: 1.2 })),
        });
        const parts = promptParts(now, analysis);
        expect(parts.map(({ text }) => text).join('')).toBe(now);
        expect(parts.every(({ start, text }) => now.startsWith(text, start))).toBe(true);
      },
    ),
  );
});
