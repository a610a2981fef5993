import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef, type PointerEvent, type WheelEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { cellGlances, useStudio } from '../../studio/index.ts';
import { glanceColor, readGraphColors, watchColorScheme } from './graph-colors.ts';
import type { GraphLayout } from './graph-layout.ts';
import { mapScale, onMap } from './map-scale.ts';
import { viewBox } from './view-box.ts';
import classes from './GraphMiniMap.module.css';

/** Milliseconds between two drawings: nobody reads single steps here. */
const restMs = 250;
/** Fewest pixels of a cell and of the frame: less is not seen. */
const fewest = { cell: 1, view: 6 };

/** All cells as dots in the colours of their states, and a frame around what is in view, which can be dragged. */
export function GraphMiniMap({ layout }: { layout: GraphLayout }) {
  const { t } = useTranslation();
  const glances = cellGlances(useStudio());
  const flow = useReactFlow();
  const store = useStoreApi();
  const canvas = useRef<HTMLCanvasElement>(null);
  const shade = useRef<SVGPathElement>(null);
  const map = mapScale(layout.bounds);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context == null) return undefined;
    const ratio = window.devicePixelRatio;
    const { bounds } = layout;
    const scale = mapScale(bounds);
    element.width = Math.ceil(scale.width * ratio);
    element.height = Math.ceil(scale.height * ratio);
    let colors = readGraphColors(element);

    let later: number | null = null;
    function draw(): void {
      later = null;
      context?.setTransform(1, 0, 0, 1, 0, 0);
      context?.clearRect(0, 0, element?.width ?? 0, element?.height ?? 0);
      context?.scale(ratio, ratio);
      for (const cell of layout.cells) {
        if (context == null) return;
        const { x, y, width, height } = onMap(scale, bounds, cell, fewest.cell);
        context.fillStyle = glanceColor(glances.get(cell.cell.key), colors);
        context.fillRect(x, y, width, height);
      }
    }
    draw();
    const stops = [
      glances.watch(() => {
        later ??= window.setTimeout(draw, restMs);
      }),
      watchColorScheme(() => {
        colors = readGraphColors(element);
        draw();
      }),
      () => window.clearTimeout(later ?? undefined),
    ];
    return () => stops.forEach((stop) => stop());
  }, [layout, glances]);

  useEffect(() => {
    const scale = mapScale(layout.bounds);
    function frame(): void {
      const { x, y, width, height } = onMap(scale, layout.bounds, viewBox(store.getState()), fewest.view);
      const around = `M0,0h${scale.width}v${scale.height}h${-scale.width}z`;
      shade.current?.setAttribute('d', `${around}M${x},${y}h${width}v${height}h${-width}z`);
    }
    frame();
    return store.subscribe(frame);
  }, [layout, store]);

  function goTo(event: PointerEvent<HTMLElement>): void {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const rectangle = event.currentTarget.getBoundingClientRect();
    const x = layout.bounds.x + (event.clientX - rectangle.left) / map.across;
    const y = layout.bounds.y + (event.clientY - rectangle.top) / map.down;
    void flow.setCenter(x, y, { zoom: flow.getZoom() });
  }

  function zoom(event: WheelEvent): void {
    void (event.deltaY < 0 ? flow.zoomIn() : flow.zoomOut());
  }

  return (
    <div
      role="img"
      aria-label={t('matrix.minimap')}
      className={classes.map}
      style={{ width: map.width, height: map.height }}
      onPointerDown={goTo}
      onPointerMove={goTo}
      onWheel={zoom}
    >
      <canvas ref={canvas} className={classes.cells} />
      <svg className={classes.view} width={map.width} height={map.height} aria-hidden>
        <path ref={shade} fillRule="evenodd" />
      </svg>
    </div>
  );
}
