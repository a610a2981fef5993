import { Validator, type Schema } from '@cfworker/json-schema';
import type { JsonObject, JsonValue } from '../base/index.ts';
import type { ModelTemplate } from './schema.ts';

const validators = new WeakMap<ModelTemplate, Map<string, Validator>>();

/** Validator of a template's parameters in which the parameters named in `open` may have any value. */
export function validatorOf(template: ModelTemplate, open: readonly string[]): Validator {
  const ofTemplate = validators.get(template) ?? new Map<string, Validator>();
  validators.set(template, ofTemplate);
  const key = JSON.stringify([...open].sort());
  const validator = ofTemplate.get(key) ?? new Validator(schemaWith(template, open), '2020-12', false);
  ofTemplate.set(key, validator);
  return validator;
}

function schemaWith(template: ModelTemplate, open: readonly string[]): Schema {
  const schema = withoutUriFormat(template.parameters) as JsonObject;
  const properties = { ...(schema.properties as JsonObject | undefined) };
  for (const name of open) if (Object.hasOwn(properties, name)) properties[name] = true;
  return { ...schema, properties } as Schema;
}

/** `uri` values are document-relative paths here, which are no URIs in the sense of RFC 3986. */
function withoutUriFormat(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(withoutUriFormat);
  if (schema === null || typeof schema !== 'object') return schema;
  const entries = Object.entries(schema).filter(([key, value]) => !(key === 'format' && value === 'uri'));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutUriFormat(value)]));
}
