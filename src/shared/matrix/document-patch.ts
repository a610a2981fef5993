import type { JsonObject, JsonValue } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';

/** Part of a list that is replaced. */
interface ListPatch<T> {
  start: number;
  remove: number;
  insert: readonly T[];
}

/**
 * What leads from one state of a document to another, to the order of its keys: only values that differ, whole. It fits
 * the one state it was made for.
 */
export interface DocumentPatch {
  keys: readonly string[];
  values: Readonly<JsonObject>;
  layers: ListPatch<MatrixDocument['layers'][number]>;
  units: ListPatch<MatrixDocument['units'][number]>;
}

const lists = new Set(['layers', 'units']);

/** The patch from one state to another. What both share by identity is not part of it. */
export function patchBetween(from: MatrixDocument, to: MatrixDocument): DocumentPatch {
  const old = from as JsonObject;
  const values = Object.entries(to as JsonObject).filter(([key, value]) => !lists.has(key) && old[key] !== value);
  return {
    keys: Object.keys(to),
    values: Object.fromEntries(values),
    layers: listPatch(from.layers, to.layers),
    units: listPatch(from.units, to.units),
  };
}

/** The state that a patch leads to. */
export function applyPatch(matrix: MatrixDocument, patch: DocumentPatch): MatrixDocument {
  const source = matrix as JsonObject;
  const changed = Object.fromEntries(
    patch.keys.map((key) => [key, Object.hasOwn(patch.values, key) ? patch.values[key] : source[key]]),
  ) as Record<string, JsonValue>;
  return {
    ...(changed as MatrixDocument),
    layers: patched(matrix.layers, patch.layers),
    units: patched(matrix.units, patch.units),
  };
}

function listPatch<T>(from: readonly T[], to: readonly T[]): ListPatch<T> {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < shorter - start && from.at(-1 - end) === to.at(-1 - end)) end += 1;
  return { start, remove: from.length - start - end, insert: to.slice(start, to.length - end) };
}

function patched<T>(list: T[], patch: ListPatch<T>): T[] {
  if (patch.remove === 0 && patch.insert.length === 0) return list;
  return list.toSpliced(patch.start, patch.remove, ...patch.insert);
}
