import { Validator, type Schema } from '@cfworker/json-schema';
import type { JsonObject, JsonValue } from '../base/index.ts';
import type { ModelTemplate } from './schema.ts';

/** What is wrong with the value at a JSON pointer below `#`. */
export interface SchemaProblem {
  pointer: string;
  reason: string;
}

interface TemplateValidators {
  schema: JsonObject;
  /** Validators of the whole object, by the parameters that may have any value. */
  whole: Map<string, Validator>;
  /** Validators of single parameters; null when parameters cannot be judged one by one. */
  single: Map<string, SingleValidator> | null;
}

interface SingleValidator {
  validator: Validator;
  /** Values that passed: the cells of a column mostly have the same. */
  passed: Set<JsonValue>;
}

const maxRemembered = 1000;
const perTemplate = new WeakMap<ModelTemplate, TemplateValidators>();

/** First problem of parameters with the template's JSON Schema, or null. Those named in `open` may have any value. */
export function schemaProblem(
  template: ModelTemplate,
  parameters: JsonObject,
  open: ReadonlySet<string>,
): SchemaProblem | null {
  const validators = validatorsOf(template);
  if (validators.single !== null && passesOneByOne(validators.single, parameters, open)) return null;
  const result = wholeValidator(validators, open).validate(parameters);
  const error = result.errors.findLast((each) => each.instanceLocation !== '#') ?? result.errors[0];
  if (result.valid || error === undefined) return null;
  return { pointer: error.instanceLocation.replace(/^#\/?/, ''), reason: error.error };
}

/** The quick way to "nothing is wrong". Names and required parameters were checked before. */
function passesOneByOne(
  single: ReadonlyMap<string, SingleValidator>,
  parameters: JsonObject,
  open: ReadonlySet<string>,
): boolean {
  return Object.entries(parameters).every(([name, value]) => {
    if (open.has(name)) return true;
    const each = single.get(name);
    if (each === undefined) return false;
    if (each.passed.has(value)) return true;
    if (!each.validator.validate(value).valid) return false;
    if (each.passed.size < maxRemembered && (typeof value !== 'object' || value === null)) each.passed.add(value);
    return true;
  });
}

function validatorsOf(template: ModelTemplate): TemplateValidators {
  const known = perTemplate.get(template);
  if (known !== undefined) return known;
  const schema = withoutUriFormat(template.parameters) as JsonObject;
  const made = { schema, whole: new Map<string, Validator>(), single: singleValidators(schema) };
  perTemplate.set(template, made);
  return made;
}

const plainKeywords = new Set(['type', 'title', 'description', 'required', 'additionalProperties', 'properties']);

/** Rules over several parameters, and references, need the whole object. */
function singleValidators(schema: JsonObject): Map<string, SingleValidator> | null {
  const isPlain = Object.keys(schema).every((keyword) => plainKeywords.has(keyword));
  if (!isPlain || JSON.stringify(schema).includes('$ref')) return null;
  const properties = Object.entries((schema.properties ?? {}) as JsonObject);
  return new Map(
    properties.map(([name, property]) => {
      const validator = new Validator(property as Schema, '2020-12', true);
      return [name, { validator, passed: new Set<JsonValue>() }];
    }),
  );
}

function wholeValidator(validators: TemplateValidators, open: ReadonlySet<string>): Validator {
  const key = JSON.stringify([...open].sort());
  const validator = validators.whole.get(key) ?? new Validator(schemaWith(validators.schema, open), '2020-12', false);
  validators.whole.set(key, validator);
  return validator;
}

function schemaWith(schema: JsonObject, open: ReadonlySet<string>): JsonObject {
  const properties = { ...(schema.properties as JsonObject | undefined) };
  for (const name of open) if (Object.hasOwn(properties, name)) properties[name] = true;
  return { ...schema, properties };
}

/** `uri` values are document-relative paths here, which are no URIs in the sense of RFC 3986. */
function withoutUriFormat(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(withoutUriFormat);
  if (schema === null || typeof schema !== 'object') return schema;
  const entries = Object.entries(schema).filter(([key, value]) => !(key === 'format' && value === 'uri'));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutUriFormat(value)]));
}
