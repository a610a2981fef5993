import type { CellGlance } from '../../studio/index.ts';
import { glanceColor, type GraphColors } from './graph-colors.ts';
import type { PlacedCell } from './graph-layout.ts';
import { metrics } from './graph-metrics.ts';

/** What a cell looks like now. */
export interface CellLook {
  glance: CellGlance;
  picture: ImageBitmap | null;
  isSelected: boolean;
}

/** Height in pixels from which a cell is more than a dot: with its picture, and with round corners. */
export const sizes = { picture: 5, detailed: 20 } as const;

/**
 * Paints a cell in flow units: its picture to the left as on its node, beside it the colour of its state. Small, it is
 * all state. `scale` is pixels per flow unit.
 */
export function paintCell(
  context: CanvasRenderingContext2D,
  { cell, x, y, width, height }: PlacedCell,
  { glance, picture, isSelected }: CellLook,
  { scale, colors }: { scale: number; colors: GraphColors },
): void {
  const color = glanceColor(glance, colors);
  const isDetailed = height * scale >= sizes.detailed;
  if (isDetailed) {
    context.fillStyle = colors.surface;
    context.fillRect(x, y, width, height);
    context.fillStyle = picture === null && glance.take !== null ? colors.types[cell.assetType] : colors.mat;
    context.fillRect(x, y, height, height);
    context.fillStyle = color;
    context.fillRect(
      x + height + metrics.lanePadding,
      y + metrics.lanePadding,
      width - height - 2 * metrics.lanePadding,
      28,
    );
    context.strokeStyle = isPlain(glance) ? colors.line : color;
    context.lineWidth = 1 / scale;
    context.strokeRect(x, y, width, height);
  } else {
    context.fillStyle = color;
    context.fillRect(x, y, width, height);
  }
  if (picture !== null) context.drawImage(picture, x, y, height, height);
  if (isSelected) {
    const line = Math.max(2.5 / scale, 6);
    context.strokeStyle = colors.accent;
    context.lineWidth = line;
    context.strokeRect(x - line / 2, y - line / 2, width + line, height + line);
  }
}

function isPlain({ state, stale }: CellGlance): boolean {
  return !stale && (state === 'succeeded' || state === 'idle');
}
