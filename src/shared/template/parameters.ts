import { Validator, type Schema } from '@cfworker/json-schema';
import { ParameterValidationError, type FailurePlace, type JsonObject, type JsonValue } from '../base/index.ts';
import { nearestName } from './nearest-name.ts';
import type { ModelTemplate } from './schema.ts';

interface ParameterSchema {
  type?: string;
  format?: string;
  default?: JsonValue;
}

/** Schemas of the template's parameters by name. */
export function parameterSchemas(template: ModelTemplate): Record<string, ParameterSchema> {
  return (template.parameters.properties ?? {}) as Record<string, ParameterSchema>;
}

/** Whether a parameter takes a file (`format: "uri"`), alone or in a list. */
export function isFileParameter(template: ModelTemplate, name: string): boolean {
  const schema = parameterSchemas(template)[name] as (ParameterSchema & { items?: ParameterSchema }) | undefined;
  return schema?.format === 'uri' || schema?.items?.format === 'uri';
}

/**
 * Checks resolved parameters against the template before anything runs. Throws ParameterValidationError naming the
 * parameter; an unknown name comes with the nearest known one.
 */
export function validateParameters(template: ModelTemplate, parameters: JsonObject, place: FailurePlace): void {
  const known = Object.keys(parameterSchemas(template));
  for (const name of Object.keys(parameters)) {
    if (known.includes(name)) continue;
    const nearest = nearestName(name, known);
    throw new ParameterValidationError('unknown', `${template.id} has no parameter "${name}".`, {
      hint: nearest === null ? `It takes ${known.join(', ')}.` : `Did you mean "${nearest}"?`,
      place: { ...place, parameter: name },
      values: { parameter: name, model: template.id, nearest: nearest ?? known.join(', ') },
    });
  }
  const required = (template.parameters.required ?? []) as string[];
  for (const name of required) {
    if (parameters[name] !== undefined && parameters[name] !== '') continue;
    throw new ParameterValidationError('missing', `${template.id} needs a value for "${name}".`, {
      hint: `Fill in "${name}".`,
      place: { ...place, parameter: name },
      values: { parameter: name, model: template.id },
    });
  }
  const result = validatorOf(template).validate(parameters);
  const error = result.errors.findLast((each) => each.instanceLocation !== '#') ?? result.errors[0];
  if (result.valid || error === undefined) return;
  const name = error.instanceLocation.replace(/^#\/?/, '');
  throw new ParameterValidationError('invalid', `"${name}" of ${template.id}: ${error.error}`, {
    hint: `Change "${name}" to an allowed value.`,
    place: { ...place, parameter: name },
    values: { parameter: name, model: template.id, reason: error.error },
  });
}

const validators = new WeakMap<ModelTemplate, Validator>();

function validatorOf(template: ModelTemplate): Validator {
  // `uri` values are document-relative paths or placeholders here, which are no URIs in the sense of RFC 3986.
  const validator =
    validators.get(template) ?? new Validator(withoutUriFormat(template.parameters) as Schema, '2020-12', false);
  validators.set(template, validator);
  return validator;
}

function withoutUriFormat(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(withoutUriFormat);
  if (schema === null || typeof schema !== 'object') return schema;
  const entries = Object.entries(schema).filter(([key, value]) => !(key === 'format' && value === 'uri'));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutUriFormat(value)]));
}

/** Fills in the template's defaults for parameters that are absent. */
export function withDefaults(template: ModelTemplate, parameters: JsonObject): JsonObject {
  const filled = { ...parameters };
  for (const [name, schema] of Object.entries(parameterSchemas(template))) {
    if (filled[name] === undefined && schema.default !== undefined) filled[name] = schema.default;
  }
  return filled;
}
