import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { tableStart, useStudio } from '../../studio/index.ts';
import type { TableGridProps } from './table-grid-props.ts';
import { TableHeader } from './TableHeader.tsx';
import { headerHeight } from './table-metrics.ts';
import { TableRow } from './TableRow.tsx';
import classes from './TableView.module.css';

const rowsAhead = 4;
const columnsAhead = 1;

/** The grid itself: of its rows and columns only those in sight exist, and those where the keyboard is. */
export function TableGrid(props: TableGridProps) {
  const {
    documentId,
    gridId,
    scroller,
    frame,
    places,
    cells,
    rowHeight,
    frozen,
    active,
    range,
    draft,
    line,
    handlers,
  } = props;
  const { t } = useTranslation();
  const { view } = useStudio();
  const frozenWidth = places.lefts[frozen] ?? places.total;
  const rows = useVirtualizer({
    count: frame.units.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowsAhead,
    scrollPaddingEnd: headerHeight,
    initialOffset: () => (view.getState().tables.get(documentId) ?? tableStart).top,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: frame.columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => places.widths[index] ?? 0,
    overscan: columnsAhead,
    scrollPaddingStart: frozenWidth,
    initialOffset: () => (view.getState().tables.get(documentId) ?? tableStart).left,
  });
  useEffect(() => rows.measure(), [rows, rowHeight]);
  useEffect(() => columns.measure(), [columns, places]);

  // The keyboard's place is in sight whenever it changes, not when the user scrolls away from it.
  const seen = useRef<string>(null);
  const { row, column } = active;
  useEffect(() => {
    const now = `${row}/${column}`;
    const isFirst = seen.current === null;
    if (seen.current === now) return;
    seen.current = now;
    const { left, top } = view.getState().tables.get(documentId) ?? tableStart;
    if (isFirst && (left > 0 || top > 0)) return;
    if (row >= 0) rows.scrollToIndex(row);
    if (column >= frozen) columns.scrollToIndex(column);
  }, [rows, columns, row, column, frozen, view, documentId]);

  const shownRows = rows.getVirtualItems();
  const shownColumns = columns.getVirtualItems();
  const first = shownColumns[0]?.index ?? 0;
  const last = shownColumns.at(-1)?.index ?? -1;
  // A row out of sight where the keyboard is stays, so that screen readers and the editor keep it.
  const drawn = shownRows.map(({ index }) => index);
  if (row >= 0 && row < frame.units.length && !drawn.includes(row)) drawn.push(row);
  const bodyHeight = frame.units.length * rowHeight;
  return (
    <div
      ref={props.gridRef}
      role="grid"
      tabIndex={0}
      aria-label={t('table.label')}
      aria-rowcount={frame.units.length + 1}
      aria-colcount={frame.columns.length}
      aria-multiselectable
      aria-readonly={props.isReadOnly}
      aria-activedescendant={`${gridId}-${row}-${column}`}
      className={classes.scroller}
      onScroll={({ currentTarget: { scrollLeft, scrollTop } }) =>
        view.leaveTable(props.documentId, { left: scrollLeft, top: scrollTop })
      }
      {...handlers}
    >
      <TableHeader {...props} first={first} last={last} />
      <div role="rowgroup" className={classes.rows} style={{ width: places.total, height: bodyHeight }}>
        {drawn.map((index) => {
          const unit = frame.units[index];
          if (unit === undefined) return null;
          return (
            <TableRow
              key={unit.id}
              gridId={gridId}
              unit={unit}
              row={index}
              top={index * rowHeight}
              height={rowHeight}
              columns={frame.columns}
              places={places}
              cells={cells}
              frozen={frozen}
              first={first}
              last={last}
              canMove={props.canMoveRows}
              active={index === row ? column : null}
              rangeLeft={index >= range.top && index <= range.bottom ? range.left : null}
              rangeRight={range.right}
              draft={index === row ? draft : null}
            />
          );
        })}
        {line?.kind === 'row' ? (
          <div className={classes.rowLine} role="presentation" style={{ top: line.index * rowHeight }} />
        ) : null}
      </div>
      {line?.kind === 'column' ? (
        <div
          className={classes.columnLine}
          role="presentation"
          style={{ left: places.lefts[line.index] ?? places.total, height: bodyHeight + headerHeight }}
        />
      ) : null}
    </div>
  );
}
