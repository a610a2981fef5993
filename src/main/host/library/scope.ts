import { cellKeyOf, layerName, unitId, UsageError, type LayerName, type UnitId } from '../../../shared/base/index.ts';
import type { MatrixDocument } from '../../../shared/matrix/index.ts';
import type { PlanScope } from '../../../shared/plan/index.ts';
import type { Scope } from './engine-interface.ts';

/** The plan's word for a scope. Throws UsageError for an index or a name that cannot be one. */
export function planScopeOf({ unit, layer }: Scope, matrix: MatrixDocument): PlanScope {
  if (unit === undefined) {
    return layer === undefined ? { kind: 'all' } : { kind: 'layer', layer: layerOf(layer, matrix) };
  }
  if (layer === undefined) return { kind: 'unit', unit: unitOf(unit) };
  return { kind: 'cells', cells: [cellKeyOf(unitOf(unit), layerOf(layer, matrix))] };
}

function unitOf(text: string): UnitId {
  const parsed = unitId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw notUsable(`"${text}" is no id of a unit`, 'An id has 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.');
}

function layerOf(layer: number | string, matrix: MatrixDocument): LayerName {
  if (typeof layer === 'number') {
    const found = matrix.layers[layer];
    if (found !== undefined) return found.name;
    throw notUsable(`there is no layer ${layer}`, `There are ${matrix.layers.length} layers, counted from 0.`);
  }
  const parsed = layerName.safeParse(layer);
  if (parsed.success) return parsed.data;
  throw notUsable(`"${layer}" is no name of a layer`, 'Use its index, or its name.');
}

function notUsable(what: string, hint: string): Error {
  return new UsageError('invalid', `These cells cannot be run: ${what}.`, { hint });
}
