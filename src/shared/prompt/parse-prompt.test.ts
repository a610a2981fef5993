import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePrompt } from './parse-prompt.ts';

/** Texts with their weights, and `BREAK` for a break: what most cases are about. */
function told(prompt: string): (readonly [string, number] | 'BREAK')[] {
  return parsePrompt(prompt).parts.map((part) =>
    part.kind === 'break' ? 'BREAK' : [part.text, Number(part.weight.toFixed(4))],
  );
}

describe('emphasis', () => {
  it.each([
    ['a red house', [['a red house', 1]]],
    ['', []],
    [
      'a (red) house',
      [
        ['a ', 1],
        ['red', 1.1],
        [' house', 1],
      ],
    ],
    [
      'a ((red)) house',
      [
        ['a ', 1],
        ['red', 1.21],
        [' house', 1],
      ],
    ],
    [
      'a [red] house',
      [
        ['a ', 1],
        ['red', 0.9091],
        [' house', 1],
      ],
    ],
    [
      'a {red} house',
      [
        ['a ', 1],
        ['red', 1.05],
        [' house', 1],
      ],
    ],
    [
      'a (red:1.3) house',
      [
        ['a ', 1],
        ['red', 1.3],
        [' house', 1],
      ],
    ],
    ['(red : .5 )', [['red ', 0.5]]],
    ['(red:-2)', [['red', -2]]],
    [
      '(a (red:2) house:0.5)',
      [
        ['a ', 0.5],
        ['red', 1],
        [' house', 0.5],
      ],
    ],
    ['({red})', [['red', 1.155]]],
    [String.raw`a \(red\) \[house\] \\`, [['a (red) [house] \\', 1]]],
    ['(red', [['red', 1.1]]],
    ['red)', [['red)', 1]]],
    ['red:1.3)', [['red:1.3)', 1]]],
    ['[red:1.3]', [['red:1.3', 0.9091]]],
    ['(red:99)', [['red', 10]]],
    ['[red:blue:0.5] house', [['red:blue:0.5 house', 1]]],
    ['[red::8]', [['red::8', 1]]],
    ['([red|blue])', [['red|blue', 1.1]]],
    ['[red: blue]', [['red: blue', 0.9091]]],
    [
      'at 12:30 (noon)',
      [
        ['at 12:30 ', 1],
        ['noon', 1.1],
      ],
    ],
    ['a house\\', [['a house\\', 1]]],
    ['()', []],
    ['a BREAK b', [['a ', 1], 'BREAK', [' b', 1]]],
    ['(a BREAK b:2)', [['a ', 2], 'BREAK', [' b', 2]]],
    ['BREAKFAST', [['BREAKFAST', 1]]],
  ] as const)('reads %j', (prompt, parts) => {
    expect(told(prompt)).toEqual(parts);
  });

  it('keeps where each text stood', () => {
    expect(parsePrompt('a (red:1.3) house').parts).toEqual([
      { kind: 'text', text: 'a ', weight: 1, start: 0, end: 2 },
      { kind: 'text', text: 'red', weight: 1.3, start: 3, end: 6 },
      { kind: 'text', text: ' house', weight: 1, start: 11, end: 17 },
    ]);
  });
});

describe('LoRA tags', () => {
  it('are taken out and listed with their weights', () => {
    expect(parsePrompt('a house<lora:neon:0.8>, <lora:my style> night <lora:old:-1.5>')).toEqual({
      parts: [{ kind: 'text', text: 'a house,  night ', weight: 1, start: 0, end: 46 }],
      loras: [
        { name: 'neon', weight: 0.8, start: 7, end: 22 },
        { name: 'my style', weight: 1, start: 24, end: 39 },
        { name: 'old', weight: -1.5, start: 46, end: 61 },
      ],
    });
  });

  it.each(['<lora:>', '<lora:neon:much>', '<lora:neon', '<neon>', String.raw`\<lora:neon:1>`])(
    'are text when they are none: %j',
    (prompt) => {
      const { parts, loras } = parsePrompt(prompt);
      expect([told(prompt).length, parts.length, loras]).toEqual([1, 1, []]);
    },
  );
});

/** Each character by itself. */
const letters = (text: string): string[] => Array.from(text);

const oddText = fc.string({
  unit: fc.constantFrom(
    ...letters('(){}[]\\:<>.,-+19 ab'),
    'BREAK',
    '<lora:x:0.5>',
    ':1.2)',
    'é',
    '家',
    '🌙',
    '\ud800',
  ),
  maxLength: 60,
});

describe('any text', () => {
  it('is read without an error, in order, with weights that count', () => {
    fc.assert(
      fc.property(fc.oneof(oddText, fc.string({ unit: 'binary' })), (prompt) => {
        const { parts, loras } = parsePrompt(prompt);
        let before = 0;
        for (const { start, end } of parts) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(prompt.length);
        for (const part of parts) {
          if (part.kind === 'break') continue;
          expect(Math.abs(part.weight)).toBeLessThanOrEqual(10);
          // What remains after the syntax is taken out stands in the prompt in this order.
          expect(isSubsequence(part.text, prompt.slice(part.start, part.end))).toBe(true);
        }
        expect(loras.every(({ weight }) => Number.isFinite(weight))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('without syntax comes back as it was', () => {
    const plain = fc.string({ unit: fc.constantFrom(...letters('abc ,.-\'"!é家🌙:;')) });
    fc.assert(
      fc.property(plain, (prompt) => {
        expect(told(prompt)).toEqual(prompt === '' ? [] : [[prompt, 1]]);
      }),
    );
  });

  it('that was written from texts and weights is read as these', () => {
    const word = fc.string({ unit: fc.constantFrom(...letters('ab c()[]{}\\')), minLength: 1 });
    const piece = fc.tuple(
      word,
      fc.integer({ min: -900, max: 900 }).filter((hundredths) => hundredths !== 100),
    );
    const escape = (text: string): string => text.replaceAll(/[\\()[\]{}]/g, String.raw`\$&`);
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const prompt = pieces.map(([text, hundredths]) => `(${escape(text)}:${hundredths / 100})`).join(' ');
        const read = parsePrompt(prompt).parts.flatMap((part) =>
          part.kind === 'text' && part.weight !== 1 ? [part] : [],
        );
        expect(read.map(({ text, weight }) => [text, weight])).toEqual(
          pieces.map(([text, hundredths]) => [text, hundredths / 100]),
        );
      }),
    );
  });

  it('of a hundred thousand brackets is read at once', () => {
    expect(parsePrompt('('.repeat(100_000)).parts.length).toBe(1);
    expect(parsePrompt('(a'.repeat(50_000) + ')'.repeat(50_000)).loras).toEqual([]);
  });
});

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const char of whole) if (part.startsWith(char, at)) at += char.length;
  return at === part.length;
}
