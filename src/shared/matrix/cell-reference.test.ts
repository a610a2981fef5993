import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasReference, referencedKey, referenceText, withoutReferences, withReference } from './cell-reference.ts';
import { listCells, type MatrixCell } from './cells.ts';
import { matrixDocument } from './document.ts';
import { parsePlaceholders, type PlaceholderTarget } from './placeholder.ts';
import { scanPlaceholders } from './scan-placeholders.ts';

const base = { asset_type: 'image', model: 'local/m' };
const matrix = matrixDocument.parse({
  telar: 1,
  layers: [
    { name: 'plate', ...base },
    { name: 'print', ...base },
  ],
  units: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }],
});
const cells = listCells(matrix);

function cell(key: string): MatrixCell {
  const found = cells.find((each) => each.key === key);
  if (found === undefined) throw new Error(`no cell ${key}`);
  return found;
}

function targetIn(text: string): PlaceholderTarget {
  const [part] = parsePlaceholders(text);
  if (part?.kind !== 'placeholder') throw new Error(`no placeholder: ${text}`);
  return part.target;
}

it.each([
  ['b/print', 'b/plate', '{{layers.plate.path}}'],
  ['b/print', 'a/plate', '{{prev_unit.layers.plate.path}}'],
  ['b/print', 'c/plate', '{{next_unit.layers.plate.path}}'],
  ['b/print', 'd/plate', '{{units.d.layers.plate.path}}'],
])('%s reads %s by %s', (reader, source, text) => {
  expect(referenceText(cell(reader), cell(source), 'path')).toBe(text);
});

it('names the cell that it was made for, from wherever it stands', () => {
  const any = fc.constantFrom(...cells);
  fc.assert(
    fc.property(any, any, (reader, source) => {
      const target = targetIn(referenceText(reader, source, 'text'));
      expect(referencedKey(matrix, reader, target)).toBe(source.key);
    }),
  );
});

it.each(['{{layers.7.path}}', '{{layers.gone.path}}', '{{units.z.layers.plate.path}}', '{{unit.id}}'])(
  '%s names no cell',
  (text) => expect(referencedKey(matrix, cell('a/print'), targetIn(text))).toBe(null),
);

const isPlate = (target: PlaceholderTarget): boolean => referencedKey(matrix, cell('b/print'), target) === 'b/plate';

describe('withoutReferences', () => {
  it.each([
    ['{{layers.plate.path}}', undefined],
    ['{{ layers.0.path }}', undefined],
    ['{{units.b.layers.plate.url}}', undefined],
    ['a house {{layers.plate.text}}', 'a house'],
    ['{{layers.plate.text}}, at night', ', at night'],
    ['a {{layers.plate.text}} house', 'a house'],
    ['a {{layers.plate.text}}, b', 'a , b'],
    ['{{prev_unit.layers.plate.path}}', '{{prev_unit.layers.plate.path}}'],
    ['\\{{layers.plate.path}} stays', '\\{{layers.plate.path}} stays'],
    ['{{layers.plate', '{{layers.plate'],
    ['{{oh no}} {{layers.plate.seed}}', '{{oh no}}'],
    [['{{layers.plate.path}}', 'file.png'], ['file.png']],
    [{ a: { b: '{{layers.plate.path}}', c: 1 } }, { a: { c: 1 } }],
    [7, 7],
  ])('%j becomes %j', (value, expected) => {
    expect(withoutReferences(value, isPlate)).toEqual(expected);
  });

  it('gives back the text that a reference was put behind', () => {
    const reference = referenceText(cell('b/print'), cell('b/plate'), 'text');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!text.includes('{{') && !text.endsWith('\\'));
        expect(withoutReferences(withReference(text, reference), isPlate)).toBe(text);
      }),
    );
  });

  it('leaves none behind, keeps all others and makes no new ones', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      ' ',
      '\\',
      'x',
      '{{layers.plate.path}}',
      '{{layers.print.path}}',
      '{{bad}}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (some) => {
        const text = some.join('');
        const rest = withoutReferences(text, isPlate) ?? '';
        expect(hasReference(rest, isPlate)).toBe(false);
        const others = (source: string): number => [...source.matchAll(/layers\.print\.path/g)].length;
        expect(others(typeof rest === 'string' ? rest : '')).toBe(others(text));
        // Where braces are not closed nobody can say which of the others count.
        if ([...scanPlaceholders(text)].some(({ kind }) => kind === 'unclosed')) return;
        const isPrint = (target: PlaceholderTarget): boolean => !isPlate(target);
        expect(hasReference(rest, isPrint)).toBe(hasReference(text, isPrint));
      }),
      {
        numRuns: 500,
        examples: [
          [['{', '{', '{{layers.plate.path}}', '{', '{{layers.plate.path}}']],
          [['\\', ' ', '{{layers.plate.path}}', '{{layers.print.path}}']],
        ],
      },
    );
  });
});
