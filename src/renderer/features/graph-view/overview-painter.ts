import type { CellKey, TakeId } from '../../../shared/base/index.ts';
import type { CellGlances } from '../../studio/index.ts';
import type { GraphColors } from './graph-colors.ts';
import { overlaps, type Box, type GraphLayout, type PlacedCell } from './graph-layout.ts';
import { paintCell, sizes } from './paint-cells.ts';
import { bundleLines, paintLanes, paintLines } from './paint-ground.ts';
import type { Reference } from './layout-graph.ts';
import type { PictureCache } from './picture-cache.ts';

/** Where the view is and how large, in the words of React Flow's store. */
export interface Sighting {
  transform: readonly [number, number, number];
  width: number;
  height: number;
}

export interface PainterParts {
  canvas: HTMLCanvasElement;
  layout: GraphLayout;
  references: readonly Reference[];
  glances: CellGlances;
  pictures: PictureCache;
  colors: GraphColors;
  isSelected: (cell: CellKey) => boolean;
}

/** Draws all cells of a matrix on one canvas. */
export interface OverviewPainter {
  /** Brings the drawing to where the view is: moved and scaled as it is as long as that will do, else drawn anew. */
  follow(sighting: Sighting): void;
  /** Draws anew. */
  paint(sighting: Sighting): void;
  /** Draws only these cells again, where they stand. */
  repaint(cells: Iterable<CellKey>): void;
  /** Draws the cells again whose picture has come. */
  showPictures(takes: ReadonlySet<TakeId>): void;
}

/** Share of the view that the drawing reaches beyond each of its sides, so that it can be moved a while before it must be drawn anew. */
const reach = 0.3;
/** How far it may be scaled meanwhile. */
const [smallest, largest] = [0.7, 1.5];

/** Creates the painter of one layout. */
export function createOverviewPainter(parts: PainterParts): OverviewPainter {
  const { canvas, layout, glances, pictures, colors, isSelected } = parts;
  const context = canvas.getContext('2d', { alpha: true });
  if (context === null) throw new Error('this browser has no canvas');
  const lines = bundleLines(layout, parts.references, colors);
  const font = getComputedStyle(canvas).fontFamily;
  let drawn: Sighting | null = null;
  let cellsDrawn: PlacedCell[] = [];

  function paint(sighting: Sighting): void {
    const { transform, width, height } = sighting;
    const [x, y, scale] = transform;
    const [wide, high] = [width * (1 + 2 * reach), height * (1 + 2 * reach)];
    const ratio = window.devicePixelRatio;
    const [columns, rows] = [Math.ceil(wide * ratio), Math.ceil(high * ratio)];
    if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
    const area = areaOf(sighting);
    cellsDrawn = layout.cells.filter((cell) => overlaps(cell, area));
    canvas.style.width = `${wide}px`;
    canvas.style.height = `${high}px`;
    toPixels();
    context?.clearRect(area.x, area.y, area.width, area.height);
    drawn = sighting;
    if (context !== null) {
      paintLanes(context, layout, area, { scale, colors, font });
      paintLines(context, lines, { scale });
    }
    for (const cell of cellsDrawn) paintOne(cell, scale);
    place(sighting);

    function toPixels(): void {
      const zoom = scale * ratio;
      context?.setTransform(zoom, 0, 0, zoom, (x + width * reach) * ratio, (y + height * reach) * ratio);
    }
  }

  function paintOne(placed: PlacedCell, scale: number): void {
    const { key, assetType } = placed.cell;
    const glance = glances.get(key);
    const hasPicture = glance.take !== null && assetType === 'image' && placed.height * scale >= sizes.picture;
    const picture = hasPicture && glance.take !== null ? pictures.get(glance.take) : null;
    if (context !== null) {
      paintCell(context, placed, { glance, picture, isSelected: isSelected(key) }, { scale, colors });
    }
  }

  function repaint(cells: Iterable<CellKey>): void {
    if (drawn === null || context === null) return;
    const scale = drawn.transform[2];
    // The frame of a selected cell reaches so far beyond it.
    const border = Math.max(2.5 / scale, 6) + 1 / scale;
    for (const key of cells) {
      const placed = layout.byKey.get(key);
      if (placed === undefined) continue;
      const { x, y, width, height } = placed;
      const box = { x: x - border, y: y - border, width: width + 2 * border, height: height + 2 * border };
      context.save();
      context.beginPath();
      context.rect(box.x, box.y, box.width, box.height);
      context.clip();
      context.clearRect(box.x, box.y, box.width, box.height);
      paintLanes(context, layout, box, { scale, colors, font });
      paintLines(context, lines, { scale });
      for (const each of cellsDrawn) if (overlaps(each, box)) paintOne(each, scale);
      context.restore();
    }
  }

  function place({ transform: [x, y, scale] }: Sighting): void {
    if (drawn === null) return;
    const [drawnX, drawnY, drawnScale] = drawn.transform;
    const factor = scale / drawnScale;
    const left = x - (drawnX + drawn.width * reach) * factor;
    const top = y - (drawnY + drawn.height * reach) * factor;
    canvas.style.transform = `translate(${left}px, ${top}px) scale(${factor})`;
  }

  return {
    paint,
    follow(sighting) {
      const willDo = drawn !== null && isCovered(drawn, sighting);
      if (willDo) place(sighting);
      else paint(sighting);
    },
    repaint,
    showPictures(takes) {
      repaint(cellsDrawn.flatMap(({ cell: { key } }) => takesOf(key, takes)));
    },
  };

  function takesOf(key: CellKey, takes: ReadonlySet<TakeId>): CellKey[] {
    const { take } = glances.get(key);
    return take !== null && takes.has(take) ? [key] : [];
  }
}

/** The drawn area in flow units. */
function areaOf({ transform: [x, y, scale], width, height }: Sighting): Box {
  return {
    x: (-x - width * reach) / scale,
    y: (-y - height * reach) / scale,
    width: (width * (1 + 2 * reach)) / scale,
    height: (height * (1 + 2 * reach)) / scale,
  };
}

function isCovered(drawn: Sighting, now: Sighting): boolean {
  const [x, y, scale] = now.transform;
  const factor = scale / drawn.transform[2];
  if (drawn.width !== now.width || drawn.height !== now.height || factor < smallest || factor > largest) return false;
  const area = areaOf(drawn);
  const [left, top] = [-x / scale, -y / scale];
  return (
    left >= area.x &&
    top >= area.y &&
    left + now.width / scale <= area.x + area.width &&
    top + now.height / scale <= area.y + area.height
  );
}
