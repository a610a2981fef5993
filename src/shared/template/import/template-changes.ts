import { z } from 'zod';
import { canonicalJson, jsonObject, type JsonObject } from '../../base/index.ts';
import { costRule } from '../cost.ts';
import type { ModelTemplate } from '../schema.ts';
import { isJsonObject } from './resolve-schema.ts';

const parameterChange = z.object({
  name: z.string(),
  /** Null: it is new. */
  before: jsonObject.nullable(),
  /** Null: it is gone. */
  after: jsonObject.nullable(),
});

/** What would be different of a model; null where nothing is. */
export const templateChanges = z.object({
  parameters: z.array(parameterChange),
  /** Whether it is needed, by parameters that became so or are so no more. */
  required: z.array(z.object({ name: z.string(), isRequired: z.boolean() })),
  version: z.object({ before: z.string(), after: z.string() }).nullable(),
  output: z.object({ before: z.string(), after: z.string() }).nullable(),
  cost: z.object({ before: costRule, after: costRule }).nullable(),
});
export type TemplateChanges = z.output<typeof templateChanges>;

/** Compares a template with a newer one of the same model. */
export function compareTemplates(before: ModelTemplate, after: ModelTemplate): TemplateChanges {
  const [old, fresh] = [propertiesOf(before), propertiesOf(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  const [wasRequired, isRequired] = [requiredOf(before), requiredOf(after)];
  return {
    parameters: names
      .map((name) => ({ name, before: old[name] ?? null, after: fresh[name] ?? null }))
      .filter((each) => canonicalJson(each.before) !== canonicalJson(each.after)),
    required: names
      .filter((name) => Object.hasOwn(old, name) && Object.hasOwn(fresh, name))
      .filter((name) => wasRequired.has(name) !== isRequired.has(name))
      .map((name) => ({ name, isRequired: isRequired.has(name) })),
    version: before.version === after.version ? null : { before: before.version, after: after.version },
    output: outputText(before) === outputText(after) ? null : { before: outputText(before), after: outputText(after) },
    cost: sameTariff(before, after) ? null : { before: before.cost, after: after.cost },
  };
}

/** Whether two templates of a model differ in nothing that matters. */
export function isUnchanged(changes: TemplateChanges): boolean {
  const { parameters, required, version, output, cost } = changes;
  return parameters.length === 0 && required.length === 0 && version === null && output === null && cost === null;
}

function propertiesOf(template: ModelTemplate): Record<string, JsonObject> {
  const properties = isJsonObject(template.parameters.properties) ? template.parameters.properties : {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, isJsonObject(schema) ? schema : {}]),
  );
}

function requiredOf(template: ModelTemplate): Set<unknown> {
  return new Set(Array.isArray(template.parameters.required) ? template.parameters.required : []);
}

function outputText({ output: { asset_type: type, extension } }: ModelTemplate): string {
  if (extension === undefined) return type;
  return `${type}, ${typeof extension === 'string' ? `.${extension}` : `{${extension.parameter}}`}`;
}

/** The tariff alone: a price that was looked up again today is the same price. */
function sameTariff(before: ModelTemplate, after: ModelTemplate): boolean {
  const tariff = ({ cost }: ModelTemplate): string => {
    const parts = Object.entries(cost).filter(([key]) => !['as_of', 'source', 'confidence'].includes(key));
    return canonicalJson(jsonObject.parse(Object.fromEntries(parts)));
  };
  return tariff(before) === tariff(after);
}
