import { useEffect, useState } from 'react';
import type { CellKey } from '../../../shared/base/index.ts';
import { cellGlances, useStudio } from '../../studio/index.ts';
import { countCells, type LaneCounts } from './lane-counts.ts';

/** Follows the counts of a lane, and renders again when one of its cells changed. */
export function useLaneCounts(cells: readonly CellKey[]): LaneCounts {
  const glances = cellGlances(useStudio());
  const [, setChanges] = useState(0);
  useEffect(() => {
    return glances.watch((changed) => {
      if (cells.some((key) => changed.has(key))) setChanges((count) => count + 1);
    });
  }, [glances, cells]);
  return countCells(cells.map((key) => glances.get(key)));
}
