import type { CSSProperties } from 'react';
import type { GridPlace } from './grid-place.ts';

/** Where a cell stands in the table and what the keyboard does with it. */
export interface GridCellProps {
  id: string;
  place: GridPlace;
  style: CSSProperties;
  isFrozen: boolean;
  isActive: boolean;
  isInRange: boolean;
  /** Text the editor opens with; null while it is closed. */
  draft: string | null;
}
