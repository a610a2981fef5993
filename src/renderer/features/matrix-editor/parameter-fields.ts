import type { JsonValue } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';

/** What kind of control a parameter gets. */
export type FieldKind =
  | { kind: 'text'; isLong: boolean }
  | { kind: 'number'; isWhole: boolean; minimum: number | null; maximum: number | null; step: number | null }
  | { kind: 'choice'; choices: readonly JsonValue[] }
  | { kind: 'toggle' }
  | { kind: 'file' }
  /** Lists and objects: shown as JSON, not edited here. */
  | { kind: 'structure' };

/** Where the value in force comes from. */
export type FieldOrigin = 'own' | 'column' | 'template' | 'none';

export interface ParameterField {
  name: string;
  /** Label of the template; null when it has none. */
  title: string | null;
  description: string | null;
  control: FieldKind;
  value: JsonValue | undefined;
  origin: FieldOrigin;
  isRequired: boolean;
  /** Contains a placeholder, so its value in the plan differs from what stands here. */
  hasPlaceholder: boolean;
}

interface PropertySchema {
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  enum?: JsonValue[];
  default?: JsonValue;
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
}

/** Fields of a cell in the template's order, then parameters of the document that the template does not know. */
export function parameterFields(cell: MatrixCell, template: ModelTemplate | null): ParameterField[] {
  const properties = (template?.parameters.properties ?? {}) as Record<string, PropertySchema>;
  const required = (template?.parameters.required ?? []) as string[];
  const unknown = Object.keys(cell.parameters).filter((name) => properties[name] === undefined);
  return [...Object.keys(properties), ...unknown].map((name) => {
    const schema = properties[name] ?? {};
    const set = cell.parameters[name];
    const value = set ?? schema.default;
    const origin = cell.ownParameters.includes(name)
      ? 'own'
      : set !== undefined
        ? 'column'
        : value !== undefined
          ? 'template'
          : 'none';
    return {
      name,
      title: schema.title ?? null,
      description: schema.description ?? null,
      control: controlOf(name, schema, value),
      value,
      origin,
      isRequired: required.includes(name),
      hasPlaceholder: hasPlaceholder(value),
    };
  });
}

function controlOf(name: string, schema: PropertySchema, value: JsonValue | undefined): FieldKind {
  if (schema.format === 'uri') return { kind: 'file' };
  const isText = typeof value === 'string';
  // A number given by a placeholder stands as text until the plan resolves it.
  if (isText && hasPlaceholder(value)) return { kind: 'text', isLong: isLongText(name, schema, value) };
  if (schema.enum !== undefined) return { kind: 'choice', choices: schema.enum };
  switch (schema.type) {
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        isWhole: schema.type === 'integer',
        minimum: schema.minimum ?? null,
        maximum: schema.maximum ?? null,
        step: schema.multipleOf ?? null,
      };
    case 'boolean':
      return { kind: 'toggle' };
    case 'array':
    case 'object':
      return { kind: 'structure' };
    default:
      if (schema.type === 'string' || isText || value === undefined) {
        return { kind: 'text', isLong: isLongText(name, schema, value) };
      }
      return { kind: 'structure' };
  }
}

const longTextLength = 60;

function isLongText(name: string, schema: PropertySchema, value: JsonValue | undefined): boolean {
  return (
    schema.format === 'textarea' ||
    /(^|_)(prompt|text|description)$/.test(name) ||
    (typeof value === 'string' && value.length > longTextLength)
  );
}

function hasPlaceholder(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && /(^|[^\\])\{\{/.test(value);
}

/** `guidance_scale` as "Guidance scale". */
export function readableName(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
