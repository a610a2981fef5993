import type { JsonObject, JsonValue } from '../../../shared/base/index.ts';
import type { Layer, MatrixCell } from '../../../shared/matrix/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';
import { hasPlaceholder, kindOfField, type FieldKind, type PropertySchema } from './field-kind.ts';

/** Where the value in force comes from. */
export type FieldOrigin = 'own' | 'column' | 'template' | 'none';

export interface ParameterField {
  name: string;
  /** Label of the template; null when it has none. */
  title: string | null;
  description: string | null;
  control: FieldKind;
  /** In force: what is set, else what the model takes when nothing is. */
  value: JsonValue | undefined;
  /** Several cells are looked at, and they differ here; `value` is the first one's. */
  isMixed: boolean;
  origin: FieldOrigin;
  /** What the column of a cell says, whether or not the cell says something else; nothing where the column itself is shown. */
  columnValue: JsonValue | undefined;
  isRequired: boolean;
  /** Name of the group in the form; `main` and those with it come first, `advanced` last. */
  group: string;
  /** What the model takes when nothing is set. */
  preset: JsonValue | undefined;
  /** Contains a placeholder, so its value in the plan differs from what stands here. */
  hasPlaceholder: boolean;
  /** The provider's tariff counts it. */
  isPriced: boolean;
}

/** What a form shows the parameters of. */
export interface FieldSource {
  parameters: JsonObject;
  ownParameters: readonly string[];
  layer?: Pick<Layer, 'parameters'>;
}

/** The parameters of a column as a source of fields: nothing in it is a cell's own. */
export function layerSource(layer: Layer): FieldSource {
  return { parameters: layer.parameters, ownParameters: [] };
}

/** Fields of a cell in the template's order (by `x-order`, the others as they stand), then parameters of the document that the template does not know. */
export function parameterFields(cell: FieldSource, template: ModelTemplate | null): ParameterField[] {
  const properties = template === null ? {} : (parameterSchemas(template) as Record<string, PropertySchema>);
  const required = (template?.parameters.required ?? []) as string[];
  const unknown = Object.keys(cell.parameters).filter((name) => properties[name] === undefined);
  const last = Number.MAX_SAFE_INTEGER;
  const placeOf = (name: string): number => properties[name]?.['x-order'] ?? last;
  const known = Object.keys(properties).sort((a, b) => placeOf(a) - placeOf(b));
  const priced = template === null ? new Set<string>() : pricedParameters(template);
  return [...known, ...unknown].map((name) => {
    const schema = properties[name] ?? {};
    const set = cell.parameters[name];
    const value = set ?? schema.default;
    const control = kindOfField(name, schema, value);
    return {
      name,
      title: schema.title ?? null,
      description: schema.description ?? null,
      control,
      value,
      isMixed: false,
      origin: originOf(name, cell, value),
      columnValue: cell.layer?.parameters[name],
      group: schema['x-group'] ?? (control.kind === 'loras' || /^lora(s|_|$)/.test(name) ? 'lora' : 'main'),
      preset: schema.default,
      isRequired: required.includes(name),
      hasPlaceholder: hasPlaceholder(value),
      isPriced: priced.has(name),
    };
  });
}

function originOf(name: string, cell: FieldSource, value: JsonValue | undefined): FieldOrigin {
  if (cell.ownParameters.includes(name)) return 'own';
  if (cell.parameters[name] !== undefined) return 'column';
  return value === undefined ? 'none' : 'template';
}

/** Parameters that a template's tariff names: with another value the price may be another. */
function pricedParameters(template: ModelTemplate): Set<string> {
  const names = new Set(Object.keys(parameterSchemas(template)));
  return new Set(textsIn(template.cost).filter((text) => names.has(text)));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Fields by group, in the order of the form. */
export function groupFields(fields: readonly ParameterField[]): { name: string; fields: ParameterField[] }[] {
  const names = [...new Set(fields.map(({ group }) => group))];
  const placeOf = (name: string): number => (name === 'main' ? -1 : name === 'advanced' ? names.length : 0);
  return names
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((name) => ({ name, fields: fields.filter(({ group }) => group === name) }));
}

/**
 * The fields that all of several cells have, of the same kind. Where they differ the field is mixed; it is an own value as
 * soon as one of the cells has one.
 */
export function sharedFields(
  cells: readonly Pick<MatrixCell, 'parameters' | 'ownParameters' | 'layer' | 'model'>[],
  templates: ReadonlyMap<string, ModelTemplate>,
): ParameterField[] {
  const [first = [], ...others] = distinct(cells).map((cell) =>
    parameterFields(cell, templates.get(cell.model) ?? null),
  );
  const byName = others.map((fields) => new Map(fields.map((field) => [field.name, field])));
  return first.flatMap((field) => {
    const same = byName.flatMap((fields) => fields.get(field.name) ?? []);
    // One of the cells has a placeholder in the place of a number: then all are written as text.
    const texts = [field, ...same].find(({ control }) => control.kind === 'text');
    const isSameKind = texts !== undefined || same.every(({ control }) => control.kind === field.control.kind);
    if (same.length < others.length || !isSameKind) return [];
    const isMixed = same.some(({ value }) => JSON.stringify(value) !== JSON.stringify(field.value));
    const isOwn = [field, ...same].some(({ origin }) => origin === 'own');
    return [{ ...field, control: texts?.control ?? field.control, isMixed, origin: isOwn ? 'own' : field.origin }];
  });
}

/** Cells without values of their own are all like their column: of thousands, one stands for the others. */
function distinct<C extends Pick<MatrixCell, 'parameters' | 'ownParameters' | 'layer' | 'model'>>(
  cells: readonly C[],
): C[] {
  const seen = new Map<string, C>();
  for (const cell of cells) {
    const own = cell.ownParameters.length === 0 ? '' : JSON.stringify(cell.parameters);
    const key = `${cell.layer.name} ${cell.model} ${own}`;
    if (!seen.has(key)) seen.set(key, cell);
  }
  return [...seen.values()];
}

/** `guidance_scale` as "Guidance scale". */
export function readableName(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
