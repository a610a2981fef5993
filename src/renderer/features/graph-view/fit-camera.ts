import { getViewportForBounds } from '@xyflow/react';
import type { Camera } from '../../studio/index.ts';
import type { Box, GraphLayout } from './graph-layout.ts';

/** Of the canvas, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Limits of the view: how near the user may go, how near fitting goes by itself, and the margin it leaves. */
export const fitCamera = { maxZoom: 2, nearest: 1.25, padding: 0.04 } as const;
/** Pixels at the top where the buttons of the graph lie. */
const buttons = 52;
/** At less than this a whole matrix is a pattern rather than something to read. */
const readable = 0.2;
/** Smallest window there is, in pixels: all of a matrix can be seen in it. */
const smallest: Size = { width: 560, height: 420 };

/** Camera that shows all of a box. */
export function cameraOn(box: Box, { width, height }: Size): Camera {
  const around = fitCamera.padding;
  const padding = { top: `${buttons}px`, right: around, bottom: around, left: around } as const;
  return getViewportForBounds(box, width, height, 0.001, fitCamera.nearest, padding);
}

/** How far the view may go back: as far as all of the matrix needs, and at least to 0.15. */
export function lowestZoom({ bounds }: GraphLayout): number {
  return Math.min(0.15, cameraOn(bounds, smallest).zoom);
}

/** A document is opened in whole where that can be read, else at its beginning and as wide as its lanes. */
export function openingCamera(layout: GraphLayout, size: Size): Camera {
  const whole = cameraOn(layout.bounds, size);
  if (whole.zoom >= readable) return whole;
  const { x, y, width } = layout.bounds;
  const zoom = Math.min(fitCamera.nearest, Math.max(readable, size.width / (width * (1 + 2 * fitCamera.padding))));
  const margin = fitCamera.padding * size.width;
  return { x: margin - x * zoom, y: Math.max(margin, buttons) - y * zoom, zoom };
}

/** Whether two cameras show the same, to a tenth of a pixel. */
export function isSameCamera(one: Camera, other: Camera): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) < 0.1 && Math.abs(one.zoom / other.zoom - 1) < 1e-4;
}
