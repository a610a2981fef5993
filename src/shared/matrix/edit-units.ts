import type { MatrixDocument, Unit } from './document.ts';
import { optional } from './edit-layers.ts';
import type { EditOf } from './edit-schema.ts';
import { inserted, mapUnit, requireUnit, withValue } from './find-in-document.ts';

/** Puts a unit in. */
export function insertUnit(matrix: MatrixDocument, edit: EditOf<'insert-unit'>): MatrixDocument {
  return { ...matrix, units: inserted(matrix.units, edit.index, edit.unit) };
}

/** Takes a unit out; references to it by id stay, and the plan says which unit is missing. */
export function removeUnit(matrix: MatrixDocument, edit: EditOf<'remove-unit'>): MatrixDocument {
  const removed = requireUnit(matrix, edit.unit);
  return { ...matrix, units: matrix.units.filter((unit) => unit !== removed) };
}

/** Moves a unit; "previous" and "next" mean the new neighbours. */
export function moveUnit(matrix: MatrixDocument, edit: EditOf<'move-unit'>): MatrixDocument {
  const moved = requireUnit(matrix, edit.unit);
  const others = matrix.units.filter((unit) => unit !== moved);
  return { ...matrix, units: inserted(others, edit.index, moved) };
}

/** Changes a unit's title, or all its variables at once. */
export function setUnit(matrix: MatrixDocument, edit: EditOf<'set-unit'>): MatrixDocument {
  return mapUnit(matrix, edit.unit, (unit): Unit => {
    const { title, ...rest } = unit;
    return { ...rest, ...optional('title', edit.changes.title, title), vars: edit.changes.vars ?? unit.vars };
  });
}

/** Sets one variable of a unit. */
export function setUnitVariable(matrix: MatrixDocument, edit: EditOf<'set-unit-variable'>): MatrixDocument {
  return mapUnit(matrix, edit.unit, (unit) => ({ ...unit, vars: withValue(unit.vars, edit.name, edit.value) }));
}
