import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCpu } from '../../../tests/cpu-time.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { TelarError } from '../base/index.ts';
import { parsePlaceholders } from './placeholder.ts';
import { rewritePlaceholders } from './rewrite-placeholders.ts';

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
    ['{{layers.00.path}}', 'PlaceholderSyntaxError/malformed'],
    ['{{units.a.layers.01.path}}', 'PlaceholderSyntaxError/malformed'],
    ['{{vars.a.b}}', 'PlaceholderSyntaxError/malformed'],
    [`{{${'a'.repeat(1_000_000)}}}`, 'PlaceholderSyntaxError/too-long'],
  ])('refuses %.40s', (text, failure) => {
    expect(failureOf(text)).toBe(failure);
  });

  it.each([
    ['{{layer.0.path}}', 'Did you mean "layers"?'],
    ['{{prev_units.layers.0.path}}', 'Did you mean "prev_unit"?'],
    ['{{layers.0.heigth}}', 'Did you mean "height"?'],
    ['{{unit.titel}}', 'Did you mean "title"?'],
    ['{{process.env}}', 'It starts with layers'],
  ])('helps with %s', (text, hint) => {
    expect(() => parsePlaceholders(text)).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }));
  });

  it.each([
    ['1 MB inside the braces', `{{${'a'.repeat(1_000_000)}}}`],
    ['1 MB of opening braces', '{{'.repeat(500_000)],
    ['1 MB of closing braces', '}}'.repeat(500_000)],
    ['1 MB of escapes', '\\{{'.repeat(330_000)],
    ['1 MB of placeholders', '{{unit.id}}'.repeat(90_000)],
    ['1 MB of open placeholders and an end', `${'{{ a '.repeat(200_000)}}}`],
    ['1 MB of names', `{{layers.${'a.'.repeat(500_000)}path}}`],
  ])('is quick with %s', async (_name, text) => {
    const { cpuMs } = await measureCpu(() => {
      failureOf(text);
      rewritePlaceholders(text, () => null);
    });
    expect(cpuMs).toBeLessThan(1_000);
  });

  it('takes escaped braces literally', () => {
    expect(parsePlaceholders('say \\{{vars.a}}')).toEqual([{ kind: 'literal', text: 'say {{vars.a}}' }]);
  });

  it('fails only politely, whatever the text', () => {
    const pieces = fc.constantFrom('{{', '}}', '\\', 'layers', '.', '0', 'path', 'vars', ' ', '{', '}', '☂');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 20 }),
        (words) => {
          const text = words.join('');
          expect(rewritePlaceholders(text, (_target, source) => source)).toBe(text);
          try {
            const parts = parsePlaceholders(text);
            const rebuilt = parts.map((part) => (part.kind === 'literal' ? part.text : part.source)).join('');
            expect(rebuilt).toBe(text.replaceAll('\\{{', '{{'));
          } catch (error) {
            expect(error).toBeInstanceOf(TelarError);
          }
        },
      ),
      { numRuns: soakRuns(2_000, 10_000) },
    );
  });
});
