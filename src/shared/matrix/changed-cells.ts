import { cellKeyOf, type CellKey } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';

/**
 * Cells of the second state that are new or say something else than in the first, or stand elsewhere on the canvas; a
 * changed layer changes all its cells. In document order.
 */
export function changedCells(before: MatrixDocument, after: MatrixDocument): CellKey[] {
  const layersBefore = new Map(before.layers.map((layer) => [layer.name, JSON.stringify(layer)]));
  const changedLayers = new Set(
    after.layers.flatMap((layer) => (layersBefore.get(layer.name) === JSON.stringify(layer) ? [] : [layer.name])),
  );
  const unitsBefore = new Map(before.units.map((unit) => [unit.id, unit]));
  const [positionsBefore, positions] = [before.view?.positions ?? {}, after.view?.positions ?? {}];
  return after.units.flatMap((unit) => {
    const old = unitsBefore.get(unit.id);
    const saysOther = old === undefined || textOf([old.title, old.vars]) !== textOf([unit.title, unit.vars]);
    return after.layers.flatMap(({ name }) => {
      const key = cellKeyOf(unit.id, name);
      const isChanged =
        saysOther ||
        changedLayers.has(name) ||
        textOf(old.cells[name]) !== textOf(unit.cells[name]) ||
        textOf(positionsBefore[key]) !== textOf(positions[key]);
      return isChanged && unit.cells[name] !== null ? [key] : [];
    });
  });
}

function textOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
