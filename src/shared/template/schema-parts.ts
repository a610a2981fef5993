import type { JsonObject, JsonValue } from '../base/index.ts';

/** `#rrggbb`. The only expression that is run on values, and it is ours: templates bring none of their own. */
const hexColour = '^#[0-9a-fA-F]{6}$';

/**
 * A template's schema as it is checked: `uri` values are document-relative paths here, which are no URIs in the sense of
 * RFC 3986, and `hex-color` is a format of ours. Values that are no schemas, such as those of `enum` and `default`, stay.
 */
export function checkedSchema(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]): [string, JsonValue][] => {
      if (keyword === 'format' && value === 'uri') return [];
      if (keyword === 'format' && value === 'hex-color') return [['pattern', hexColour]];
      if (keyword === 'properties' || keyword === 'dependentSchemas')
        return [[keyword, mapValues(value, checkedValue)]];
      if (valueKeywords.has(keyword)) return [[keyword, value]];
      return [[keyword, Array.isArray(value) ? value.map(checkedValue) : checkedValue(value)]];
    }),
  );
}

const valueKeywords = new Set(['enum', 'const', 'default', 'examples', 'required', 'dependentRequired']);

function checkedValue(value: JsonValue): JsonValue {
  return isObject(value) ? checkedSchema(value) : value;
}

function mapValues(value: JsonValue, change: (each: JsonValue) => JsonValue): JsonValue {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each)]));
}

/** Parameters whose values a schema of all parameters looks at; one that must only be there is not among them. */
export function namesRead(schema: JsonValue): Set<string> {
  const names = new Set<string>();
  collectNames(schema, names);
  return names;
}

/** Goes down the keywords whose schemas judge the same object; what lies below a property judges its value. */
function collectNames(schema: JsonValue, names: Set<string>): void {
  if (!isObject(schema)) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties' && isObject(value)) for (const name of Object.keys(value)) names.add(name);
    else if (keyword === 'dependentSchemas' && isObject(value)) {
      for (const each of Object.values(value)) collectNames(each, names);
    } else if (Array.isArray(value)) for (const each of value) collectNames(each, names);
    else collectNames(value, names);
  }
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
