import type { MouseEvent, PointerEvent } from 'react';
import { useStudio } from '../../studio/index.ts';
import type { GridPlace } from './grid-place.ts';
import type { TableCursor } from './use-table-cursor.ts';
import { keyAt, type TableSource } from './table-values.ts';

export interface CellPointer {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onDoubleClick: (event: MouseEvent) => void;
  onContextMenu: (event: MouseEvent) => void;
}

/** Clicking cells, dragging a range over them, Shift+click to extend, double click to edit, right click for the menu. */
export function useCellPointer(
  source: TableSource,
  cursor: TableCursor,
  edit: (place: GridPlace) => void,
  openMenu: (place: GridPlace) => void,
): CellPointer {
  const { view } = useStudio();
  return {
    onPointerDown(event) {
      const place = placeAt(event.target);
      if (place === null || event.button !== 0) return;
      const key = keyAt(source.frame, place);
      if ((event.ctrlKey || event.metaKey) && key !== null && source.cells.has(key)) view.toggle(key);
      else cursor.go(place, { isExtending: event.shiftKey && place.row !== -1 });
    },
    onPointerMove(event) {
      if ((event.buttons & 1) === 0 || event.ctrlKey || event.metaKey) return;
      const place = placeAt(event.target);
      const { active } = cursor;
      if (place === null || place.row === -1 || active.row === -1) return;
      if (place.row !== active.row || place.column !== active.column) cursor.go(place, { isExtending: true });
    },
    onDoubleClick(event) {
      const place = placeAt(event.target);
      if (place !== null && place.row !== -1) edit(place);
    },
    onContextMenu(event) {
      const place = placeAt(event.target);
      if (place === null) return;
      event.preventDefault();
      const { top, bottom, left, right } = cursor.range;
      const isInside = place.row >= top && place.row <= bottom && place.column >= left && place.column <= right;
      if (!isInside) cursor.go(place);
      openMenu(place);
    },
  };
}

/** The place under the pointer; null over controls, grips, an open editor, and outside of cells. */
function placeAt(target: EventTarget): GridPlace | null {
  if (!(target instanceof Element) || target.closest('button, [data-editor], [data-grip]') !== null) return null;
  const cell = target.closest<HTMLElement>('[data-row][data-column]');
  return cell === null ? null : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}
