import { TemplateError, type JsonObject } from '../../base/index.ts';
import { guessMedia } from './guess-media.ts';
import type { AddNote } from './import-note.ts';
import { importProperty } from './import-property.ts';
import { importLimits, isJsonObject, tooComplex } from './resolve-schema.ts';

export interface ParameterSource {
  /** The input schema with all references written out. */
  schema: JsonObject;
  /** Names in the order of the form; the others follow. */
  order: readonly string[];
  /** Whether texts with a telling name (`image_url`) are files, as at fal, which marks them by their name alone. */
  filesByName: boolean;
}

/** The `parameters` of a template from the schema of a model's input. Throws TemplateError `no-schema`, `too-complex`. */
export function importParameters({ schema, order, filesByName }: ParameterSource, add: AddNote): JsonObject {
  if (!isJsonObject(schema.properties)) throw noSchema();
  const names = inOrder(Object.keys(schema.properties), order);
  if (names.length > importLimits.parameters) throw tooComplex('parameters', importLimits.parameters);
  const listed = Array.isArray(schema.required) ? schema.required : [];
  const required = names.filter((name) => listed.includes(name));
  const properties: JsonObject = {};
  for (const name of names) {
    const source = schema.properties[name];
    if (!isJsonObject(source)) continue;
    if (isSecret(source)) {
      add(required.includes(name) ? 'secret-required' : 'secret-dropped', name);
      continue;
    }
    properties[name] = withFile(importProperty(source, name, add), name, filesByName, add);
  }
  return {
    type: 'object',
    required: required.filter((name) => Object.hasOwn(properties, name)),
    additionalProperties: false,
    properties,
  };
}

function inOrder(names: readonly string[], order: readonly string[]): string[] {
  const first = order.filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => !first.includes(name))].filter((name) => name !== '__proto__');
}

/** Keys and passwords: `format: password` or `x-cog-secret` (22 parameters of the models looked at). */
function isSecret(schema: JsonObject): boolean {
  return schema.format === 'password' || schema['x-cog-secret'] === true || schema.writeOnly === true;
}

/** Marks a file parameter and says what kind of file it takes, as far as its name and description tell. */
function withFile(schema: JsonObject, name: string, filesByName: boolean, add: AddNote): JsonObject {
  if (schema.type === 'array' && isJsonObject(schema.items)) {
    const items = withFile(schema.items, name, filesByName, add);
    if (items === schema.items) return schema;
    const { default: value, ...rest } = schema;
    // An empty list is a sound default; addresses are the provider's own files.
    return { ...rest, ...(Array.isArray(value) && value.length === 0 ? { default: value } : {}), items };
  }
  const isMarked = schema.format === 'uri';
  const isNamed = filesByName && schema.type === 'string' && schema.enum === undefined && /_urls?$/.test(name);
  if (!isMarked && !isNamed) return schema;
  if (!isMarked) add('file-guessed', name);
  const { default: address, ...rest } = schema;
  if (address !== undefined) add('file-default-dropped', name);
  const description = typeof schema.description === 'string' ? schema.description : '';
  const media = guessMedia(name, description);
  if (media === null) return { ...rest, format: 'uri' };
  add('media-guessed', name, media);
  return { ...rest, format: 'uri', contentMediaType: `${media}/*` };
}

function noSchema(): Error {
  return new TemplateError('no-schema', 'The provider publishes no schema of what this model takes.', {
    hint: 'Check the id; a model that only its owner can see may have none.',
  });
}
