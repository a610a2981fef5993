import { layerName, unitId, type LayerName, type UnitId } from '../base/index.ts';
import { foldedName } from './check-names.ts';
import type { MatrixDocument } from './document.ts';
import { deviceNames } from './limits.ts';

const maxNameLength = 64;

/** An id for a unit that follows `model`: `scene-3` is followed by `scene-4`, `dawn` by `dawn-2`; none yet, by `unit-1`. */
export function freeUnitId(matrix: MatrixDocument, model?: string): UnitId {
  const taken = matrix.units.map((unit) => unit.id);
  return unitId.parse(freeName(taken, model ?? 'unit-0'));
}

/** A name for a layer: the wished one, with a number where it is taken. */
export function freeLayerName(matrix: MatrixDocument, wished: string): LayerName {
  const taken = matrix.layers.map((layer) => layer.name);
  const isFree = !taken.some((name) => foldedName(name) === foldedName(wished)) && !deviceNames.test(wished);
  return layerName.parse(isFree ? wished : freeName(taken, wished));
}

/** "Scene 3" counted on until no unit is called so; a title without a number gets one. */
export function freeUnitTitle(matrix: MatrixDocument, model: string): string {
  const taken = new Set(matrix.units.map((unit) => unit.title));
  return countOn(model, ' ', (title) => !taken.has(title));
}

function freeName(taken: readonly string[], model: string): string {
  const folded = new Set(taken.map(foldedName));
  // Room for the number; cutting a name that is not near the limit changes nothing.
  const short = model.length > maxNameLength - 6 ? model.slice(0, maxNameLength - 6) : model;
  return countOn(short, '-', (name) => !folded.has(foldedName(name)) && !deviceNames.test(name));
}

function countOn(model: string, separator: string, isFree: (name: string) => boolean): string {
  const [, stem = model, digits] = /^(.*\D)(\d{1,5})$/s.exec(model) ?? [];
  let number = digits === undefined ? 1 : Number(digits);
  for (;;) {
    number += 1;
    const name = digits === undefined ? `${model}${separator}${number}` : `${stem}${number}`;
    if (isFree(name)) return name;
  }
}
