import { PlaceholderSyntaxError, type FailurePlace } from '../base/index.ts';
import { nearestName } from '../template/index.ts';
import { scanPlaceholders } from './scan-placeholders.ts';

export const cellProperties = ['path', 'text', 'url', 'seed', 'width', 'height', 'duration'] as const;
export type CellProperty = (typeof cellProperties)[number];

export const unitProperties = ['id', 'index', 'title'] as const;

/** Where a cell reference looks, seen from the cell that holds it. */
export type UnitReference = { kind: 'same' } | { kind: 'previous' } | { kind: 'next' } | { kind: 'unit'; id: string };

export type PlaceholderTarget =
  | { kind: 'cell'; unit: UnitReference; layer: string | number; property: CellProperty }
  | { kind: 'document-variable'; name: string }
  | { kind: 'unit-variable'; name: string }
  | { kind: 'unit-property'; name: (typeof unitProperties)[number] };

/** A piece of a parameter string. Offsets count UTF-16 units in the source text. */
export type TextPart =
  | { kind: 'literal'; text: string }
  | { kind: 'placeholder'; source: string; start: number; end: number; target: PlaceholderTarget };

const maxPlaceholderLength = 300;
export const placeholderRoots = ['layers', 'prev_unit', 'next_unit', 'units', 'vars', 'unit'] as const;

/**
 * Splits a string into literals and placeholders (grammar: SPEC §3). One pass: what a placeholder later resolves to is
 * never looked at again. A backslash before the braces makes them literal. Throws PlaceholderSyntaxError.
 */
export function parsePlaceholders(text: string, place: FailurePlace = {}): TextPart[] {
  const parts: TextPart[] = [];
  let literal = '';
  for (const token of scanPlaceholders(text)) {
    switch (token.kind) {
      case 'literal':
        literal += text.slice(token.start, token.end);
        break;
      case 'escape':
        literal += '{{';
        break;
      case 'unclosed':
        throw unclosed(text, token.start, place);
      case 'placeholder': {
        if (literal !== '') parts.push({ kind: 'literal', text: literal });
        literal = '';
        const { start, end } = token;
        parts.push({
          kind: 'placeholder',
          source: text.slice(start, end),
          start,
          end,
          target: targetOf(text, token, place),
        });
      }
    }
  }
  if (literal !== '' || parts.length === 0) parts.push({ kind: 'literal', text: literal });
  return parts;
}

/** What a placeholder token names. Throws PlaceholderSyntaxError. */
export function targetOf(
  text: string,
  { start, end }: { start: number; end: number },
  place: FailurePlace = {},
): PlaceholderTarget {
  return parseTarget(text.slice(start + 2, end - 2).trim(), {
    ...place,
    placeholder: text.slice(start, end).slice(0, 80),
  });
}

function unclosed(text: string, start: number, place: FailurePlace): Error {
  return new PlaceholderSyntaxError('unclosed', `A placeholder opened at character ${start + 1} is not closed.`, {
    hint: 'Close it with }} or write \\{{ for literal braces.',
    place: { ...place, placeholder: text.slice(start, start + 40) },
    values: { position: start + 1 },
  });
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
      if (words.length === 2) {
        const known = unitProperties.find((name) => name === second);
        if (known !== undefined) return { kind: 'unit-property', name: known };
      }
      throw malformed(inside, place, words.length === 2 ? didYouMean(second ?? '', unitProperties) : null);
    default:
      throw new PlaceholderSyntaxError(
        'unknown-root',
        `A placeholder cannot start with "${(root ?? '').slice(0, 40)}".`,
        {
          hint:
            didYouMean(root ?? '', placeholderRoots) ??
            'It starts with layers, prev_unit, next_unit, units, vars or unit.',
          place,
          values: { root: (root ?? '').slice(0, 40) },
        },
      );
  }
}

function didYouMean(word: string, known: readonly string[]): string | null {
  const nearest = nearestName(word.slice(0, 40), known);
  return nearest === null ? null : `Did you mean "${nearest}"?`;
}

function cellTarget(unit: UnitReference, words: string[], place: FailurePlace): PlaceholderTarget {
  const [layer, property] = words;
  if (layer === undefined || property === undefined || words.length !== 2 || !/^[A-Za-z0-9_-]{1,64}$/.test(layer)) {
    throw malformed(words.join('.'), place);
  }
  // An index has one spelling, so that a rewritten document and its search find all of them.
  if (/^0\d+$/.test(layer)) throw malformed(words.join('.'), place);
  const known = cellProperties.find((name) => name === property);
  if (known === undefined) {
    throw new PlaceholderSyntaxError('unknown-property', `A cell has no property "${property}".`, {
      hint: didYouMean(property, cellProperties) ?? `Use one of ${cellProperties.join(', ')}.`,
      place,
      values: { property },
    });
  }
  return { kind: 'cell', unit, layer: /^\d+$/.test(layer) ? Number(layer) : layer, property: known };
}

function isName(word: string | undefined): word is string {
  return word !== undefined && /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(word);
}

function malformed(inside: string, place: FailurePlace, hint: string | null = null): Error {
  return new PlaceholderSyntaxError('malformed', `"${inside}" is not a placeholder that Telar knows.`, {
    hint: hint ?? 'Examples: {{layers.0.path}}, {{prev_unit.layers.plate.path}}, {{unit.vars.colour}}.',
    place,
    values: { inside },
  });
}
