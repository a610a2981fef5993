import type { FieldKind } from './field-kind.ts';

/** Shapes of pictures and films that are asked for most. */
export const ratios = ['1:1', '4:3', '3:4', '3:2', '2:3', '16:9', '9:16'] as const;
export type Ratio = (typeof ratios)[number];

type NumberKind = Extract<FieldKind, { kind: 'number' }>;

export interface Size {
  width: number;
  height: number;
}

/** Models that say nothing else want sides in steps of 8, one latent pixel. */
const usualStep = 8;

/** A size of this shape with about the same area, within what the model takes; null when it cannot have that shape. */
export function sizeOfRatio(
  ratio: Ratio,
  now: Size,
  { width, height }: { width: NumberKind; height: NumberKind },
): Size | null {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const shape = across / down;
  const low = Math.max(width.minimum ?? 1, (height.minimum ?? 1) * shape);
  const high = Math.min(width.maximum ?? Infinity, (height.maximum ?? Infinity) * shape);
  if (low > high) return null;
  const wanted = Math.min(high, Math.max(low, Math.sqrt(now.width * now.height * shape)));
  return { width: stepped(wanted, width), height: stepped(wanted / shape, height) };
}

function stepped(side: number, { step, minimum, maximum }: NumberKind): number {
  const by = step ?? usualStep;
  const rounded = Math.round(side / by) * by;
  return Math.min(maximum ?? Infinity, Math.max(minimum ?? by, rounded));
}

/** Whether a size has this shape, as nearly as steps of a few pixels let it. */
export function hasRatio({ width, height }: Size, ratio: Ratio): boolean {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  return Math.abs(width / height / (across / down) - 1) < 0.03;
}
