import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TelarError } from '../base/index.ts';
import { parsePlaceholders } from './placeholder.ts';

function failureOf(text: string): string {
  try {
    parsePlaceholders(text);
    return 'none';
  } catch (error) {
    if (error instanceof TelarError) return `${error.code}/${error.kind}`;
    throw error;
  }
}

describe('parsePlaceholders', () => {
  it('splits text into literals and placeholders with their positions', () => {
    expect(parsePlaceholders('a {{unit.vars.colour}} house')).toEqual([
      { kind: 'literal', text: 'a ' },
      {
        kind: 'placeholder',
        source: '{{unit.vars.colour}}',
        start: 2,
        end: 22,
        target: { kind: 'unit-variable', name: 'colour' },
      },
      { kind: 'literal', text: ' house' },
    ]);
  });

  it.each([
    ['{{layers.0.path}}', { kind: 'cell', unit: { kind: 'same' }, layer: 0, property: 'path' }],
    ['{{ layers.plate.width }}', { kind: 'cell', unit: { kind: 'same' }, layer: 'plate', property: 'width' }],
    ['{{prev_unit.layers.1.path}}', { kind: 'cell', unit: { kind: 'previous' }, layer: 1, property: 'path' }],
    ['{{next_unit.layers.1.path}}', { kind: 'cell', unit: { kind: 'next' }, layer: 1, property: 'path' }],
    ['{{units.s2.layers.a.seed}}', { kind: 'cell', unit: { kind: 'unit', id: 's2' }, layer: 'a', property: 'seed' }],
    ['{{vars.style}}', { kind: 'document-variable', name: 'style' }],
    ['{{unit.index}}', { kind: 'unit-property', name: 'index' }],
  ])('reads %s', (text, target) => {
    expect(parsePlaceholders(text)).toMatchObject([{ kind: 'placeholder', target }]);
  });

  it.each([
    ['{{a}', 'PlaceholderSyntaxError/unclosed'],
    ['{{{{a}}}}', 'PlaceholderSyntaxError/unclosed'],
    ['{{layers.0.constructor}}', 'PlaceholderSyntaxError/unknown-property'],
    ['{{process.env}}', 'PlaceholderSyntaxError/unknown-root'],
    ['{{vars.a.b}}', 'PlaceholderSyntaxError/malformed'],
    [`{{${'a'.repeat(1_000_000)}}}`, 'PlaceholderSyntaxError/too-long'],
  ])('refuses %.40s', (text, failure) => {
    expect(failureOf(text)).toBe(failure);
  });

  it('takes escaped braces literally', () => {
    expect(parsePlaceholders('say \\{{vars.a}}')).toEqual([{ kind: 'literal', text: 'say {{vars.a}}' }]);
  });

  it('fails only politely, whatever the text', () => {
    const pieces = fc.constantFrom('{{', '}}', '\\', 'layers', '.', '0', 'path', 'vars', ' ', '{', '}', '☂');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (words) => {
        const text = words.join('');
        try {
          const parts = parsePlaceholders(text);
          const rebuilt = parts.map((part) => (part.kind === 'literal' ? part.text : part.source)).join('');
          expect(rebuilt).toBe(text.replaceAll('\\{{', '{{'));
        } catch (error) {
          expect(error).toBeInstanceOf(TelarError);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
