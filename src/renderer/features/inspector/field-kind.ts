import type { JsonValue } from '../../../shared/base/index.ts';
import type { ParameterSchema } from '../../../shared/template/index.ts';

/** What kind of control a parameter gets. */
export type FieldKind =
  | { kind: 'text'; isLong: boolean; maxLength: number | null }
  | { kind: 'number'; isWhole: boolean; minimum: number | null; maximum: number | null; step: number | null }
  /** A whole number that is drawn for each run where none is set. */
  | { kind: 'seed'; minimum: number; maximum: number }
  /** `titles` are in the order of the choices; null where a choice stands for itself. */
  | { kind: 'choice'; choices: readonly JsonValue[]; titles: readonly (string | null)[] }
  | { kind: 'toggle' }
  /** `#rrggbb`. */
  | { kind: 'color' }
  /** `accepts`: kind of media, such as `image/*`; null for any. */
  | { kind: 'file'; accepts: string | null }
  /** A list of texts or of files. */
  | { kind: 'list'; isFiles: boolean; accepts: string | null; most: number | null }
  /** LoRAs by name and weight, each between these. */
  | { kind: 'loras'; minimum: number; maximum: number; most: number }
  /** Other lists and objects: written as JSON. */
  | { kind: 'structure' };

export interface PropertySchema extends ParameterSchema {
  anyOf?: PropertySchema[];
  multipleOf?: number;
  properties?: Record<string, PropertySchema>;
  items?: PropertySchema;
  maxItems?: number;
}

/** Seeds go up to 2^64 - 1 elsewhere; every model that we know takes these. */
const anySeed = { minimum: 0, maximum: 4_294_967_295 };

/** The control for a value by its schema. */
export function kindOfField(name: string, schema: PropertySchema, value: JsonValue | undefined): FieldKind {
  const accepts = schema.contentMediaType ?? schema.items?.contentMediaType ?? null;
  if (schema.format === 'uri') return { kind: 'file', accepts };
  const isText = typeof value === 'string';
  // A number given by a placeholder stands as text until the plan resolves it.
  if (isText && hasPlaceholder(value)) return textKind(name, schema, value);
  const choices = schema.enum ?? namedChoices(schema, value);
  if (choices !== undefined) {
    const named = schema.enum === choices ? (schema['x-enum-titles'] ?? []) : [];
    return { kind: 'choice', choices, titles: choices.map((_, index) => named[index] ?? null) };
  }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return numberKind(name, schema);
    case 'boolean':
      return { kind: 'toggle' };
    case 'array':
      return lorasKind(schema, value) ?? listKind(schema, value, accepts) ?? { kind: 'structure' };
    case 'object':
      return { kind: 'structure' };
    default:
      if (schema.format === 'hex-color') return { kind: 'color' };
      if (schema.type === 'string' || isText || (schema.type === undefined && value === undefined)) {
        return textKind(name, schema, value);
      }
      return { kind: 'structure' };
  }
}

function numberKind(name: string, schema: PropertySchema): FieldKind {
  const { minimum = null, maximum = null } = schema;
  if (name === 'seed' && schema.type === 'integer') {
    return { kind: 'seed', minimum: minimum ?? anySeed.minimum, maximum: maximum ?? anySeed.maximum };
  }
  return { kind: 'number', isWhole: schema.type === 'integer', minimum, maximum, step: schema.multipleOf ?? null };
}

/** A list of texts; null for any other. */
function listKind(schema: PropertySchema, value: JsonValue | undefined, accepts: string | null): FieldKind | null {
  const isTexts = value === undefined || (Array.isArray(value) && value.every((each) => typeof each === 'string'));
  if (schema.items?.type !== 'string' || !isTexts) return null;
  return { kind: 'list', isFiles: schema.items.format === 'uri', accepts, most: schema.maxItems ?? null };
}

/** A list of names and weights, as models of this machine take LoRAs; null for any other list. */
function lorasKind(schema: PropertySchema, value: JsonValue | undefined): FieldKind | null {
  const { id, weight } = schema.items?.properties ?? {};
  if (id?.type !== 'string' || weight?.type !== 'number') return null;
  if (value !== undefined && lorasIn(value) === null) return null;
  return { kind: 'loras', minimum: weight.minimum ?? 0, maximum: weight.maximum ?? 2, most: schema.maxItems ?? 16 };
}

/** The LoRAs of a value; null when it is something else, such as a placeholder. */
export function lorasIn(value: JsonValue): { id: string; weight: number }[] | null {
  if (!Array.isArray(value)) return null;
  const uses = value.map((each) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return null;
    const { id, weight = 1 } = each;
    return typeof id === 'string' && typeof weight === 'number' ? { id, weight } : null;
  });
  return uses.every((use) => use !== null) ? uses : null;
}

/** Names that stand beside another form of the value, such as sizes by name beside a width and a height. */
function namedChoices(schema: PropertySchema, value: JsonValue | undefined): JsonValue[] | undefined {
  const choices = schema.anyOf?.find((each) => each.enum !== undefined)?.enum;
  return value === undefined || choices?.includes(value) === true ? choices : undefined;
}

const longTextLength = 60;

function textKind(name: string, schema: PropertySchema, value: JsonValue | undefined): FieldKind {
  const isLong =
    schema.format === 'textarea' ||
    /(^|_)(prompt|text|description|system)$/.test(name) ||
    (typeof value === 'string' && value.length > longTextLength);
  return { kind: 'text', isLong, maxLength: schema.maxLength ?? null };
}

/** Whether a value is a text with a placeholder. */
export function hasPlaceholder(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && /(^|[^\\])\{\{/.test(value);
}
