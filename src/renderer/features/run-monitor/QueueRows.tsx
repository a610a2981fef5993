import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type CSSProperties, type ReactNode } from 'react';
import type { CellRun } from '../../../shared/run/index.ts';
import classes from './Queue.module.css';

/** Rows up to which a list simply stands there; a longer one gets a scroll bar of its own, and only what is in sight. */
const mostPlain = 100;

/** Height of a row in pixels before it has been measured. */
const rowHeight = 56;

/** Where a row stands in a list of which not all rows exist. */
export interface RowPlace {
  measure?: (element: HTMLLIElement | null) => void;
  style?: CSSProperties;
  index: number;
}

export interface QueueRowsProps {
  cells: readonly CellRun[];
  label: string;
  isOrder?: boolean;
  children: (cell: CellRun, place: RowPlace) => ReactNode;
}

/** Rows of the queue, however many there are. */
export function QueueRows(props: QueueRowsProps) {
  return props.cells.length > mostPlain ? <LongRows {...props} /> : <PlainRows {...props} />;
}

function PlainRows({ cells, label, isOrder = false, children }: QueueRowsProps) {
  const rows = cells.map((cell, index) => children(cell, { index }));
  if (!isOrder) {
    return (
      <ul className={classes.list} aria-label={label}>
        {rows}
      </ul>
    );
  }
  return (
    <ol className={classes.list} aria-label={label} data-queue="order">
      {rows}
    </ol>
  );
}

function LongRows({ cells, label, isOrder = false, children }: QueueRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: cells.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => cells[index]?.key ?? index,
    overscan: 8,
  });
  const List = isOrder ? 'ol' : 'ul';
  return (
    <div ref={scroller} className={classes.long} data-long={cells.length}>
      <List
        className={classes.list}
        aria-label={label}
        data-queue={isOrder ? 'order' : undefined}
        style={{ position: 'relative', height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map((row) => {
          const cell = cells[row.index];
          if (cell === undefined) return null;
          const style: CSSProperties = {
            position: 'absolute',
            insetInline: 0,
            transform: `translateY(${row.start}px)`,
          };
          return children(cell, { index: row.index, measure: virtual.measureElement, style });
        })}
      </List>
    </div>
  );
}
