import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { OpenDocument } from '../../../shared/contract/index.ts';
import { tableStart, useDocument, useView } from '../../studio/index.ts';
import { findUnits } from './find-units.ts';
import type { GridPlace } from './grid-place.ts';
import { movedBy, tabbedTo } from './grid-place.ts';
import { NoneFound } from './NoneFound.tsx';
import { GrowDialog } from './GrowDialog.tsx';
import { columnsOf, frameOf, leastWidth, mostWidth, placeColumns } from './table-frame.ts';
import { frozenCount, headerHeight, rowHeights } from './table-metrics.ts';
import { textAt, type TableSource } from './table-values.ts';
import { TableDrop } from './TableDrop.tsx';
import { TableGrid } from './TableGrid.tsx';
import { TableProvider, type TableActions } from './TableContext.tsx';
import { TableToolbar } from './TableToolbar.tsx';
import { useCellPointer } from './use-cell-pointer.ts';
import { useTableClipboard } from './use-table-clipboard.ts';
import { useTableCursor } from './use-table-cursor.ts';
import { useTableDrag } from './use-table-drag.ts';
import { useTableEdits } from './use-table-edits.ts';
import { useTableFacts } from './use-table-facts.ts';
import { useTableKeys } from './use-table-keys.ts';
import classes from './TableView.module.css';

const noWidths = {};

export interface TableViewProps {
  document: OpenDocument;
  /** Where its toolbar goes: beside the switch of the views, which stays when this view goes. */
  toolbar: HTMLElement | null;
}

