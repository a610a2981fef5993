import { useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { inspectorWidth, useStudio, useView } from '../../studio/index.ts';
import classes from './Inspector.module.css';

/** Pixels that an arrow key moves the edge. */
const stepPx = 24;

/** The left edge of the panel: dragged, or moved with the arrow keys; a double click takes the usual width. */
export function ResizeHandle({ panel }: { panel: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation();
  const { inspector } = useStudio();
  const widthPx = useView((state) => state.inspectorWidthPx);
  const start = useRef<{ x: number; width: number } | null>(null);
  const widthNow = (): number => widthPx ?? panel.current?.offsetWidth ?? inspectorWidth.least;
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('form.panel.resize')}
      aria-valuemin={inspectorWidth.least}
      aria-valuemax={inspectorWidth.most}
      aria-valuenow={widthPx ?? inspectorWidth.least}
      tabIndex={0}
      className={classes.edge}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width: widthNow() };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={({ clientX }) => {
        if (start.current !== null) inspector.resize(start.current.width + start.current.x - clientX);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => inspector.resize(null)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        event.stopPropagation();
        inspector.resize(widthNow() + (event.key === 'ArrowLeft' ? stepPx : -stepPx));
      }}
    />
  );
}
