import { NotFoundError } from '../base/index.ts';
import type { Layer, MatrixDocument, Unit } from './document.ts';

/** The unit with an id. Throws NotFoundError. */
export function requireUnit(matrix: MatrixDocument, id: string): Unit {
  const unit = matrix.units.find((each) => each.id === id);
  if (unit !== undefined) return unit;
  throw new NotFoundError('cell', `There is no unit "${id}" in this document.`, {
    hint: 'It may have been removed meanwhile.',
    place: { unit: id },
    values: { name: id },
  });
}

/** The layer with a name. Throws NotFoundError. */
export function requireLayer(matrix: MatrixDocument, name: string): Layer {
  const layer = matrix.layers.find((each) => each.name === name);
  if (layer !== undefined) return layer;
  throw new NotFoundError('cell', `There is no layer "${name}" in this document.`, {
    hint: 'It may have been removed meanwhile.',
    place: { layer: name },
    values: { name },
  });
}

/** The document with one unit changed; the others stay the same objects. */
export function mapUnit(matrix: MatrixDocument, id: string, change: (unit: Unit) => Unit): MatrixDocument {
  const changed = change(requireUnit(matrix, id));
  return { ...matrix, units: matrix.units.map((unit) => (unit.id === id ? changed : unit)) };
}

/** The document with one layer changed; the others stay the same objects. */
export function mapLayer(matrix: MatrixDocument, name: string, change: (layer: Layer) => Layer): MatrixDocument {
  const changed = change(requireLayer(matrix, name));
  return { ...matrix, layers: matrix.layers.map((layer) => (layer.name === name ? changed : layer)) };
}

/** A record with a value set, or without it where the value is undefined. */
export function withValue<T>(record: Record<string, T>, key: string, value: T | undefined): Record<string, T> {
  if (value !== undefined) return { ...record, [key]: value };
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** A list with an element put in; an index past the end means the end. */
export function inserted<T>(list: readonly T[], index: number, element: T): T[] {
  return [...list.slice(0, index), element, ...list.slice(index)];
}
