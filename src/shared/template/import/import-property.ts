import type { JsonObject, JsonValue } from '../../base/index.ts';
import type { AddNote } from './import-note.ts';
import { importLimits, isJsonObject, tooComplex } from './resolve-schema.ts';

/** Keywords that are copied as they are where their value has the right kind. */
const numbers = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
const counts = ['minLength', 'maxLength', 'minItems', 'maxItems'];
const maxText = 500;

/** Bounds that a number format stands for (Replicate's Go and Rust models use them). */
const formatBounds: Record<string, JsonObject> = {
  uint8: { minimum: 0, maximum: 255 },
  uint16: { minimum: 0, maximum: 65_535 },
  uint32: { minimum: 0, maximum: 4_294_967_295 },
  uint64: { minimum: 0 },
};

/**
 * A resolved property schema in the few keywords that templates use. Unknown keywords are left out, patterns with a note;
 * `name` is the parameter it belongs to.
 */
export function importProperty(source: JsonObject, name: string, add: AddNote): JsonObject {
  const schema = withoutNull(source);
  if (schema.pattern !== undefined || schema.patternProperties !== undefined) add('pattern-dropped', name);
  const result: JsonObject = {};
  const choices = choicesOf(schema);
  const type = typeOf(schema, choices);
  if (type !== null) result.type = type;
  for (const keyword of ['title', 'description'] as const) {
    const text = schema[keyword];
    // Generated schemas repeat the name as the title; the form makes a readable one of the name itself.
    if (typeof text === 'string' && text !== '' && text !== name) result[keyword] = shorten(text);
  }
  if (schema.format === 'uri' && type === 'string') result.format = 'uri';
  if (choices !== null) result.enum = choices;
  Object.assign(result, boundsOf(schema, type));
  if (type === 'array' && isJsonObject(schema.items)) result.items = importProperty(schema.items, name, add);
  if (type === 'object') Object.assign(result, objectPart(schema, name, add));
  if (type === null && Array.isArray(schema.anyOf)) {
    const alternatives = schema.anyOf.filter(isJsonObject).map((each) => importProperty(each, name, add));
    if (alternatives.length > 0) result.anyOf = alternatives;
  }
  addDefault(result, schema, name, add);
  return result;
}

/**
 * A parameter that may be null may as well be left out, so null is no value here: `nullable` (4 parameters of the models
 * looked at, all seeds and counts) and `anyOf: [X, null]`, as newer schemas write it, become X.
 */
function withoutNull(schema: JsonObject): JsonObject {
  const alternatives = Array.isArray(schema.anyOf) ? schema.anyOf : Array.isArray(schema.oneOf) ? schema.oneOf : null;
  const types = Array.isArray(schema.type) ? schema.type.filter((each) => each !== 'null') : null;
  const { oneOf: _oneOf, ...rest } = schema;
  if (types !== null) return { ...rest, type: types[0] ?? 'string' };
  if (alternatives === null) return schema;
  const real = alternatives.filter(isJsonObject).filter((each) => each.type !== 'null');
  const [only] = real;
  if (real.length === 1 && only !== undefined) {
    const { anyOf: _anyOf, ...own } = rest;
    return withoutNull({ ...only, ...own });
  }
  return { ...rest, anyOf: real };
}

const knownTypes = new Set(['string', 'integer', 'number', 'boolean', 'array', 'object']);

function typeOf(schema: JsonObject, choices: JsonValue[] | null): string | null {
  if (typeof schema.type === 'string' && knownTypes.has(schema.type)) {
    // One model of those looked at gives an integer the default 13.5: it takes any number.
    const isReal = schema.type === 'integer' && typeof schema.default === 'number' && !Number.isInteger(schema.default);
    return isReal ? 'number' : schema.type;
  }
  if (choices !== null) return typeOfAll(choices);
  if (isJsonObject(schema.properties)) return 'object';
  return isJsonObject(schema.items) ? 'array' : null;
}

/** Type of an enum that names none: 8 of the enums looked at. */
function typeOfAll(choices: readonly JsonValue[]): string | null {
  if (choices.every((each) => typeof each === 'string')) return 'string';
  if (choices.every((each) => Number.isInteger(each))) return 'integer';
  if (choices.every((each) => typeof each === 'number')) return 'number';
  return null;
}

function choicesOf(schema: JsonObject): JsonValue[] | null {
  if (schema.const !== undefined) return [schema.const];
  if (!Array.isArray(schema.enum)) return null;
  const choices = schema.enum.filter((each) => each !== null);
  if (choices.length > importLimits.choices) throw tooComplex('choices', importLimits.choices);
  return choices.length === 0 ? null : choices;
}

function boundsOf(schema: JsonObject, type: string | null): JsonObject {
  const bounds: JsonObject = {};
  const isNumber = type === 'integer' || type === 'number';
  if (isNumber && typeof schema.format === 'string') Object.assign(bounds, formatBounds[schema.format] ?? {});
  for (const keyword of isNumber ? numbers : [])
    if (typeof schema[keyword] === 'number') bounds[keyword] = schema[keyword];
  for (const keyword of counts) {
    const value = schema[keyword];
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) bounds[keyword] = value;
  }
  return bounds;
}

function objectPart(schema: JsonObject, name: string, add: AddNote): JsonObject {
  const part: JsonObject = {};
  if (isJsonObject(schema.properties)) {
    const entries = Object.entries(schema.properties).filter(([, each]) => isJsonObject(each));
    part.properties = Object.fromEntries(
      entries.map(([key, each]) => [key, importProperty(each as JsonObject, name, add)]),
    );
  }
  if (Array.isArray(schema.required)) part.required = schema.required.filter((each) => typeof each === 'string');
  return part;
}

/**
 * A default is shown in the form and sent with every request, so only a sound one is kept. Null means "no default" (24 of
 * the parameters looked at). One beyond its own bounds widens them, since the provider takes it.
 */
function addDefault(result: JsonObject, schema: JsonObject, name: string, add: AddNote): void {
  const value = schema.default;
  if (value === undefined || value === null) return;
  if (result.format === 'uri') return add('file-default-dropped', name);
  const choices = Array.isArray(result.enum) ? result.enum : null;
  if (choices !== null && !choices.includes(value)) return add('default-dropped', name, JSON.stringify(value));
  if (!hasType(value, result.type)) return add('default-dropped', name, JSON.stringify(value).slice(0, 100));
  if (typeof value === 'number') {
    if (typeof result.minimum === 'number' && value < result.minimum) widen(result, 'minimum', value, name, add);
    if (typeof result.maximum === 'number' && value > result.maximum) widen(result, 'maximum', value, name, add);
  }
  result.default = value;
}

function widen(schema: JsonObject, bound: 'minimum' | 'maximum', value: number, name: string, add: AddNote): void {
  schema[bound] = value;
  add('default-widened', name, String(value));
}

function hasType(value: JsonValue, type: JsonValue | undefined): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case undefined:
      return true;
    default:
      return typeof value === type;
  }
}

function shorten(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText - 1)}…`;
}
