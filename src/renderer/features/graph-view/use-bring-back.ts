import type { CellKey } from '../../../shared/base/index.ts';
import { useStudio } from '../../studio/index.ts';
import { useMatrixActions } from '../matrix-actions/index.ts';

/** Brings a left-out cell back, and the keyboard to it. */
export function useBringBack(): (cell: CellKey) => Promise<void> {
  const { view } = useStudio();
  const actions = useMatrixActions();
  return async (cell) => {
    if (await actions.bringBackCells([cell])) view.select(cell, { focus: true });
  };
}
