import { TemplateError, type JsonObject, type JsonValue } from '../../base/index.ts';
import type { AddNote } from './import-note.ts';

/** The largest input schema of the 3,808 public models that were looked at has 13,352 characters and 73 parameters. */
export const importLimits = { characters: 300_000, parameters: 200, depth: 8, choices: 2_000 };

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Value below an object by its keys; undefined where there is none. */
export function valueAt(document: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    document,
  );
}

/**
 * A schema with its references (`#/components/schemas/X`) written out, and an `allOf` of one merged into its parent, as
 * Replicate writes enums (7,250 parameters of the models looked at). What lies deeper than the limit becomes "anything",
 * which also ends circles. Throws TemplateError `too-complex` when the result grows too large.
 */
export function resolveSchema(document: JsonValue, schema: JsonValue | undefined, add: AddNote): JsonObject {
  const budget = { left: importLimits.characters };
  return isJsonObject(schema) ? resolveAt(document, schema, 0, budget, add) : {};
}

function resolveAt(
  document: JsonValue,
  schema: JsonObject,
  depth: number,
  budget: { left: number },
  add: AddNote,
): JsonObject {
  if (depth > importLimits.depth) {
    add('depth-limited', null, String(importLimits.depth));
    return {};
  }
  const { $ref, allOf, ...own } = schema;
  const parts: JsonObject[] = [];
  if (typeof $ref === 'string') parts.push(refTarget(document, $ref));
  if (Array.isArray(allOf)) parts.push(...allOf.filter(isJsonObject));
  const resolved = parts.map((part) => resolveAt(document, part, depth + 1, budget, add));
  const merged: JsonObject = {};
  for (const part of resolved) Object.assign(merged, part);
  // What stands beside the reference was written for this place: its title, default and order win.
  for (const [key, value] of Object.entries(own)) merged[key] = resolveValue(document, key, value, depth, budget, add);
  budget.left -= JSON.stringify(own).length;
  if (budget.left < 0) throw tooComplex('characters', importLimits.characters);
  return merged;
}

/** Keywords whose values are schemas; everything else (default, enum, examples) is data and stays as it is. */
const schemaKeywords = new Set(['items', 'additionalProperties', 'not']);
const schemaLists = new Set(['anyOf', 'oneOf']);
const schemaMaps = new Set(['properties']);

function resolveValue(
  document: JsonValue,
  key: string,
  value: JsonValue,
  depth: number,
  budget: { left: number },
  add: AddNote,
): JsonValue {
  const resolve = (each: JsonObject): JsonObject => resolveAt(document, each, depth + 1, budget, add);
  if (schemaKeywords.has(key) && isJsonObject(value)) return resolve(value);
  if (schemaLists.has(key) && Array.isArray(value)) return value.filter(isJsonObject).map(resolve);
  if (schemaMaps.has(key) && isJsonObject(value)) {
    const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
    return Object.fromEntries(entries.map(([name, each]) => [name, isJsonObject(each) ? resolve(each) : {}]));
  }
  return value;
}

function refTarget(document: JsonValue, reference: string): JsonObject {
  const [root, ...path] = reference.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = root === '#' ? valueAt(document, ...path) : undefined;
  return isJsonObject(target) ? target : {};
}

/** A schema that goes beyond what a form could show. */
export function tooComplex(what: keyof typeof importLimits, limit: number): Error {
  return new TemplateError('too-complex', `The schema of this model is too large (more than ${limit} ${what}).`, {
    hint: 'Write a template by hand with the parameters that you need.',
    values: { what, limit },
  });
}
