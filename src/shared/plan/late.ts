import { z } from 'zod';
import {
  cellKey,
  jsonValue,
  LayerDependencyError,
  type CellKey,
  type FailurePlace,
  type JsonObject,
  type JsonValue,
  type LayerName,
  type UnitId,
} from '../base/index.ts';
import { dropped, expandValue, isKept, type Expanded } from './expand.ts';

/** What exists of a cell only after it has run. */
export const lateProperty = z.enum(['text', 'url', 'seed', 'width', 'height', 'duration']);
export type LateProperty = z.output<typeof lateProperty>;

/** What stands for a placeholder: a value, nothing, or a property of a cell that is looked up at the start. */
const lateBinding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), value: jsonValue }),
  z.object({ kind: z.literal('dropped') }),
  z.object({ kind: z.literal('late'), cell: cellKey, property: lateProperty }),
]);
export type LateBinding = z.output<typeof lateBinding>;

/** A parameter with late values: its source as written, and what each placeholder in it (as written) stands for. */
export const lateParameter = z.object({
  parameter: z.string(),
  source: jsonValue,
  bindings: z.record(z.string(), lateBinding),
});
export type LateParameter = z.output<typeof lateParameter>;

/** The cell that is completed; a PlannedCell is one. */
export interface LateCell {
  unit: UnitId;
  layerName: LayerName;
  parameters: JsonObject;
  late: LateParameter[];
}

/**
 * Answers a property of an upstream cell's picked take: `text` its content, `url` a remote address that is fresh, `seed` a
 * number (a string beyond 2^53), `width` and `height` in pixels, `duration` in seconds. Undefined: there is none.
 */
export type LateValueOf = (cell: CellKey, property: LateProperty) => JsonValue | undefined;

/** The values that must be at hand before a cell can start, without repeats. */
export function lateReferences(cell: Pick<LateCell, 'late'>): { cell: CellKey; property: LateProperty }[] {
  const found = new Map<string, { cell: CellKey; property: LateProperty }>();
  for (const { bindings } of cell.late) {
    for (const binding of Object.values(bindings)) {
      if (binding.kind !== 'late') continue;
      found.set(`${binding.cell}.${binding.property}`, { cell: binding.cell, property: binding.property });
    }
  }
  return [...found.values()];
}

/**
 * Parameters of a cell that starts, its late values filled in. One pass over the source as written: placeholders inside
 * a value, say in a text that a language model wrote, stay as they are. The result still has to pass `validateParameters`.
 * Throws LayerDependencyError `not-available` naming cell, parameter and placeholder for a value that does not exist.
 */
export function completeParameters(cell: LateCell, valueOf: LateValueOf): JsonObject {
  const place = { unit: cell.unit, layer: cell.layerName };
  return withLateValues(cell, (late) =>
    expandLate(late, { ...place, parameter: late.parameter }, (binding, where) => {
      const value = valueOf(binding.cell, binding.property);
      if (value === undefined || value === null) throw notAvailable(binding.cell, binding.property, where);
      return value;
    }),
  );
}

/** Parameters with each late one replaced; one that expands to nothing is left out. */
export function withLateValues(
  cell: Pick<LateCell, 'parameters' | 'late'>,
  expand: (late: LateParameter) => Expanded,
): JsonObject {
  const parameters = { ...cell.parameters };
  for (const late of cell.late) {
    const value = expand(late);
    if (isKept(value)) parameters[late.parameter] = value;
    else Reflect.deleteProperty(parameters, late.parameter);
  }
  return parameters;
}

/** One parameter with its values filled in; `lookUp` answers the late ones. */
export function expandLate(
  late: LateParameter,
  place: FailurePlace,
  lookUp: (binding: Extract<LateBinding, { kind: 'late' }>, place: FailurePlace) => Expanded,
): Expanded {
  return expandValue(late.source, place, (occurrence) => {
    const binding = late.bindings[occurrence.source];
    if (binding === undefined || binding.kind === 'dropped') return dropped;
    return binding.kind === 'value' ? binding.value : lookUp(binding, occurrence.place);
  });
}

/** The failure of a late value that a take does not have. */
export function notAvailable(cell: CellKey, property: LateProperty, place: FailurePlace): Error {
  return new LayerDependencyError('not-available', `${cell} has no ${property}.`, {
    hint: `Pick a take of ${cell} that was made by a model, or remove the reference.`,
    place,
    values: { cell, property },
  });
}
