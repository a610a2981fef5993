import type { Box } from './graph-layout.ts';

/** Most pixels of the small map. */
const [mostWide, mostHigh] = [176, 208];
/** The fewest a side may have: a strip of less can be neither read nor hit. */
const least = 88;

/** Size of the small map in pixels, and pixels per flow unit on each axis. */
export interface MapScale {
  across: number;
  down: number;
  width: number;
  height: number;
}

/**
 * The map is true to scale as long as both of its sides can be read. A matrix of many rows and few columns, or the other
 * way round, is stretched on its short side instead: where a cell stands counts here, not its shape.
 */
export function mapScale({ width, height }: Pick<Box, 'width' | 'height'>): MapScale {
  const [wide, high] = [Math.max(1, width), Math.max(1, height)];
  const scale = Math.min(mostWide / wide, mostHigh / high);
  const size = { width: Math.max(least, wide * scale), height: Math.max(least, high * scale) };
  return { across: size.width / wide, down: size.height / high, ...size };
}

/** The part of a box that the map shows, in its pixels; never less than `fewest` of them on a side. */
export function onMap(map: MapScale, bounds: Pick<Box, 'x' | 'y'>, box: Box, fewest: number): Box {
  const [x, width] = within((box.x - bounds.x) * map.across, box.width * map.across, map.width, fewest);
  const [y, height] = within((box.y - bounds.y) * map.down, box.height * map.down, map.height, fewest);
  return { x, y, width, height };
}

function within(start: number, length: number, most: number, fewest: number): [start: number, length: number] {
  const from = Math.min(Math.max(0, start), most - fewest);
  const to = Math.max(Math.min(most, start + length), from + fewest);
  return [from, to - from];
}
