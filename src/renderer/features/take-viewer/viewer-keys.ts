import type { Films } from './use-films.ts';
import type { Viewer } from './use-viewer.ts';
import type { Zooming } from './use-zoom.ts';
import { actualSize, fitted, panStep, zoomAt, zoomStep } from './zoom.ts';

/** What the keys of the viewer act on. */
export interface ViewerControls {
  viewer: Viewer;
  zooming: Zooming;
  films: Films;
  assetType: 'image' | 'video' | 'audio' | 'text';
  toggleSplit: () => void;
  toggleRecipe: () => void;
  toggleFullScreen: () => void;
}

const middle = { x: 0, y: 0 };
const arrows: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

/**
 * What a key does in the viewer; null for one that it leaves to others: digits rate everywhere, Escape closes. The arrows
 * move a picture that is larger than its frame, and go to other takes and cells otherwise.
 */
export function viewerAction(key: string, code: string, shift: boolean, controls: ViewerControls): (() => void) | null {
  const { viewer, zooming, films, assetType } = controls;
  const isPicture = assetType === 'image';
  const isFilm = assetType === 'video';
  const arrow = arrows[key];
  if (arrow !== undefined) {
    if (isPicture && zooming.zoom.scale > 1) {
      return () =>
        zooming.change((zoom) => ({ ...zoom, x: zoom.x + arrow.x * panStep, y: zoom.y + arrow.y * panStep }));
    }
    if (arrow.x !== 0) return () => viewer.goToTake(arrow.x > 0 ? -1 : 1);
    return () => viewer.goToCell(arrow.y > 0 ? -1 : 1);
  }
  if (isPicture && shift && code === 'Digit0') return () => zooming.change(() => fitted);
  if (isPicture && shift && code === 'Digit1')
    return () => zooming.change((_zoom, own, frame) => actualSize(own, frame));
  const common: Record<string, () => void> = {
    p: () => viewer.canPick && viewer.pick(),
    c: viewer.toggleCompare,
    i: controls.toggleRecipe,
    f: controls.toggleFullScreen,
  };
  const ofPicture: Record<string, () => void> = {
    '+': () => zooming.change((zoom) => zoomAt(zoom, zoomStep, middle)),
    '=': () => zooming.change((zoom) => zoomAt(zoom, zoomStep, middle)),
    '-': () => zooming.change((zoom) => zoomAt(zoom, 1 / zoomStep, middle)),
    z: () => zooming.change((zoom, own, frame) => (zoom.scale > 1 ? fitted : actualSize(own, frame))),
    s: controls.toggleSplit,
  };
  const ofFilm: Record<string, () => void> = {
    ' ': films.toggle,
    ',': () => films.step(-1),
    '.': () => films.step(1),
    l: films.toggleLoop,
    m: films.toggleSound,
  };
  const actions = { ...common, ...(isPicture ? ofPicture : {}), ...(isFilm ? ofFilm : {}) };
  return actions[key.length === 1 ? key.toLowerCase() : key] ?? null;
}
