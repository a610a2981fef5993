import type { HTMLAttributes, RefCallback, RefObject } from 'react';
import type { CellKey, DocumentId } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { GridPlace, GridRange } from './grid-place.ts';
import type { TableFacts } from './table-facts.ts';
import type { ColumnPlaces, TableFrame } from './table-frame.ts';
import type { DropLine } from './use-table-drag.ts';

/** What the grid of the table is made of; its header takes the same. */
export interface TableGridProps {
  gridId: string;
  documentId: DocumentId;
  scroller: RefObject<HTMLDivElement | null>;
  gridRef: RefCallback<HTMLDivElement>;
  frame: TableFrame;
  places: ColumnPlaces;
  cells: ReadonlyMap<CellKey, MatrixCell>;
  facts: TableFacts;
  rowHeight: number;
  frozen: number;
  frozenWished: number;
  total: number;
  active: GridPlace;
  range: GridRange;
  draft: string | null;
  isReadOnly: boolean;
  canMoveRows: boolean;
  line: DropLine | null;
  handlers: HTMLAttributes<HTMLDivElement>;
}
