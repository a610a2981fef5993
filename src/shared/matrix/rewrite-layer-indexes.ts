import type { JsonObject } from '../base/index.ts';
import type { CellOverride, MatrixDocument, Unit } from './document.ts';
import { mapParameterStrings, rewritePlaceholders, withLayer } from './rewrite-placeholders.ts';

/**
 * Rewrites all references to layers by index, in the parameters of layers and cells, so that they keep their meaning.
 * `layerOf` says the new index of a layer, or its name; it is also asked for
 * indexes that no layer has, which shift along, so that a failing reference does not begin to mean another layer. References by name stay, and so do objects without a change.
 */
export function rewriteLayerIndexes(
  matrix: MatrixDocument,
  layerOf: (index: number) => number | string,
): MatrixDocument {
  const change = (text: string): string =>
    rewritePlaceholders(text, (target, source) => {
      if (target.kind !== 'cell' || typeof target.layer !== 'number') return null;
      const layer = layerOf(target.layer);
      return layer === target.layer ? null : withLayer(source, layer);
    });
  const inParameters = <T extends { parameters?: JsonObject | undefined }>(holder: T): T => {
    if (holder.parameters === undefined) return holder;
    const parameters = mapParameterStrings(holder.parameters, change);
    return parameters === holder.parameters ? holder : { ...holder, parameters };
  };
  return {
    ...matrix,
    layers: matrix.layers.map(inParameters),
    units: matrix.units.map((unit) => inCells(unit, inParameters)),
  };
}

function inCells(unit: Unit, change: (override: CellOverride) => CellOverride): Unit {
  const entries = Object.entries(unit.cells).map(([name, old]) => ({
    name,
    old,
    now: old === null ? null : change(old),
  }));
  if (entries.every(({ old, now }) => old === now)) return unit;
  return { ...unit, cells: Object.fromEntries(entries.map(({ name, now }) => [name, now])) };
}
