import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePrompt } from '../../prompt/index.ts';
import { applyEdits } from './prompt-edit.ts';
import { tidyPrompt } from './tidy-prompt.ts';
import { weighText } from './weigh-text.ts';

const tidied = (prompt: string): string => applyEdits(prompt, tidyPrompt(prompt));
const kinds = (prompt: string): string[] => tidyPrompt(prompt).map(({ kind }) => kind);

describe('tidying', () => {
  it.each([
    ['a red house, the sea', 'a red house, the sea', []],
    ['', '', []],
    ['  a  house ,the sea  ', 'a house, the sea', ['spaces', 'spaces', 'spaces', 'spaces']],
    ['a house,, , the sea,', 'a house, the sea', ['empty-part', 'empty-part']],
    ['sea, house, Sea, sky', 'sea, house, sky', ['duplicate-part']],
    ['sea, (sea:1.2), sea', 'sea, (sea:1.2)', ['duplicate-part']],
    ['a house) by the sea', 'a house by the sea', ['unopened']],
    ['a house ] by:1.2), sea', 'a house by, sea', ['unopened', 'unopened']],
    ['a ((house:1.2), sea', 'a ((house:1.2), sea)', ['unclosed']],
    ['house, (', 'house', ['empty-part']],
    ['(sea, sea), sea', '(sea, sea), sea', []],
    ['house,\nsea', 'house,\nsea', []],
    [String.raw`a \(house\), sea\)`, String.raw`a \(house\), sea\)`, []],
    ['sea BREAK, sea', 'sea BREAK, sea', []],
    ['<lora:a, b:1>, <lora:a, b:1>', '<lora:a, b:1>, <lora:a, b:1>', []],
    ['  ,,', '', ['empty-part']],
  ])('%j', (prompt, result, expected) => {
    expect([tidied(prompt), kinds(prompt)]).toEqual([result, expected]);
  });

  it('keeps what is said and how strongly, and leaves nothing to tidy', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      ' ',
      '  ',
      ',',
      '(',
      ')',
      ':1.2)',
      '[',
      ']',
      '{',
      '}',
      '\\',
      '\n',
      'BREAK',
      '<lora:x:1>',
      'é',
      '🌙',
    );
    /** Letters with their weights: each once. */
    const said = (prompt: string): string[] => [
      ...new Set(
        parsePrompt(prompt).parts.flatMap((part) =>
          part.kind === 'break'
            ? []
            : [...part.text.matchAll(/[ab]/g)].map(([letter]) => `${letter} ${part.weight.toFixed(6)}`),
        ),
      ),
    ];
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 40 }), (prompt) => {
        const result = tidied(prompt);
        expect(tidyPrompt(result)).toEqual([]);
        expect(said(result).toSorted()).toEqual(said(prompt).toSorted());
      }),
      { numRuns: 1000, examples: [['[]:1.2)[']] },
    );
  });

  it('of a part of the edits is possible', () => {
    const prompt = 'a  house,, sea';
    const [first] = tidyPrompt(prompt);
    expect(applyEdits(prompt, [first!])).toBe('a house,, sea');
    expect(() => applyEdits(prompt, [first!, first!])).toThrow(RangeError);
  });
});

describe('weighing', () => {
  const weighed = (prompt: string, text: string, weight: number): string | null => {
    const start = prompt.indexOf(text);
    const edits = weighText(prompt, start, start + text.length, weight);
    return edits === null ? null : applyEdits(prompt, edits);
  };
  it.each([
    ['a red house', 'red', 1.3, 'a (red:1.3) house'],
    ['a (red:1.3) house', 'red', 0.8, 'a (red:0.8) house'],
    ['a (red) house', 'red', 1.25, 'a (red:1.25) house'],
    ['a (red:1.3) house', 'red', 1, 'a red house'],
    ['a red house', 'red', 1, 'a red house'],
    ['(a red house)', 'red', 1.2, '(a (red:1.2) house)'],
    [String.raw`\(red\)`, 'red', 1.2, String.raw`\((red:1.2)\)`],
    ['a red house', 'red', 9, 'a (red:2) house'],
    ['a (red) house', 'red)', 1.2, null],
    ['a red house', '', 1.2, null],
  ])('%s: %s to %s', (prompt, text, weight, expected) => {
    expect(weighed(prompt, text, weight)).toBe(expected);
  });
});
