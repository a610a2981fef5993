import type { SingleEdit } from '../../../shared/matrix/index.ts';
import { freeUnitId, type MatrixDocument, type Unit } from '../../../shared/matrix/index.ts';
import { frameOf } from './table-frame.ts';
import type { Write } from './grid-place.ts';
import { textEdit, type TableSource } from './table-values.ts';

/**
 * The edits of a paste. Rows past the last shown one become new units at the end, with the ids that follow the last
 * unit's; without `isGrowing` they are left out.
 */
export function pasteEdits(
  matrix: MatrixDocument,
  source: TableSource,
  writes: readonly Write[],
  isGrowing: boolean,
): SingleEdit[] {
  const { units, columns } = source.frame;
  const missing = Math.max(0, ...writes.map(({ row }) => row + 1 - units.length));
  const grown = isGrowing ? newUnits(matrix, missing) : [];
  const inserts = grown.map((unit, index): SingleEdit => ({
    type: 'insert-unit',
    index: matrix.units.length + index,
    unit,
  }));
  // New units are empty, so that what is written into them is an edit like that of any other.
  const wider = { ...source, frame: frameOf(columns, [...units, ...grown]) };
  return [...inserts, ...writes.flatMap((write) => textEdit(wider, write, write.text) ?? [])];
}

function newUnits(matrix: MatrixDocument, count: number): Unit[] {
  const made: Unit[] = [];
  let known = matrix;
  while (made.length < count) {
    const unit: Unit = { id: freeUnitId(known, known.units.at(-1)?.id), vars: {}, cells: {} };
    made.push(unit);
    known = { ...known, units: [...known.units, unit] };
  }
  return made;
}
