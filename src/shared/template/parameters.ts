import { ParameterValidationError, type FailurePlace, type JsonObject, type JsonValue } from '../base/index.ts';
import type { SchemaProblem } from './explain.ts';
import { nearestName } from './nearest-name.ts';
import { parameterSchemas, type ParameterSchema } from './parameter-schema.ts';
import type { ModelTemplate } from './schema.ts';
import { schemaProblem } from './validator.ts';

const nothingLate: ReadonlySet<string> = new Set();

/**
 * Checks resolved parameters against the template before anything runs. Throws ParameterValidationError naming the
 * parameter; an unknown name comes with the nearest known one. A parameter named in `late` has its value only when the
 * cell starts: here it counts as given, and the check is repeated without `late` then.
 */
export function validateParameters(
  template: ModelTemplate,
  parameters: JsonObject,
  place: FailurePlace,
  late: ReadonlySet<string> = nothingLate,
): void {
  const schemas = parameterSchemas(template);
  checkNames(template, parameters, place);
  const open = new Set(late);
  for (const [name, value] of Object.entries(parameters)) {
    const problem = late.has(name) ? null : integerProblem(name, value, schemas[name]);
    if (problem !== null) throw refused(template, { ...problem, pointer: `/${name}`, nearest: null }, place);
    if (isBigSeed(name, value, schemas[name])) open.add(name);
  }
  const problem = schemaProblem(template, parameters, open);
  if (problem !== null) throw refused(template, problem, place);
}

function checkNames(template: ModelTemplate, parameters: JsonObject, place: FailurePlace): void {
  const schemas = parameterSchemas(template);
  for (const name of Object.keys(parameters)) {
    if (Object.hasOwn(schemas, name)) continue;
    const known = Object.keys(schemas);
    const nearest = nearestName(name, known);
    throw new ParameterValidationError('unknown', `${template.id} has no parameter "${name}".`, {
      hint: nearest === null ? `It takes ${known.join(', ')}.` : `Did you mean "${nearest}"?`,
      place: { ...place, parameter: name },
      values: { parameter: name, model: template.id, nearest: nearest ?? known.join(', ') },
    });
  }
  for (const name of (template.parameters.required ?? []) as string[]) {
    if (parameters[name] !== undefined && parameters[name] !== '') continue;
    throw new ParameterValidationError('missing', `${template.id} needs a value for "${name}".`, {
      hint: `Fill in "${name}".`,
      place: { ...place, parameter: name },
      values: { parameter: name, model: template.id },
    });
  }
}

/** The failure for a value; a value inside another is named by its JSON pointer. */
function refused(
  template: ModelTemplate,
  { kind, pointer, reason, nearest }: SchemaProblem,
  place: FailurePlace,
): Error {
  const [, first = ''] = pointer.split('/');
  const parameter = first.replaceAll('~1', '/').replaceAll('~0', '~');
  const isInside = pointer.split('/').length > 2;
  const name = isInside ? pointer : parameter;
  const message = kind === 'rule' ? `${template.id}: ${reason}` : `"${name}" of ${template.id}: ${reason}`;
  return new ParameterValidationError(kind, message, {
    hint: nearest === null ? `Change "${name}" to an allowed value.` : `Did you mean "${nearest}"?`,
    place: { ...place, parameter, ...(isInside ? { pointer } : {}) },
    values: { parameter: name, model: template.id, reason, nearest: nearest ?? '' },
  });
}

/** A seed written as digits: seeds go up to 2^64 - 1, which a JSON number cannot hold. */
function isBigSeed(name: string, value: JsonValue, schema: ParameterSchema | undefined): value is string {
  return name === 'seed' && schema?.type === 'integer' && typeof value === 'string' && /^-?\d{1,39}$/.test(value);
}

/** What is wrong with a whole number that the schema's own check cannot see; null when nothing is. */
function integerProblem(
  name: string,
  value: JsonValue,
  schema: ParameterSchema | undefined,
): Pick<SchemaProblem, 'kind' | 'reason'> | null {
  if (schema?.type === 'integer' && typeof value === 'number' && Number.isInteger(value)) {
    // A larger number was rounded while it was read: another one than the user wrote would be sent.
    if (!Number.isSafeInteger(value)) {
      return { kind: 'invalid', reason: 'Numbers beyond 2^53 lose digits; write it in quotes.' };
    }
  }
  if (!isBigSeed(name, value, schema)) return null;
  const seed = BigInt(value);
  if (schema?.minimum !== undefined && seed < BigInt(Math.ceil(schema.minimum))) {
    return { kind: 'out-of-range', reason: `${value} is less than ${schema.minimum}.` };
  }
  if (schema?.maximum !== undefined && seed > BigInt(Math.floor(schema.maximum))) {
    return { kind: 'out-of-range', reason: `${value} is more than ${schema.maximum}.` };
  }
  return null;
}

/**
 * Fills in the template's defaults for parameters that are absent. A parameter that was dropped because its placeholder
 * could not be resolved counts as absent: the provider would use the default too.
 */
export function withDefaults(template: ModelTemplate, parameters: JsonObject): JsonObject {
  const filled = { ...parameters };
  for (const [name, schema] of Object.entries(parameterSchemas(template))) {
    if (filled[name] === undefined && schema.default !== undefined) filled[name] = schema.default;
  }
  return filled;
}
