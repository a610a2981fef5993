import { useEffect, useRef, type KeyboardEvent } from 'react';
import { isInspectorOpen, takeOfCell, useStudio } from '../../studio/index.ts';
import { useMatrixActions } from '../matrix-actions/index.ts';
import { movedBy, tabbedTo, type GridPlace, type GridSize } from './grid-place.ts';
import { widthStep } from './table-metrics.ts';
import { firstVariable } from './table-frame.ts';
import { keyAt, textAt, type TableSource } from './table-values.ts';
import type { TableCursor } from './use-table-cursor.ts';
import type { TableEdits } from './use-table-edits.ts';

export interface TableKeys {
  source: TableSource;
  cursor: TableCursor;
  edits: TableEdits;
  size: GridSize;
  isReadOnly: boolean;
  /** Rows stand in the document's order. */
  canMoveRows: boolean;
  edit: (place: GridPlace, text?: string) => void;
  /** Opens the menu of the header or row at a place, or that of the selected cells. */
  openMenu: (place: GridPlace) => void;
  /** Scrolls back to the first columns. */
  showStart: () => void;
  /** Makes a column wider by so many pixels. */
  widen: (column: number, by: number) => void;
}

/** The keys of a spreadsheet. What it does not take goes on to the commands of the window. */
export function useTableKeys(keys: TableKeys): (event: KeyboardEvent) => void {
  const studio = useStudio();
  const { documents, view } = studio;
  const actions = useMatrixActions();
  // Right after the switch a second press of its key goes back; later it is a letter like others.
  const isFresh = useRef(true);
  useEffect(() => {
    isFresh.current = true;
  }, []);

  function hasTakeAt(place: GridPlace): boolean {
    const key = keyAt(keys.source.frame, place);
    return key !== null && takeOfCell(studio, key) !== null;
  }

  function moveThing(key: string): void {
    const { active } = keys.cursor;
    const unit = keys.source.frame.units[active.row];
    const column = keys.source.frame.columns[active.column];
    if (keys.isReadOnly) return;
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      const to = active.row + (key === 'ArrowUp' ? -1 : 1);
      if (unit !== undefined && keys.canMoveRows && to >= 0 && to < keys.size.rows) void actions.moveUnit(unit.id, to);
      return;
    }
    const layers = documents.getState().document?.matrix.layers ?? [];
    const by = key === 'ArrowLeft' ? -1 : 1;
    if (column?.kind === 'variable') {
      const to = active.column - firstVariable + by;
      const isPlace = keys.source.frame.columns[to + firstVariable]?.kind === 'variable';
      if (isPlace) void actions.moveVariable(column.name, to);
    }
    if (column?.kind !== 'layer') return;
    const at = layers.findIndex(({ name }) => name === column.layer.name);
    const to = at + by;
    if (to >= 0 && to < layers.length) void actions.moveLayer(column.layer.name, to);
  }

  function onAlt(event: KeyboardEvent): boolean {
    if (!event.key.startsWith('Arrow')) return false;
    if (!event.shiftKey) moveThing(event.key);
    else if (event.key === 'ArrowLeft') keys.widen(keys.cursor.active.column, -widthStep);
    else if (event.key === 'ArrowRight') keys.widen(keys.cursor.active.column, widthStep);
    else return false;
    return true;
  }

  function onMod(event: KeyboardEvent): boolean {
    const { cursor, edits, size, isReadOnly } = keys;
    switch (event.key.toLowerCase()) {
      case 'a':
        if (size.rows > 0) cursor.take({ top: 0, left: 0, bottom: size.rows - 1, right: size.columns - 1 });
        return true;
      case 'd':
        if (!isReadOnly) edits.fillDown(cursor.range);
        return true;
      case 'r':
        if (!isReadOnly) edits.fillRight(cursor.range);
        return true;
      default:
        return false;
    }
  }

  function onPlain(event: KeyboardEvent): boolean {
    const { cursor, edits, isReadOnly, size } = keys;
    const { active } = cursor;
    const isHeader = active.row === -1;
    switch (event.key) {
      case 'Enter':
        if (isHeader) keys.openMenu(active);
        else if (event.shiftKey) cursor.go(movedBy('ArrowUp', false, active, size) ?? active);
        else keys.edit(active);
        return true;
      case 'F2':
        if (!isHeader) keys.edit(active);
        return true;
      case 'F10':
        if (!event.shiftKey) return false;
        keys.openMenu(active);
        return true;
      case 'ContextMenu':
        keys.openMenu(active);
        return true;
      case ' ': {
        const isCell = keyAt(keys.source.frame, active) !== null;
        if (!isCell || event.shiftKey) return isHeader || isReadOnly ? false : onLetter(event);
        view.showInspector(!isInspectorOpen(view.getState()));
        return true;
      }
      case 'Delete':
      case 'Backspace':
        if (!isReadOnly && !isHeader) edits.clear(cursor.range);
        return true;
      case 'Tab': {
        const to = isHeader ? null : tabbedTo(event.shiftKey, active, size);
        if (to !== null) cursor.go(to);
        return to !== null;
      }
      default:
        return isHeader || isReadOnly ? false : onLetter(event);
    }
  }

  /** Typing replaces what stands there. Digits over a result rate it, as everywhere. */
  function onLetter(event: KeyboardEvent): boolean {
    const { active } = keys.cursor;
    if (event.key.length !== 1 || textAt(keys.source, active) === null) return false;
    if (/^[0-5]$/.test(event.key) && hasTakeAt(active)) return false;
    keys.edit(active, event.key);
    return true;
  }

  return (event) => {
    if (event.target !== event.currentTarget) return;
    const wasFresh = isFresh.current;
    isFresh.current = false;
    const isMod = event.ctrlKey || event.metaKey;
    if (wasFresh && event.key === 'v' && !isMod && !event.altKey) return;
    const moved = event.altKey ? null : movedBy(event.key, isMod, keys.cursor.active, keys.size);
    // The clipboard's own events follow; the graph's commands must not take the keys away.
    if (isMod && /^[cxv]$/i.test(event.key)) event.stopPropagation();
    else if (moved !== null) {
      // The first column is always in sight; who goes back to it wants to see those beside it.
      if (moved.column === 0 && keys.cursor.active.column > 0) keys.showStart();
      keys.cursor.go(event.shiftKey && moved.row === -1 ? { ...moved, row: 0 } : moved, {
        isExtending: event.shiftKey,
      });
      event.preventDefault();
    } else if (event.altKey ? onAlt(event) : isMod ? onMod(event) : onPlain(event)) event.preventDefault();
  };
}
