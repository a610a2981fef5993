import { Validator, type Schema } from '@cfworker/json-schema';
import type { JsonObject, JsonValue } from '../base/index.ts';
import { explain, type SchemaProblem } from './explain.ts';
import type { ModelTemplate } from './schema.ts';
import { checkedSchema, namesRead } from './schema-parts.ts';

interface TemplateValidators {
  schema: JsonObject;
  /** Validators of the whole object, by the parameters that may have any value. */
  whole: Map<string, Validator>;
  /** Validators of single parameters. */
  single: Map<string, SingleValidator>;
  /** Whether there are no rules over several parameters within the schema, so that judging each one is enough. */
  isPlain: boolean;
  rules: RuleValidator[];
}

interface SingleValidator {
  validator: Validator;
  /** Values that passed: the cells of a column mostly have the same. */
  passed: Set<JsonValue>;
}

interface RuleValidator {
  validator: Validator;
  message: string;
  pointer: string;
  /** Parameters whose values the rule looks at. */
  reads: ReadonlySet<string>;
}

const maxRemembered = 1000;
const perTemplate = new WeakMap<ModelTemplate, TemplateValidators>();

/**
 * First problem of parameters with the template's JSON Schema and its rules, or null. Parameters named in `open` may have
 * any value, and rules that look at them are left out.
 */
export function schemaProblem(
  template: ModelTemplate,
  parameters: JsonObject,
  open: ReadonlySet<string>,
): SchemaProblem | null {
  const validators = validatorsOf(template);
  if (!validators.isPlain || !passesOneByOne(validators.single, parameters, open)) {
    const result = wholeValidator(validators, open).validate(parameters);
    if (!result.valid) return explain(result.errors, validators.schema, parameters);
  }
  const broken = validators.rules.find(
    ({ validator, reads }) => ![...open].some((name) => reads.has(name)) && !validator.validate(parameters).valid,
  );
  return broken === undefined ? null : { kind: 'rule', pointer: broken.pointer, reason: broken.message, nearest: null };
}

/** What is wrong with one parameter's value for itself, in plain words; null when nothing is. */
export function valueProblem(template: ModelTemplate, name: string, value: JsonValue): string | null {
  const properties = (validatorsOf(template).schema.properties ?? {}) as JsonObject;
  const schema = { type: 'object', properties: { [name]: properties[name] ?? true } } satisfies JsonObject;
  const result = new Validator(schema as Schema, '2020-12', false).validate({ [name]: value });
  return result.valid ? null : explain(result.errors, schema, { [name]: value }).reason;
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
  const schema = checkedSchema(template.parameters);
  const made: TemplateValidators = {
    schema,
    whole: new Map(),
    single: singleValidators(schema),
    isPlain: Object.keys(schema).every((keyword) => plainKeywords.has(keyword)),
    rules: template.rules.map((rule) => ({
      validator: new Validator(checkedSchema(rule.schema) as Schema, '2020-12', true),
      message: rule.message,
      pointer: rule.pointer,
      reads: namesRead(rule.schema),
    })),
  };
  perTemplate.set(template, made);
  return made;
}

const plainKeywords = new Set(['type', 'title', 'description', 'required', 'additionalProperties', 'properties']);

function singleValidators(schema: JsonObject): Map<string, SingleValidator> {
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
