import type { JsonObject, JsonValue } from '../../base/index.ts';
import { isJsonObject } from './resolve-schema.ts';

/**
 * Parameters of a provider's stored example, as a document would write them:
 * - null means "not given" (51 values of the 3,808 models looked at),
 * - a number written as text is that number (202 values: the provider converts it, we are strict),
 * - a parameter that the schema has no more is left out (277 values: examples outlive versions).
 */
export function exampleInput(parameters: JsonObject, stored: JsonObject): JsonObject {
  const properties = isJsonObject(parameters.properties) ? parameters.properties : {};
  const entries = Object.entries(stored)
    .filter(([name, value]) => value !== null && Object.hasOwn(properties, name))
    .map(([name, value]) => [name, convert(value, properties[name])]);
  return Object.fromEntries(entries) as JsonObject;
}

function convert(value: JsonValue, schema: JsonValue | undefined): JsonValue {
  const type = isJsonObject(schema) ? schema.type : undefined;
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
