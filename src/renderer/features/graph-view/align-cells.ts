import type { CellKey } from '../../../shared/base/index.ts';
import type { NodePosition } from '../../../shared/matrix/index.ts';
import type { Box } from './graph-layout.ts';

export type Alignment = 'alignLeft' | 'alignTop' | 'spreadAcross' | 'spreadDown';

/** A cell and where it stands. */
export type Standing = Box & { key: CellKey };

/** Flow units kept between one line of cells and the next. */
const lineGap = 24;

/**
 * New places of cells: their left or top edges in line with the outermost, or even gaps between them, with the first and
 * the last where they are. Cells that would come to lie over each other make a second line. Cells that stay where they
 * are are left out.
 */
export function alignCells(cells: readonly Standing[], how: Alignment): Map<CellKey, NodePosition> {
  const places = placesOf(cells, how);
  return new Map(
    cells.flatMap((cell, index): [CellKey, NodePosition][] => {
      const place = places[index] ?? cell;
      return Math.round(place.x) === cell.x && Math.round(place.y) === cell.y ? [] : [[cell.key, place]];
    }),
  );
}

function placesOf(cells: readonly Standing[], how: Alignment): NodePosition[] {
  switch (how) {
    case 'alignLeft': {
      const lines = inLines(cells.map(({ x, y, width, height }) => ({ at: x, size: width, from: y, to: y + height })));
      return cells.map(({ x, y }, index) => ({ x: lines[index] ?? x, y }));
    }
    case 'alignTop': {
      const lines = inLines(cells.map(({ x, y, width, height }) => ({ at: y, size: height, from: x, to: x + width })));
      return cells.map(({ x, y }, index) => ({ x, y: lines[index] ?? y }));
    }
    case 'spreadAcross': {
      const starts = spread(cells.map(({ x, width }) => ({ start: x, size: width })));
      return cells.map(({ x, y }, index) => ({ x: starts[index] ?? x, y }));
    }
    case 'spreadDown': {
      const starts = spread(cells.map(({ y, height }) => ({ start: y, size: height })));
      return cells.map(({ x, y }, index) => ({ x, y: starts[index] ?? y }));
    }
  }
}

function spread(spans: readonly { start: number; size: number }[]): number[] {
  const order = spans.map((_span, index) => index).sort((a, b) => (spans[a]?.start ?? 0) - (spans[b]?.start ?? 0));
  const sorted = order.flatMap((index) => spans[index] ?? []);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || sorted.length < 3) return spans.map(({ start }) => start);
  const free = last.start - first.start - sorted.slice(0, -1).reduce((sum, { size }) => sum + size, 0);
  const gap = free / (sorted.length - 1);
  const starts: number[] = [];
  let next = first.start;
  order.forEach((index) => {
    starts[index] = next;
    next += (spans[index]?.size ?? 0) + gap;
  });
  return starts;
}

interface Piece {
  /** The edge that is put in line, and the size away from it. */
  at: number;
  size: number;
  /** What the piece covers along the line. */
  from: number;
  to: number;
}

/** The edge of each piece's line: a piece joins the first line where there is room for it. */
function inLines(pieces: readonly Piece[]): number[] {
  const order = pieces.map((_piece, index) => index).sort((a, b) => (pieces[a]?.at ?? 0) - (pieces[b]?.at ?? 0));
  const lines: { at: number; members: Piece[] }[] = [];
  const lineOf = new Map<number, { at: number; members: Piece[] }>();
  for (const index of order) {
    const piece = pieces[index];
    if (piece === undefined) continue;
    let line = lines.find(({ members }) => members.every(({ from, to }) => piece.to <= from || to <= piece.from));
    if (line === undefined) {
      const before = lines.at(-1);
      const end = Math.max(...(before?.members.map(({ size }) => before.at + size + lineGap) ?? [piece.at]));
      line = { at: Math.max(piece.at, end), members: [] };
      lines.push(line);
    }
    line.members.push(piece);
    lineOf.set(index, line);
  }
  return pieces.map((piece, index) => lineOf.get(index)?.at ?? piece.at);
}