/** The document as a spreadsheet: units as rows, their variables and the layers as columns. */
export function TableView({ document, toolbar }: TableViewProps) {
  const { matrix } = document;
  const gridId = useId();
  const isReadOnly = document.readOnly !== null;
  const cells = useDocument((state) => state.cells);
  const templates = useDocument((state) => state.templates);
  const filter = useView((state) => (state.tables.get(document.id) ?? tableStart).filter);
  const query = useView((state) => (state.tables.get(document.id) ?? tableStart).query);
  const rows = useView((state) => state.tableRows);
  const rowHeight = rowHeights[rows];
  const facts = useTableFacts();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sized, width: viewport, height } = useElementSize();
  const gridRef = useMergedRef(scroller, sized);
  const [draft, setDraft] = useState<{ unit: string; column: string; text: string } | null>(null);

  const columns = useMemo(() => columnsOf(matrix), [matrix]);
  const units = useMemo(() => findUnits(matrix, facts, filter, query), [matrix, facts, filter, query]);
  const frame = useMemo(() => frameOf(columns, units), [columns, units]);
  const source = useMemo<TableSource>(
    () => ({ frame, templates, cells: new Map(cells.map((cell) => [cell.key, cell])) }),
    [frame, templates, cells],
  );
  const canMoveRows = !isReadOnly && units.length === matrix.units.length;
  const size = {
    rows: units.length,
    columns: columns.length,
    page: Math.max(1, Math.floor((height - headerHeight) / rowHeight) - 1),
  };

  const cursor = useTableCursor(source);
  const edits = useTableEdits(source);
  const clipboard = useTableClipboard(source, cursor, edits, size, isReadOnly);
  const kept = matrix.view?.table?.widths ?? noWidths;
  const wished = matrix.view?.table?.frozen ?? 0;
  const [resizing, setResizing] = useState<{ id: string; width: number } | null>(null);
  const places = useMemo(
    () => placeColumns(columns, resizing === null ? kept : { ...kept, [resizing.id]: resizing.width }),
    [columns, kept, resizing],
  );
  const frozen = frozenCount(wished, places.widths, viewport);
  const drag = useTableDrag({
    scroller,
    frame,
    places,
    rowHeight,
    frozen,
    onResizing: setResizing,
    onWidth: setWidth,
  });

  function setWidth(column: string, width: number): void {
    edits.setLayout({ widths: { ...kept, [column]: width } }, `table-width:${column}`);
  }

  function focus(): void {
    scroller.current?.focus({ preventScroll: true });
  }

  /** When what lies over the table is gone; before, it would take the keyboard back. */
  function focusSoon(): void {
    requestAnimationFrame(focus);
  }

  function edit(place: GridPlace, text?: string): void {
    const present = textAt(source, place);
    if (isReadOnly || present === null) return;
    if (place.row !== cursor.active.row || place.column !== cursor.active.column) cursor.go(place);
    setDraft({
      unit: units[place.row]?.id ?? '',
      column: columns[place.column]?.id ?? '',
      text: text ?? present,
    });
  }

  function openMenu(place: GridPlace): void {
    const cell = scroller.current?.querySelector(`[data-row="${place.row}"][data-column="${place.column}"]`);
    const own = cell?.querySelector<HTMLElement>('[data-menu]') ?? null;
    (own ?? toolbar?.querySelector<HTMLElement>('[data-menu="cells"]'))?.click();
  }

  const actions: TableActions = {
    edit,
    commit(text, then) {
      const row = draft === null ? undefined : frame.rowOf.get(draft.unit);
      const column = draft === null ? undefined : frame.columnOf.get(draft.column);
      setDraft(null);
      if (row === undefined || column === undefined) return;
      edits.setText({ row, column }, text);
      if (then === 'stay') return;
      const next =
        then === 'down'
          ? movedBy('ArrowDown', false, { row, column }, size)
          : tabbedTo(then === 'back', { row, column }, size);
      if (next !== null) cursor.go(next);
      focus();
    },
    cancel() {
      setDraft(null);
      focus();
    },
    focus: focusSoon,
    beginRowDrag: drag.beginRow,
    beginColumnDrag: drag.beginColumn,
    beginResize: drag.beginResize,
    freeze: (count) => edits.setLayout({ frozen: Math.max(0, count) }),
  };

  const onKeyDown = useTableKeys({
    source,
    cursor,
    edits,
    size,
    isReadOnly,
    canMoveRows,
    edit,
    openMenu,
    showStart: () => scroller.current?.scrollTo({ left: 0 }),
    widen(column, by) {
      const id = columns[column]?.id;
      const width = Math.min(mostWidth, Math.max(leastWidth, (places.widths[column] ?? 0) + by));
      if (id !== undefined && !isReadOnly) setWidth(id, width);
    },
  });
  const pointer = useCellPointer(source, cursor, edit, openMenu);
  useFocusRequests(focus);

  const active = cursor.active;
  const isDrafting =
    draft !== null && draft.unit === units[active.row]?.id && draft.column === columns[active.column]?.id;
  return (
    <section className={classes.view} data-showing="table" data-rows={rows}>
      {toolbar === null
        ? null
        : createPortal(
            <TableToolbar
              documentId={document.id}
              filter={filter}
              query={query}
              facts={facts}
              isReadOnly={isReadOnly}
              source={source}
              range={cursor.range}
              onFocus={focusSoon}
            />,
            toolbar,
          )}
      <TableProvider value={actions}>
        <TableDrop isReadOnly={isReadOnly}>
          <TableGrid
            gridId={gridId}
            documentId={document.id}
            scroller={scroller}
            gridRef={gridRef}
            frame={frame}
            places={places}
            cells={source.cells}
            facts={facts}
            rowHeight={rowHeight}
            frozen={frozen}
            frozenWished={wished}
            total={matrix.units.length}
            active={active}
            range={cursor.range}
            draft={isDrafting ? draft.text : null}
            isReadOnly={isReadOnly}
            canMoveRows={canMoveRows}
            line={drag.line}
            handlers={{ ...pointer, onKeyDown, ...clipboard.events }}
          />
          {units.length === 0 && matrix.units.length > 0 ? <NoneFound documentId={document.id} /> : null}
        </TableDrop>
      </TableProvider>
      {clipboard.asked === null ? null : (
        <GrowDialog
          plan={clipboard.asked}
          onAnswer={(choice) => {
            clipboard.answer(choice);
            focusSoon();
          }}
        />
      )}
    </section>
  );
}

/** Moves the keyboard into the grid when somebody asks for the selected cell. */
function useFocusRequests(focus: () => void): void {
  const requests = useView((state) => state.focusRequests);
  const answered = useRef(requests);
  useEffect(() => {
    if (answered.current !== requests) focus();
    answered.current = requests;
  });
}
