/** How a picture stands in its frame: `scale` in screen pixels per pixel of the frame's fit, the middle moved by x and y. */
export interface Zoom {
  /** 1 = the whole picture fits. */
  scale: number;
  /** Pixels on the screen that the picture's middle lies right of, and below, the frame's. */
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** What becomes of a zoom, given the sizes of the picture and of the frame that it is shown in. */
export type ZoomChange = (zoom: Zoom, picture: Size, frame: Size) => Zoom;

/** The whole picture. */
export const fitted: Zoom = { scale: 1, x: 0, y: 0 };

/** Most that a picture is enlarged, as a multiple of its own pixels; a small one may still be seen pixel by pixel. */
const maxPerPixel = 16;
/** One press of + or −, or one click of the wheel. */
export const zoomStep = 1.25;
/** One press of an arrow key, in pixels on the screen. */
export const panStep = 64;

/** Screen pixels per pixel of the picture where it just fits. */
export function fitScale(picture: Size, frame: Size): number {
  if (picture.width === 0 || picture.height === 0) return 1;
  return Math.min(frame.width / picture.width, frame.height / picture.height);
}

/** Keeps a zoom within its limits, and the picture so that no side of it is dragged past the middle of nowhere. */
export function limitZoom({ scale, x, y }: Zoom, picture: Size, frame: Size): Zoom {
  const fit = fitScale(picture, frame);
  const most = Math.max(1, maxPerPixel / fit);
  const kept = Math.min(most, Math.max(1, scale));
  const spare = (length: number, room: number): number => Math.max(0, (length * fit * kept - room) / 2);
  const within = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));
  return {
    scale: kept,
    x: within(x, spare(picture.width, frame.width)) || 0,
    y: within(y, spare(picture.height, frame.height)) || 0,
  };
}

/** Zooms by a factor around a point, given from the middle of the frame: what lies there stays there. */
export function zoomAt(zoom: Zoom, factor: number, point: { x: number; y: number }): Zoom {
  return {
    scale: zoom.scale * factor,
    x: point.x - (point.x - zoom.x) * factor,
    y: point.y - (point.y - zoom.y) * factor,
  };
}

/** The zoom at which a pixel of the picture is a pixel of the screen. */
export function actualSize(picture: Size, frame: Size): Zoom {
  return { ...fitted, scale: 1 / fitScale(picture, frame) };
}
