import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { useStudio } from '../../studio/index.ts';
import { cellsInside, type Box, type GraphLayout } from './graph-layout.ts';
import { isGround } from './is-ground.ts';
import classes from './BoxSelect.module.css';

/** Pixels below which it was a click. */
const threshold = 4;

/**
 * Shift and drag on the ground: a box that selects the cells it touches, with Ctrl besides those that are selected. Works
 * on nodes and canvas alike, because it asks the layout. Draws the box while there is one.
 */
export function BoxSelect({ layout }: { layout: GraphLayout }) {
  const { view } = useStudio();
  const store = useStoreApi();
  const [box, setBox] = useState<Box | null>(null);
  const present = useRef(layout);
  useEffect(() => {
    present.current = layout;
  }, [layout]);

  useEffect(() => {
    const pane = store.getState().domNode;
    if (pane === null) return undefined;
    let start: { x: number; y: number } | null = null;

    function boxTo(event: PointerEvent): Box {
      const frame = pane?.getBoundingClientRect() ?? new DOMRect();
      const [x, y] = [event.clientX - frame.x, event.clientY - frame.y];
      const from = start ?? { x, y };
      return {
        x: Math.min(from.x, x),
        y: Math.min(from.y, y),
        width: Math.abs(x - from.x),
        height: Math.abs(y - from.y),
      };
    }

    function onDown(event: PointerEvent): void {
      if (!event.shiftKey || event.button !== 0 || !isGround(event.target)) return;
      const frame = pane?.getBoundingClientRect() ?? new DOMRect();
      start = { x: event.clientX - frame.x, y: event.clientY - frame.y };
      pane?.setPointerCapture(event.pointerId);
      event.stopPropagation();
    }
    function onMove(event: PointerEvent): void {
      if (start !== null) setBox(boxTo(event));
    }
    function onUp(event: PointerEvent): void {
      if (start === null) return;
      const drawn = boxTo(event);
      start = null;
      setBox(null);
      if (Math.max(drawn.width, drawn.height) < threshold) return;
      const [left, top, zoom] = store.getState().transform;
      const inFlow = {
        x: (drawn.x - left) / zoom,
        y: (drawn.y - top) / zoom,
        width: drawn.width / zoom,
        height: drawn.height / zoom,
      };
      const found = cellsInside(present.current, inFlow).map(({ cell }) => cell.key);
      const before = event.ctrlKey || event.metaKey ? view.getState().selection : [];
      view.selectMany([...before, ...found]);
    }
    // The pane would begin to move with the same press.
    function onMouseDown(event: MouseEvent): void {
      if (event.shiftKey && event.button === 0 && isGround(event.target)) event.stopPropagation();
    }
    pane.addEventListener('pointerdown', onDown, true);
    pane.addEventListener('mousedown', onMouseDown, true);
    pane.addEventListener('pointermove', onMove);
    pane.addEventListener('pointerup', onUp);
    return () => {
      pane.removeEventListener('pointerdown', onDown, true);
      pane.removeEventListener('mousedown', onMouseDown, true);
      pane.removeEventListener('pointermove', onMove);
      pane.removeEventListener('pointerup', onUp);
    };
  }, [store, view]);

  if (box === null) return null;
  return <div className={classes.box} style={{ left: box.x, top: box.y, width: box.width, height: box.height }} />;
}
