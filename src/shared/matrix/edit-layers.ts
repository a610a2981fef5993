import type { Layer, MatrixDocument } from './document.ts';
import type { EditOf } from './edit-schema.ts';
import { inserted, mapLayer, requireLayer, withValue } from './find-in-document.ts';
import { rewriteLayerIndexes } from './rewrite-layer-indexes.ts';

/**
 * Puts a layer in. References by index to the layers behind it are rewritten; those of the new layer itself are taken
 * as meant for the document with it.
 */
export function insertLayer(matrix: MatrixDocument, edit: EditOf<'insert-layer'>): MatrixDocument {
  const at = Math.min(edit.index, matrix.layers.length);
  const rewritten = rewriteLayerIndexes(matrix, (index) => (index < at ? index : index + 1));
  const cells = new Map(Object.entries(edit.cells ?? {}));
  return {
    ...rewritten,
    layers: inserted(rewritten.layers, at, edit.layer),
    units: rewritten.units.map((unit) => {
      const value = cells.get(unit.id);
      return value === undefined ? unit : { ...unit, cells: { ...unit.cells, [edit.layer.name]: value } };
    }),
  };
}

/**
 * Takes a layer out, with its cells. References by index to it are written by its name: there is no such layer any
 * more, and the plan says which one is missing.
 */
export function removeLayer(matrix: MatrixDocument, edit: EditOf<'remove-layer'>): MatrixDocument {
  const at = matrix.layers.indexOf(requireLayer(matrix, edit.layer));
  const rewritten = rewriteLayerIndexes(matrix, (index) =>
    index === at ? edit.layer : index < at ? index : index - 1,
  );
  return {
    ...rewritten,
    layers: rewritten.layers.filter((layer) => layer.name !== edit.layer),
    units: rewritten.units.map((unit) =>
      Object.hasOwn(unit.cells, edit.layer) ? { ...unit, cells: withValue(unit.cells, edit.layer, undefined) } : unit,
    ),
  };
}

/** Moves a layer; references by index follow the layers they mean. */
export function moveLayer(matrix: MatrixDocument, edit: EditOf<'move-layer'>): MatrixDocument {
  const moved = requireLayer(matrix, edit.layer);
  const order = matrix.layers.filter((layer) => layer !== moved);
  const names = inserted(order, Math.min(edit.index, order.length), moved).map((layer) => layer.name);
  const rewritten = rewriteLayerIndexes(matrix, (index) => {
    const name = matrix.layers[index]?.name;
    return name === undefined ? index : names.indexOf(name);
  });
  const byName = new Map(rewritten.layers.map((layer) => [layer.name, layer]));
  return { ...rewritten, layers: names.flatMap((name) => byName.get(name) ?? []) };
}

/** Changes what a layer is; null takes a value away. */
export function setLayer(matrix: MatrixDocument, edit: EditOf<'set-layer'>): MatrixDocument {
  const { title, locked, muted, asset_type, model, parallel_inference } = edit.changes;
  return mapLayer(matrix, edit.layer, (layer) => {
    const { title: oldTitle, locked: oldLocked, muted: oldMuted, ...rest } = layer;
    const changed: Layer = {
      ...rest,
      ...(asset_type === undefined ? {} : { asset_type }),
      ...(model === undefined ? {} : { model }),
      ...(parallel_inference === undefined ? {} : { parallel_inference }),
    };
    return {
      ...changed,
      ...optional('title', title, oldTitle),
      ...optional('locked', locked, oldLocked),
      ...optional('muted', muted, oldMuted),
    };
  });
}

/** A key with its new value, its old one where nothing new is said, or no key for null. */
export function optional<K extends string, T>(
  key: K,
  value: T | null | undefined,
  old: T | undefined,
): { [P in K]?: T } {
  const kept = value === undefined ? old : value;
  const none: { [P in K]?: T } = {};
  return kept === undefined || kept === null ? none : { ...none, [key]: kept };
}
