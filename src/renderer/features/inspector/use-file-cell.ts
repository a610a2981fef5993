import { useMemo } from 'react';
import { parsePlaceholders, type MatrixCell, type PlaceholderTarget } from '../../../shared/matrix/index.ts';
import { PlaceholderSyntaxError } from '../../../shared/base/index.ts';
import { useDocument } from '../../studio/index.ts';

/** The cell whose file a text names as a whole; null for any other text. */
export function useFileCell(cell: MatrixCell, text: string): MatrixCell | null {
  const cells = useDocument((state) => state.cells);
  return useMemo(() => findCell(cells, cell, text), [cells, cell, text]);
}

function findCell(cells: readonly MatrixCell[], from: MatrixCell, text: string): MatrixCell | null {
  const target = onlyTarget(text);
  if (target?.kind !== 'cell') return null;
  const { unit, layer } = target;
  const isUnit = (each: MatrixCell): boolean => {
    switch (unit.kind) {
      case 'same':
        return each.unitIndex === from.unitIndex;
      case 'previous':
        return each.unitIndex === from.unitIndex - 1;
      case 'next':
        return each.unitIndex === from.unitIndex + 1;
      case 'unit':
        return each.unit.id === unit.id;
    }
  };
  return cells.find((each) => (each.layer.name === layer || each.layerIndex === layer) && isUnit(each)) ?? null;
}

function onlyTarget(text: string): PlaceholderTarget | null {
  try {
    const [only, ...others] = parsePlaceholders(text);
    return only?.kind === 'placeholder' && others.length === 0 ? only.target : null;
  } catch (error) {
    // Half written: the field says so.
    if (error instanceof PlaceholderSyntaxError) return null;
    throw error;
  }
}
