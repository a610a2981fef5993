import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio, useTakes, useView } from '../../studio/index.ts';
import { gridMove } from './grid-move.ts';
import { TakeTile } from './TakeTile.tsx';
import classes from './TakeGrid.module.css';

/** Pixels: least width of a tile, gap between tiles, and what stands below a tile's picture. */
const leastTile = 200;
const gap = 16;
const captionHeight = 92;
const rowsAhead = 3;

/** The takes as a grid of which only the visible rows exist. */
export function TakeGrid() {
  const { t } = useTranslation();
  const { takes, view } = useStudio();
  const order = useTakes((state) => state.order);
  const total = useTakes((state) => state.total);
  const focused = useView((state) => state.focusedTake);
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: inner, width } = useElementSize();
  const columns = Math.max(2, Math.floor((width + gap) / (leastTile + gap)));
  const rowHeight = (width - gap * (columns - 1)) / columns + captionHeight + gap;
  const rows = Math.ceil(order.length / columns);
  const virtual = useVirtualizer({
    count: width === 0 ? 0 : rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 2,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const visible = virtual.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (order.length < total && lastVisible >= rows - rowsAhead) void takes.loadMore();
  }, [takes, order.length, total, lastVisible, rows]);

  const found = focused === null ? -1 : order.indexOf(focused);
  const current = Math.max(0, found);

  function onKeyDown(event: KeyboardEvent): void {
    const next = gridMove(current, event.key, { columns, count: order.length });
    const take = next === null ? undefined : order[next];
    if (next === null || take === undefined) return;
    event.preventDefault();
    view.focusTake(take);
    virtual.scrollToIndex(Math.floor(next / columns));
    // The row may have to be drawn first.
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-take="${CSS.escape(take)}"] [data-open]`)?.focus();
    });
  }

  return (
    <div ref={scroller} className={classes.scroller}>
      <div
        ref={inner}
        role="list"
        aria-label={t('gallery.list')}
        className={classes.inner}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {visible.map((row) => (
          <div
            key={row.key}
            role="presentation"
            className={classes.row}
            style={{
              transform: `translateY(${row.start}px)`,
              height: row.size - gap,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {order.slice(row.index * columns, (row.index + 1) * columns).map((id, column) => {
              const index = row.index * columns + column;
              return <TakeTile key={id} id={id} index={index} total={total} isCurrent={index === current} />;
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
