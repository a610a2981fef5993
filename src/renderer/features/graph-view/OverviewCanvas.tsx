import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { CellKey, TakeId } from '../../../shared/base/index.ts';
import { cellGlances, useStudio } from '../../studio/index.ts';
import { readGraphColors, watchColorScheme } from './graph-colors.ts';
import type { GraphLayout } from './graph-layout.ts';
import type { Reference } from './layout-graph.ts';
import { createOverviewPainter } from './overview-painter.ts';
import type { PictureCache } from './picture-cache.ts';
import classes from './GraphOverviewLayer.module.css';

/** Milliseconds of rest after which a scaled drawing is drawn anew, sharp. */
const restMs = 120;

export interface OverviewCanvasProps {
  layout: GraphLayout;
  references: readonly Reference[];
  pictures: PictureCache;
}

/** All cells as one drawing, below the pane that takes the pointer. React renders it once; the stores draw on it. */
export function OverviewCanvas({ layout, references, pictures }: OverviewCanvasProps) {
  const studio = useStudio();
  const store = useStoreApi();
  const element = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const canvas = element.current;
    if (canvas === null) return undefined;
    const glances = cellGlances(studio);
    const isSelected = (cell: CellKey): boolean => studio.view.getState().selection.has(cell);
    const parts = { canvas, layout, references, glances, pictures, isSelected };
    let painter = createOverviewPainter({ ...parts, colors: readGraphColors(canvas) });
    let rest: number | undefined;
    let frame: number | null = null;
    let arrived = new Set<TakeId>();

    const sharpen = (): void => painter.paint(store.getState());
    const showArrived = (): void => {
      frame = null;
      painter.showPictures(arrived);
      arrived = new Set();
    };
    sharpen();
    const stops = [
      pictures.watch((take) => {
        arrived.add(take);
        frame ??= requestAnimationFrame(showArrived);
      }),
      glances.watch((changed) => painter.repaint(changed)),
      store.subscribe((state, before) => {
        if (state.transform === before.transform && state.width === before.width && state.height === before.height)
          return;
        painter.follow(state);
        window.clearTimeout(rest);
        rest = window.setTimeout(sharpen, restMs);
      }),
      studio.view.subscribe(({ selection }, { selection: before }) => {
        if (selection !== before) painter.repaint(difference(selection, before));
      }),
      watchColorScheme(() => {
        painter = createOverviewPainter({ ...parts, colors: readGraphColors(canvas) });
        sharpen();
      }),
    ];
    return () => {
      stops.forEach((stop) => stop());
      window.clearTimeout(rest);
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [studio, store, layout, references, pictures]);

  return <canvas ref={element} className={classes.canvas} data-overview aria-hidden />;
}

/** Cells that are in one of the two only. */
function difference(a: ReadonlySet<CellKey>, b: ReadonlySet<CellKey>): CellKey[] {
  return [...[...a].filter((cell) => !b.has(cell)), ...[...b].filter((cell) => !a.has(cell))];
}
