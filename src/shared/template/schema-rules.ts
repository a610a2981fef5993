import type { JsonObject, JsonValue } from '../base/index.ts';

/** What is wrong in a JSON Schema, and where. */
export interface SchemaFault {
  path: (string | number)[];
  message: string;
}

/** Keywords with one schema, a list of them, or schemas by name. */
const single = ['not', 'if', 'then', 'else', 'items', 'contains', 'additionalProperties', 'propertyNames'];
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const named = ['properties', 'dependentSchemas'];

/**
 * A regular expression from a file may take minutes for one value, and a reference may point to itself, so neither is
 * taken. The other keywords here do not exist in the 2020-12 form that is checked, or nobody reads them.
 */
const refused: Record<string, string> = {
  pattern: 'A template takes no regular expression: use enum, minLength, maxLength or format.',
  patternProperties: 'A template takes no regular expression: name each property.',
  $ref: 'A template takes no reference: write the schema out.',
  $dynamicRef: 'A template takes no reference: write the schema out.',
  $recursiveRef: 'A template takes no reference: write the schema out.',
  $id: 'A template is one schema without an address of its own.',
  unevaluatedProperties: 'Use additionalProperties.',
  unevaluatedItems: 'Use items.',
  dependencies: 'Use dependentRequired or dependentSchemas.',
};

const typeNames = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']);
const numbers = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'x-order'];
const counts = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'minContains'];
const texts = ['title', 'description', 'format', 'contentMediaType', 'x-group'];
const maxDepth = 16;

/** Everything that makes a schema unusable in a template. */
export function schemaFaults(schema: JsonValue, path: (string | number)[] = []): SchemaFault[] {
  if (typeof schema === 'boolean') return [];
  if (!isObject(schema)) return [{ path, message: 'A schema is an object, true or false.' }];
  if (path.length > maxDepth * 2) return [{ path, message: `Schemas go ${maxDepth} levels deep at most.` }];
  return [...keywordFaults(schema, path), ...subschemas(schema, path)];
}

function keywordFaults(schema: JsonObject, path: (string | number)[]): SchemaFault[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const message = Object.hasOwn(refused, keyword) ? refused[keyword] : valueProblem(keyword, value);
    return message === undefined || message === null ? [] : [{ path: [...path, keyword], message }];
  });
}

function valueProblem(keyword: string, value: JsonValue): string | null {
  if (keyword === 'type') {
    const types = Array.isArray(value) ? value : [value];
    const isKnown = types.length > 0 && types.every((each) => typeof each === 'string' && typeNames.has(each));
    return isKnown ? null : `A type is one of ${[...typeNames].join(', ')}.`;
  }
  if (keyword === 'enum') return Array.isArray(value) && value.length > 0 ? null : 'enum lists the allowed values.';
  if (keyword === 'x-enum-titles')
    return isTextList(value) ? null : 'x-enum-titles lists texts, one for each value of enum.';
  if (keyword === 'required') return isTextList(value) ? null : 'required lists names.';
  if (keyword === 'dependentRequired') {
    return isObject(value) && Object.values(value).every(isTextList) ? null : 'dependentRequired lists names by name.';
  }
  if (keyword === 'multipleOf') return typeof value === 'number' && value > 0 ? null : 'multipleOf is above 0.';
  if (numbers.includes(keyword)) return typeof value === 'number' ? null : `${keyword} is a number.`;
  if (counts.includes(keyword)) return isCount(value) ? null : `${keyword} is a whole number of 0 or more.`;
  if (texts.includes(keyword)) return typeof value === 'string' ? null : `${keyword} is a text.`;
  return null;
}

function subschemas(schema: JsonObject, path: (string | number)[]): SchemaFault[] {
  const faults: SchemaFault[] = [];
  for (const keyword of single) {
    if (schema[keyword] !== undefined) faults.push(...schemaFaults(schema[keyword], [...path, keyword]));
  }
  for (const keyword of lists) {
    const value = schema[keyword];
    if (value === undefined) continue;
    if (!Array.isArray(value) || value.length === 0) {
      faults.push({ path: [...path, keyword], message: `${keyword} lists schemas.` });
    } else faults.push(...value.flatMap((each, index) => schemaFaults(each, [...path, keyword, index])));
  }
  for (const keyword of named) {
    const value = schema[keyword];
    if (value === undefined) continue;
    if (!isObject(value)) faults.push({ path: [...path, keyword], message: `${keyword} has schemas by name.` });
    else faults.push(...Object.entries(value).flatMap(([name, each]) => schemaFaults(each, [...path, keyword, name])));
  }
  return faults;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextList(value: JsonValue): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isCount(value: JsonValue): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
