import { PlaceholderSyntaxError, type FailurePlace } from '../base/index.ts';

const cellProperties = ['path', 'text', 'url', 'seed', 'width', 'height', 'duration'] as const;
export type CellProperty = (typeof cellProperties)[number];

/** Where a cell reference looks, seen from the cell that holds it. */
export type UnitReference = { kind: 'same' } | { kind: 'previous' } | { kind: 'next' } | { kind: 'unit'; id: string };

export type PlaceholderTarget =
  | { kind: 'cell'; unit: UnitReference; layer: string | number; property: CellProperty }
  | { kind: 'document-variable'; name: string }
  | { kind: 'unit-variable'; name: string }
  | { kind: 'unit-property'; name: 'id' | 'index' | 'title' };

/** A piece of a parameter string. Offsets count UTF-16 units in the source text. */
export type TextPart =
  | { kind: 'literal'; text: string }
  | { kind: 'placeholder'; source: string; start: number; end: number; target: PlaceholderTarget };

const maxPlaceholderLength = 300;

/**
 * Splits a string into literals and placeholders (grammar: SPEC §3). One pass: what a placeholder later resolves to is
 * never looked at again. A backslash before the braces makes them literal.
 */
export function parsePlaceholders(text: string, place: FailurePlace = {}): TextPart[] {
  const parts: TextPart[] = [];
  let literal = '';
  let index = 0;
  while (index < text.length) {
    if (text.startsWith('\\{{', index)) {
      literal += '{{';
      index += 3;
    } else if (text.startsWith('{{', index)) {
      const close = text.indexOf('}}', index + 2);
      const inside = close === -1 ? '' : text.slice(index + 2, close);
      if (close === -1 || inside.includes('{{')) {
        throw new PlaceholderSyntaxError('unclosed', `A placeholder opened at character ${index + 1} is not closed.`, {
          hint: 'Close it with }} or write \\{{ for literal braces.',
          place: { ...place, placeholder: text.slice(index, index + 40) },
          values: { position: index + 1 },
        });
      }
      const source = text.slice(index, close + 2);
      if (literal !== '') parts.push({ kind: 'literal', text: literal });
      literal = '';
      const target = parseTarget(inside.trim(), { ...place, placeholder: source.slice(0, 80) });
      parts.push({ kind: 'placeholder', source, start: index, end: close + 2, target });
      index = close + 2;
    } else {
      literal += text[index] ?? '';
      index += 1;
    }
  }
  if (literal !== '' || parts.length === 0) parts.push({ kind: 'literal', text: literal });
  return parts;
}

function parseTarget(inside: string, place: FailurePlace): PlaceholderTarget {
  if (inside.length > maxPlaceholderLength) {
    throw new PlaceholderSyntaxError('too-long', `A placeholder is longer than ${maxPlaceholderLength} characters.`, {
      hint: 'Shorten it.',
      place,
    });
  }
  const words = inside.split('.');
  const [root, second, third] = words;
  switch (root) {
    case 'layers':
      return cellTarget({ kind: 'same' }, words.slice(1), place);
    case 'prev_unit':
    case 'next_unit':
      if (second !== 'layers') throw malformed(inside, place);
      return cellTarget({ kind: root === 'prev_unit' ? 'previous' : 'next' }, words.slice(2), place);
    case 'units':
      if (second === undefined || third !== 'layers') throw malformed(inside, place);
      return cellTarget({ kind: 'unit', id: second }, words.slice(3), place);
    case 'vars':
      if (words.length !== 2 || !isName(second)) throw malformed(inside, place);
      return { kind: 'document-variable', name: second };
    case 'unit':
      if (second === 'vars' && words.length === 3 && isName(third)) return { kind: 'unit-variable', name: third };
      if (words.length === 2 && (second === 'id' || second === 'index' || second === 'title')) {
        return { kind: 'unit-property', name: second };
      }
      throw malformed(inside, place);
    default:
      throw new PlaceholderSyntaxError('unknown-root', `A placeholder cannot start with "${root ?? ''}".`, {
        hint: 'It starts with layers, prev_unit, next_unit, units, vars or unit.',
        place,
        values: { root: root ?? '' },
      });
  }
}

function cellTarget(unit: UnitReference, words: string[], place: FailurePlace): PlaceholderTarget {
  const [layer, property] = words;
  if (layer === undefined || property === undefined || words.length !== 2 || !/^[A-Za-z0-9_-]{1,64}$/.test(layer)) {
    throw malformed(words.join('.'), place);
  }
  const known = cellProperties.find((name) => name === property);
  if (known === undefined) {
    throw new PlaceholderSyntaxError('unknown-property', `A cell has no property "${property}".`, {
      hint: `Use one of ${cellProperties.join(', ')}.`,
      place,
      values: { property },
    });
  }
  return { kind: 'cell', unit, layer: /^\d+$/.test(layer) ? Number(layer) : layer, property: known };
}

function isName(word: string | undefined): word is string {
  return word !== undefined && /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(word);
}

function malformed(inside: string, place: FailurePlace): Error {
  return new PlaceholderSyntaxError('malformed', `"${inside}" is not a placeholder that Telar knows.`, {
    hint: 'Examples: {{layers.0.path}}, {{prev_unit.layers.plate.path}}, {{unit.vars.colour}}.',
    place,
    values: { inside },
  });
}
