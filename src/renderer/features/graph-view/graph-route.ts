import type { Box, GraphLayout, PlacedCell } from './graph-layout.ts';
import { metrics } from './graph-metrics.ts';

export interface Point {
  x: number;
  y: number;
}

/** How a reference is drawn: its corners, and where its name stands. */
export interface Route {
  points: readonly Point[];
  label: Point;
}

/** Along the way the work flows, and across it: right and down among lanes of units, down and right among those of layers. */
interface Spot {
  along: number;
  across: number;
}

/** Flow units that a line goes on before it turns: its handle and a rounded corner. */
const leastOut = 12;

/**
 * The way from a cell to one that reads it, by the gaps between lanes and columns, so that no line crosses a picture.
 * Null where a cell was moved by hand: then no gap is known to be free.
 */
export function routeReference(
  layout: GraphLayout,
  source: PlacedCell,
  target: PlacedCell,
  endShift = 0,
): Route | null {
  if (source.isMoved || target.isMoved) return null;
  const isRight = layout.lanesBy === 'unit';
  const [from, to] = [sidesOf(source, isRight), sidesOf(target, isRight)];
  const [start, end] = [
    { along: from.alongEnd, across: from.acrossMiddle },
    { along: to.alongStart, across: to.acrossMiddle + endShift },
  ];
  const step = isRight ? target.column - source.column : target.lane - source.lane;
  const turn = isRight ? target.lane - source.lane : target.column - source.column;
  const gap = isRight ? metrics.columnGap : metrics.layerLaneGap + 2 * metrics.lanePadding;
  const spots = corners();
  const points = spots.spots.map((spot) => pointAt(spot, isRight));
  return { points, label: pointAt(spots.label, isRight) };

  function corners(): { spots: Spot[]; label: Spot } {
    const middle = (start.along + end.along) / 2;
    // Close to where it comes from: the middle belongs to the names of the lines that go straight on.
    const out = start.along + Math.max(gap / 8, leastOut);
    if (step === 1) {
      const label = { along: middle, across: (start.across + end.across) / 2 };
      if (start.across === end.across) return { spots: [start, end], label };
      if (turn === 0) {
        // Straight on past the name, and to the handle at the last.
        const late = end.along - gap / 4;
        const jog = [
          { along: late, across: start.across },
          { along: late, across: end.across },
        ];
        return { spots: [start, ...jog, end], label: { along: (out + late) / 2, across: start.across } };
      }
      const bend = [
        { along: out, across: start.across },
        { along: out, across: end.across },
      ];
      return { spots: [start, ...bend, end], label: { along: out, across: channel() } };
    }
    const into = end.along - gap / 4;
    const way = channel();
    const bends = [
      { along: out, across: start.across },
      { along: out, across: way },
      { along: into, across: way },
      { along: into, across: end.across },
    ];
    // Names of groups stand at the left of this strip.
    const share = isRight ? 0.75 : 0.5;
    const [near, far] = [Math.min(out, into), Math.max(out, into)];
    return { spots: [start, ...bends, end], label: { along: near + (far - near) * share, across: way } };
  }

  /**
   * The free strip beside the target on the side the line comes from; below the cells where both are in one line, with a
   * track of its own for every other column, so that two lines that pass each other are not taken for one.
   */
  function channel(): number {
    const strip = isRight ? metrics.lanePadding + metrics.laneGap / 2 : metrics.columnGap / 2;
    if (turn > 0) return to.acrossStart - strip;
    if (turn < 0) return to.acrossEnd + strip;
    const track = metrics.lanePadding / 2;
    const shift = source.column % 2 === 0 ? track - 2 : 0;
    return to.acrossEnd + (isRight ? track + shift : strip);
  }
}

function sidesOf({ x, y, width, height }: Box, isRight: boolean) {
  const [along, across] = isRight ? [x, y] : [y, x];
  const [length, breadth] = isRight ? [width, height] : [height, width];
  return {
    alongStart: along,
    alongEnd: along + length,
    acrossStart: across,
    acrossEnd: across + breadth,
    acrossMiddle: across + breadth / 2,
  };
}

function pointAt({ along, across }: Spot, isRight: boolean): Point {
  return isRight ? { x: along, y: across } : { x: across, y: along };
}

/** The route as SVG path data, its corners rounded by `radius` flow units. */
export function pathOf(points: readonly Point[], radius = 10): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${first.x},${first.y}`];
  rest.forEach((corner, index) => {
    const [before, after] = [points[index], rest[index + 1]];
    if (before === undefined || after === undefined) {
      parts.push(`L${corner.x},${corner.y}`);
      return;
    }
    const [enter, leave] = [towards(corner, before, radius), towards(corner, after, radius)];
    parts.push(`L${enter.x},${enter.y}Q${corner.x},${corner.y} ${leave.x},${leave.y}`);
  });
  return parts.join('');
}

/** A point on the way from `from` to `to`, at most half of it away. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(distance, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
