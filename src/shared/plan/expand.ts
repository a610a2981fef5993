import type { FailurePlace, JsonValue } from '../base/index.ts';
import { parsePlaceholders, type PlaceholderTarget, type TextPart } from '../matrix/index.ts';

/** In the place of a value that is left out. */
export const dropped = Symbol('dropped');
export type Expanded = JsonValue | typeof dropped;

/** A placeholder at its place: `isWhole` when the string is nothing else. */
export interface Occurrence {
  source: string;
  target: PlaceholderTarget;
  isWhole: boolean;
  place: FailurePlace;
}

/** Splits a string into its parts; throws PlaceholderSyntaxError with the place. */
export type ParseText = (text: string, place: FailurePlace) => TextPart[];

/** A parser that remembers: the cells of a column mostly hold the same strings. */
export function createTextParser(): ParseText {
  const parsed = new Map<string, TextPart[]>();
  return (text, place) => {
    const known = parsed.get(text) ?? parsePlaceholders(text, place);
    parsed.set(text, known);
    return known;
  };
}

/**
 * Puts values in the place of the placeholders of a string, also in nested lists and objects. One pass: what `lookUp`
 * answers is never read again. A string that is exactly one placeholder keeps the value's type; a dropped one leaves the
 * list or object it stands in. `place.parameter` names the value, with dots for nested ones.
 */
export function expandValue(
  value: JsonValue,
  place: FailurePlace,
  lookUp: (occurrence: Occurrence) => Expanded,
  parse: ParseText = parsePlaceholders,
): Expanded {
  if (typeof value === 'string') return expandText(value, place, lookUp, parse);
  if (Array.isArray(value)) return value.map((each) => expandValue(each, place, lookUp, parse)).filter(isKept);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).flatMap(([key, each]): [string, JsonValue][] => {
    const kept = expandValue(each, { ...place, parameter: `${place.parameter ?? ''}.${key}` }, lookUp, parse);
    return isKept(kept) ? [[key, kept]] : [];
  });
  return Object.fromEntries(entries);
}

function expandText(
  text: string,
  place: FailurePlace,
  lookUp: (occurrence: Occurrence) => Expanded,
  parse: ParseText,
): Expanded {
  const parts = parse(text, place);
  const only = parts[0];
  if (parts.length === 1 && only?.kind === 'placeholder') return lookUp(occurrenceOf(only, true, place));
  return parts
    .map((part) => (part.kind === 'literal' ? part.text : asText(lookUp(occurrenceOf(part, false, place)))))
    .join('');
}

function occurrenceOf(
  part: Extract<TextPart, { kind: 'placeholder' }>,
  isWhole: boolean,
  place: FailurePlace,
): Occurrence {
  const { source, target } = part;
  return { source, target, isWhole, place: { ...place, placeholder: source } };
}

function asText(value: Expanded): string {
  if (value === dropped) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether a value was not dropped. */
export function isKept(value: Expanded): value is JsonValue {
  return value !== dropped;
}
