import type { OutputUnit } from '@cfworker/json-schema';
import type { JsonObject, JsonValue } from '../base/index.ts';
import { nearestName } from './nearest-name.ts';

/** Which case of a wrong value it is, as failures name it. */
export type SchemaProblemKind =
  'missing' | 'unknown' | 'wrong-type' | 'out-of-range' | 'not-a-choice' | 'rule' | 'invalid';

/** What is wrong with a value. */
export interface SchemaProblem {
  kind: SchemaProblemKind;
  /** JSON pointer of the value within the parameters, such as `/loras/0/scale`; empty for all of them. */
  pointer: string;
  reason: string;
  /** The allowed value or name that was probably meant. */
  nearest: string | null;
}

/** How much an error of this keyword tells; of errors at one place the most telling is shown. */
const telling: Record<string, number> = {
  enum: 9,
  const: 9,
  required: 8,
  additionalProperties: 8,
  minimum: 7,
  maximum: 7,
  exclusiveMinimum: 7,
  exclusiveMaximum: 7,
  multipleOf: 7,
  minLength: 7,
  maxLength: 7,
  minItems: 7,
  maxItems: 7,
  uniqueItems: 7,
  pattern: 6,
  format: 6,
  type: 5,
  dependentRequired: 4,
};

/** The problem behind a validator's errors: the deepest value that is wrong, and the most telling thing about it. */
export function explain(errors: readonly OutputUnit[], schema: JsonObject, parameters: JsonObject): SchemaProblem {
  const rank = (each: OutputUnit): number => depthOf(each.instanceLocation) * 10 + (telling[each.keyword] ?? 0);
  const known = errors.filter((each) => telling[each.keyword] !== undefined);
  const [best] = (known.length > 0 ? known : errors).toSorted((a, b) => rank(b) - rank(a));
  if (best === undefined) return { kind: 'invalid', pointer: '', reason: 'It does not fit.', nearest: null };
  const constraint = at(schema, best.keywordLocation);
  const value = at(parameters, best.instanceLocation);
  return { pointer: best.instanceLocation.replace(/^#/, ''), ...sentence(best, constraint, value, schema) };
}

type Sentence = Omit<SchemaProblem, 'pointer'> & { pointer?: string };

function sentence(error: OutputUnit, constraint: JsonValue, value: JsonValue, schema: JsonObject): Sentence {
  const written = shown(value);
  const limit = shown(constraint);
  switch (error.keyword) {
    case 'enum':
      return notAChoice(written, value, Array.isArray(constraint) ? constraint : []);
    case 'const':
      return notAChoice(written, value, [constraint]);
    case 'type':
      return {
        kind: 'wrong-type',
        reason: `${written} is ${kindOf(value)}; it takes ${typesText(constraint)}.`,
        nearest: null,
      };
    case 'minimum':
      return outOfRange(`${written} is less than ${limit}.`);
    case 'maximum':
      return outOfRange(`${written} is more than ${limit}.`);
    case 'exclusiveMinimum':
      return outOfRange(`${written} is not above ${limit}.`);
    case 'exclusiveMaximum':
      return outOfRange(`${written} is not below ${limit}.`);
    case 'multipleOf':
      return outOfRange(`${written} is no multiple of ${limit}.`);
    case 'minLength':
      return outOfRange(`The text is shorter than ${limit} characters.`);
    case 'maxLength':
      return outOfRange(`The text is longer than ${limit} characters.`);
    case 'minItems':
      return outOfRange(`The list has fewer than ${limit} entries.`);
    case 'maxItems':
      return outOfRange(`The list has more than ${limit} entries.`);
    case 'uniqueItems':
      return { kind: 'invalid', reason: 'The list has an entry twice.', nearest: null };
    case 'pattern':
      return { kind: 'invalid', reason: `${written} is no colour such as #2b2622.`, nearest: null };
    case 'required':
      return missingWithin(error, constraint, value);
    case 'additionalProperties':
      return unknownWithin(error, schema, value);
    default:
      return { kind: 'invalid', reason: error.error, nearest: null };
  }
}

function outOfRange(reason: string): Sentence {
  return { kind: 'out-of-range', reason, nearest: null };
}

function notAChoice(written: string, value: JsonValue, choices: JsonValue[]): Sentence {
  const isName = typeof value === 'string' || typeof value === 'number';
  const nearest = isName ? nearestName(String(value), choices.map(String)) : null;
  const list = choices.slice(0, 20).map(shown).join(', ');
  return { kind: 'not-a-choice', reason: `${written} is none of ${list}${choices.length > 20 ? ', …' : ''}.`, nearest };
}

function missingWithin(error: OutputUnit, constraint: JsonValue, value: JsonValue): Sentence {
  const names = Array.isArray(constraint) ? constraint.map(String) : [];
  const missing = names.find((name) => !isObject(value) || !Object.hasOwn(value, name)) ?? '';
  const pointer = `${error.instanceLocation.replace(/^#/, '')}/${escaped(missing)}`;
  return { kind: 'missing', pointer, reason: `"${missing}" is missing.`, nearest: null };
}

function unknownWithin(error: OutputUnit, schema: JsonObject, value: JsonValue): Sentence {
  const properties = at(schema, error.keywordLocation.replace(/\/additionalProperties$/, '/properties'));
  const known = isObject(properties) ? Object.keys(properties) : [];
  const stray = isObject(value) ? (Object.keys(value).find((name) => !known.includes(name)) ?? '') : '';
  const pointer = `${error.instanceLocation.replace(/^#/, '')}/${escaped(stray)}`;
  return {
    kind: 'unknown',
    pointer,
    reason: `There is no "${stray}" here, only ${known.join(', ')}.`,
    nearest: nearestName(stray, known),
  };
}

function typesText(constraint: JsonValue): string {
  const words: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    integer: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    null: 'nothing',
  };
  return (Array.isArray(constraint) ? constraint : [constraint])
    .map((each) => (typeof each === 'string' ? words[each] : ''))
    .join(' or ');
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a fraction';
  return { string: 'a text', boolean: 'true or false', object: 'an object' }[typeof value as 'string'];
}

/** A value as JSON, cut where it is long. */
function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function depthOf(location: string): number {
  return location.split('/').length;
}

/** The value at a pointer as the validator writes it: a fragment, percent-encoded. */
function at(root: JsonValue, location: string): JsonValue {
  let value: JsonValue = root;
  for (const step of location.replace(/^#\/?/, '').split('/')) {
    if (step === '') continue;
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    const next: JsonValue | undefined = Array.isArray(value)
      ? value[Number(name)]
      : isObject(value)
        ? value[name]
        : undefined;
    if (next === undefined) return null;
    value = next;
  }
  return value;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
