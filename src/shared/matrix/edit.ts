import { z } from 'zod';
import { jsonValue, layerName, NotFoundError, unitId, type JsonObject, type JsonValue } from '../base/index.ts';
import type { CellOverride, MatrixDocument, Unit } from './document.ts';

/** Everything that can be done to a document. `value: undefined` (absent) removes the value. */
export const matrixEdit = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('set-cell-parameter'),
    unit: unitId,
    layer: layerName,
    parameter: z.string().min(1).max(100),
    value: jsonValue.optional(),
  }),
  z.strictObject({
    type: z.literal('set-layer-parameter'),
    layer: layerName,
    parameter: z.string().min(1).max(100),
    value: jsonValue.optional(),
  }),
  z.strictObject({
    type: z.literal('set-unit-variable'),
    unit: unitId,
    name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  }),
  z.strictObject({
    type: z.literal('set-node-position'),
    node: z.string().min(1).max(140),
    value: z.strictObject({ x: z.number(), y: z.number() }).optional(),
  }),
  z.strictObject({ type: z.literal('set-title'), value: z.string().max(200).optional() }),
]);
export type MatrixEdit = z.output<typeof matrixEdit>;

export interface AppliedEdit {
  matrix: MatrixDocument;
  /** The edit that takes it back. */
  inverse: MatrixEdit;
}

/** Applies an edit to an immutable document. Throws NotFoundError for a unit or layer that does not exist. */
export function applyEdit(matrix: MatrixDocument, edit: MatrixEdit): AppliedEdit {
  switch (edit.type) {
    case 'set-cell-parameter': {
      requireLayer(matrix, edit.layer);
      const override = requireUnit(matrix, edit.unit).cells[edit.layer] ?? {};
      const parameters = override.parameters ?? {};
      const changed = withValue(parameters, edit.parameter, edit.value);
      return {
        matrix: mapUnit(matrix, edit.unit, (unit) => ({
          ...unit,
          cells: withOverride(unit.cells, edit.layer, withParameters(override, changed)),
        })),
        inverse: { ...withoutValue(edit), ...valueOf(parameters[edit.parameter]) },
      };
    }
    case 'set-layer-parameter': {
      const before = requireLayer(matrix, edit.layer).parameters;
      return {
        matrix: {
          ...matrix,
          layers: matrix.layers.map((layer) =>
            layer.name === edit.layer ? { ...layer, parameters: withValue(before, edit.parameter, edit.value) } : layer,
          ),
        },
        inverse: { ...withoutValue(edit), ...valueOf(before[edit.parameter]) },
      };
    }
    case 'set-unit-variable': {
      const before = requireUnit(matrix, edit.unit).vars;
      return {
        matrix: mapUnit(matrix, edit.unit, (unit) => ({ ...unit, vars: withValue(before, edit.name, edit.value) })),
        inverse: { ...withoutValue(edit), ...valueOf(before[edit.name]) },
      };
    }
    case 'set-node-position': {
      const before = matrix.view?.positions ?? {};
      return {
        matrix: { ...matrix, view: { ...matrix.view, positions: withValue(before, edit.node, edit.value) } },
        inverse: { ...withoutValue(edit), ...valueOf(before[edit.node]) },
      };
    }
    case 'set-title': {
      const { title, ...rest } = matrix;
      return {
        matrix: edit.value === undefined ? rest : { ...rest, title: edit.value },
        inverse: { type: 'set-title', ...valueOf(title) },
      };
    }
  }
}

function requireUnit(matrix: MatrixDocument, id: string): Unit {
  const unit = matrix.units.find((each) => each.id === id);
  if (unit !== undefined) return unit;
  throw new NotFoundError('cell', `There is no unit "${id}" in this document.`, {
    hint: 'It may have been removed meanwhile.',
    place: { unit: id },
    values: { name: id },
  });
}

function requireLayer(matrix: MatrixDocument, name: string): MatrixDocument['layers'][number] {
  const layer = matrix.layers.find((each) => each.name === name);
  if (layer !== undefined) return layer;
  throw new NotFoundError('cell', `There is no layer "${name}" in this document.`, {
    hint: 'It may have been removed meanwhile.',
    place: { layer: name },
    values: { name },
  });
}

function mapUnit(matrix: MatrixDocument, id: string, change: (unit: Unit) => Unit): MatrixDocument {
  return { ...matrix, units: matrix.units.map((unit) => (unit.id === id ? change(unit) : unit)) };
}

/** An override that says nothing is removed again, so that an undone edit leaves the file as it was. */
function withOverride(cells: Unit['cells'], layer: string, override: CellOverride): Unit['cells'] {
  return withValue(cells, layer, Object.keys(override).length === 0 ? undefined : override);
}

function withParameters(override: CellOverride, parameters: JsonObject): CellOverride {
  const { parameters: _replaced, ...rest } = override;
  return Object.keys(parameters).length === 0 ? rest : { ...rest, parameters };
}

function withValue<T>(record: Record<string, T>, key: string, value: T | undefined): Record<string, T> {
  if (value !== undefined) return { ...record, [key]: value };
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function withoutValue<T extends { value?: unknown }>(edit: T): Omit<T, 'value'> {
  const { value: _dropped, ...rest } = edit;
  return rest;
}

function valueOf<T extends JsonValue>(value: T | undefined): { value?: T } {
  return value === undefined ? {} : { value };
}
