import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { actualSize, fitScale, fitted, zoomAt, zoomStep, type Size, type Zoom, type ZoomChange } from './zoom.ts';
import classes from './ZoomPane.module.css';

export interface ZoomPaneProps {
  source: string;
  label: string;
  /** Size of the picture in its own pixels. */
  picture: Size;
  zoom: Zoom;
  onZoom: (change: ZoomChange) => void;
  /** Lies over the picture, such as its name while several are compared. */
  children?: ReactNode;
  /** Share of the width, from the left, in which the picture is not drawn. */
  hiddenShare?: number;
}

/** Screen pixels per pixel from which on the pixels themselves are wanted, not a smooth picture. */
const pixelated = 4;

/** A picture to zoom into with the wheel and to drag around. */
export function ZoomPane(props: ZoomPaneProps) {
  const { source, label, picture, zoom, onZoom, children, hiddenShare } = props;
  const { ref: sized, width, height } = useElementSize<HTMLDivElement>();
  const frame = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sized, frame);
  const [isDragged, setIsDragged] = useState(false);
  const perPixel = fitScale(picture, { width, height }) * zoom.scale;
  const change = useRef(onZoom);
  useEffect(() => {
    change.current = onZoom;
  });

  // React's own wheel listeners are passive: the page would zoom along with Ctrl held.
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top, width: w, height: h } = element.getBoundingClientRect();
      const point = { x: event.clientX - left - w / 2, y: event.clientY - top - h / 2 };
      const factor = zoomStep ** (-event.deltaY / 100);
      change.current((before) => zoomAt(before, Math.min(2, Math.max(0.5, factor)), point));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);

  function onPointerMove({ buttons, movementX, movementY }: PointerEvent): void {
    if (isDragged && buttons === 1)
      onZoom((before) => ({ ...before, x: before.x + movementX, y: before.y + movementY }));
  }

  function onDoubleClick(): void {
    onZoom((before, own, room) => (before.scale > 1 ? fitted : actualSize(own, room)));
  }

  return (
    <div
      ref={ref}
      className={classes.frame}
      data-zoom={Math.round(perPixel * 100)}
      data-dragged={isDragged}
      data-over={hiddenShare !== undefined}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setIsDragged(true);
      }}
      onPointerUp={() => setIsDragged(false)}
      onPointerMove={onPointerMove}
      onDoubleClick={onDoubleClick}
      style={hiddenShare === undefined ? undefined : { clipPath: `inset(0 0 0 ${hiddenShare * 100}%)` }}
    >
      <img
        src={source}
        alt={label}
        draggable={false}
        className={classes.picture}
        data-pixelated={perPixel >= pixelated}
        style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
      />
      {children}
    </div>
  );
}
