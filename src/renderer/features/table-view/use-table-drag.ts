import { useState, type PointerEvent as ReactPointerEvent, type RefObject } from 'react';
import { useMatrixActions } from '../matrix-actions/index.ts';
import { headerHeight } from './table-metrics.ts';
import { leastWidth, mostWidth, type ColumnPlaces, type TableFrame } from './table-frame.ts';

/** Where what is dragged would come to stand, as an edge between rows or columns. */
export type DropLine = { kind: 'row'; index: number } | { kind: 'column'; index: number };

export interface TableDrag {
  line: DropLine | null;
  beginRow: (event: ReactPointerEvent, unit: string) => void;
  beginColumn: (event: ReactPointerEvent, column: number) => void;
  beginResize: (event: ReactPointerEvent, column: number) => void;
}

export interface DragParts {
  scroller: RefObject<HTMLDivElement | null>;
  frame: TableFrame;
  places: ColumnPlaces;
  rowHeight: number;
  /** Columns that stay in sight. */
  frozen: number;
  /** While an edge is dragged; null when that is over. */
  onResizing: (resized: { id: string; width: number } | null) => void;
  onWidth: (column: string, width: number) => void;
}

/** Pixels the pointer moves before a press on a header is a drag. */
const threshold = 4;
/** Pixels from the edge within which a drag scrolls, and by how much at each move. */
const scrollZone = 32;
const scrollStep = 16;

/** Dragging rows and columns to another place, and the edges of columns. What is dragged stays local until the drop. */
export function useTableDrag(parts: DragParts): TableDrag {
  const { scroller, frame, places, rowHeight, frozen, onResizing, onWidth } = parts;
  const actions = useMatrixActions();
  const [line, setLine] = useState<DropLine | null>(null);

  /** Position in the table's content; scrolls near the edges. */
  function contentPoint(event: PointerEvent): { x: number; y: number } {
    const element = scroller.current;
    if (element === null) return { x: 0, y: 0 };
    const frameBox = element.getBoundingClientRect();
    if (event.clientY > frameBox.bottom - scrollZone) element.scrollBy({ top: scrollStep });
    if (event.clientY < frameBox.top + headerHeight + scrollZone) element.scrollBy({ top: -scrollStep });
    if (event.clientX > frameBox.right - scrollZone) element.scrollBy({ left: scrollStep });
    const x = event.clientX - frameBox.left;
    const isOverFrozen = x < (places.lefts[frozen] ?? places.total);
    return {
      x: isOverFrozen ? x : x + element.scrollLeft,
      y: event.clientY - frameBox.top - headerHeight + element.scrollTop,
    };
  }

  function edgeAt(x: number): number {
    const found = places.lefts.findIndex((left, index) => x < left + (places.widths[index] ?? 0) / 2);
    return found === -1 ? frame.columns.length : found;
  }

  return {
    line,
    beginRow(start, unit) {
      const from = frame.rowOf.get(unit) ?? 0;
      const at = (event: PointerEvent): number =>
        Math.min(frame.units.length, Math.max(0, Math.round(contentPoint(event).y / rowHeight)));
      follow(start, {
        onMove: (event) => setLine({ kind: 'row', index: at(event) }),
        onEnd(event) {
          setLine(null);
          if (event === null) return;
          const edge = at(event);
          const to = edge > from ? edge - 1 : edge;
          const moved = frame.units[from];
          if (moved !== undefined && to !== from) void actions.moveUnit(moved.id, to);
        },
      });
    },
    beginColumn(start, column) {
      const moved = frame.columns[column];
      if (moved === undefined || moved.kind === 'unit') return;
      // Variables stay among variables, layers among layers.
      const first = frame.columns.findIndex(({ kind }) => kind === moved.kind);
      const end = frame.columns.findLastIndex(({ kind }) => kind === moved.kind) + 1;
      const at = (event: PointerEvent): number => Math.min(end, Math.max(first, edgeAt(contentPoint(event).x)));
      follow(start, {
        onMove: (event) => setLine({ kind: 'column', index: at(event) }),
        onEnd(event) {
          setLine(null);
          if (event === null) return;
          const edge = at(event);
          const to = (edge > column ? edge - 1 : edge) - first;
          if (to === column - first) return;
          if (moved.kind === 'layer') void actions.moveLayer(moved.layer.name, to);
          else void actions.moveVariable(moved.name, to);
        },
      });
    },
    beginResize(start, column) {
      start.stopPropagation();
      const id = frame.columns[column]?.id;
      if (id === undefined) return;
      const startWidth = places.widths[column] ?? 0;
      const widthAt = (event: PointerEvent): number =>
        Math.round(Math.min(mostWidth, Math.max(leastWidth, startWidth + event.clientX - start.clientX)));
      follow(start, {
        onMove: (event) => onResizing({ id, width: widthAt(event) }),
        onEnd(event) {
          if (event !== null) onWidth(id, widthAt(event));
          onResizing(null);
        },
      });
    },
  };
}

interface Follower {
  onMove: (event: PointerEvent) => void;
  /** Null where nothing was dragged, or Escape or the system ended it. */
  onEnd: (event: PointerEvent | null) => void;
}

/** Follows the pointer from a press to its release, once it has moved far enough. */
function follow(start: ReactPointerEvent, { onMove, onEnd }: Follower): void {
  if (start.button !== 0 || isControl(start.target)) return;
  let isDragging = false;
  const abort = new AbortController();
  const { signal } = abort;
  const end = (event: PointerEvent | null): void => {
    abort.abort();
    onEnd(isDragging ? event : null);
  };
  window.addEventListener(
    'pointermove',
    (event) => {
      isDragging ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > threshold;
      if (isDragging) onMove(event);
    },
    { signal },
  );
  window.addEventListener('pointerup', end, { signal });
  window.addEventListener('pointercancel', () => end(null), { signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      end(null);
    },
    { signal, capture: true },
  );
}

/** Buttons in a header are pressed, not dragged. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') !== null;
}
