import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellKey } from '../../../shared/base/index.ts';
import { listCells, matrixDocument } from '../../../shared/matrix/index.ts';
import { cellAt, cellsInside, gapAt, holds, layoutGraph, overlaps, type GraphLayout } from './graph-layout.ts';
import { routeReference } from './graph-route.ts';
import { countCells } from './lane-counts.ts';
import { nextSight } from './sight.ts';

function layoutOf(units: number, layers: number, view: object = {}): GraphLayout {
  const matrix = matrixDocument.parse({
    telar: 1,
    layers: Array.from({ length: layers }, (_, index) => ({
      name: `l${index}`,
      asset_type: 'image',
      model: 'local/telar-mini',
    })),
    units: Array.from({ length: units }, (_, index) => ({ id: `u${index}` })),
    view,
  });
  return layoutGraph(matrix, listCells(matrix));
}

function placed(layout: GraphLayout, key: string) {
  const cell = layout.byKey.get(key as CellKey);
  if (cell === undefined) throw new Error(`${key} is not shown`);
  return cell;
}

it('stands in lanes of units, and turned round in lanes of layers', () => {
  const [byUnit, byLayer] = [layoutOf(2, 3), layoutOf(2, 3, { lanes: 'layer' })];
  expect(byUnit.lanes.map(({ name }) => name)).toEqual(['u0', 'u1']);
  expect(byLayer.lanes.map(({ name }) => name)).toEqual(['l0', 'l1', 'l2']);
  expect(byLayer.columns.map(({ name }) => name)).toEqual(['u0', 'u1']);
  const { lane, column } = placed(byLayer, 'u1/l2');
  expect({ lane, column }).toEqual({ lane: 2, column: 1 });
});

it('a folded lane hides its cells, still counts them, and lets the next one up', () => {
  const [open, folded] = [layoutOf(3, 2), layoutOf(3, 2, { collapsed: ['u1'] })];
  expect(folded.cells.map(({ cell }) => cell.key)).toEqual(['u0/l0', 'u0/l1', 'u2/l0', 'u2/l1']);
  expect(folded.lanes[1]?.cells).toEqual(['u1/l0', 'u1/l1']);
  expect(placed(folded, 'u2/l0').y).toBeLessThan(placed(open, 'u2/l0').y);
});

it('a cell moved by hand stands where it was put, but only among lanes of units', () => {
  const positions = { 'u0/l0': { x: -500, y: 40 } };
  const layout = layoutOf(1, 1, { positions });
  expect(placed(layout, 'u0/l0')).toMatchObject({ x: -500, y: 40, isMoved: true });
  expect(layout.bounds.x).toBe(-500);
  expect(placed(layoutOf(1, 1, { positions, lanes: 'layer' }), 'u0/l0').isMoved).toBe(false);
});

it('a lane reaches as far right as the cells in it, but no further for one that was put elsewhere', () => {
  const width = (view: object): number => layoutOf(2, 1, view).lanes[0]?.width ?? 0;
  const plain = width({});
  const y = placed(layoutOf(2, 1), 'u0/l0').y;
  expect(width({ positions: { 'u0/l0': { x: 2_000, y } } })).toBe(2_000 + 288 + 16);
  expect(width({ positions: { 'u0/l0': { x: 2_000, y: y + 500 } } })).toBe(plain);
});

it('a left-out cell leaves its place, where a pointer finds it, unless its lane is folded', () => {
  const matrix = (view: object) =>
    matrixDocument.parse({
      telar: 1,
      layers: ['l0', 'l1'].map((name) => ({ name, asset_type: 'image', model: 'local/telar-mini' })),
      units: [{ id: 'u0', cells: { l1: null } }, { id: 'u1' }],
      view,
    });
  const layoutBy = (view: object): GraphLayout => layoutGraph(matrix(view), listCells(matrix(view)));
  const layout = layoutBy({});
  const grid = placed(layoutOf(2, 2), 'u0/l1');
  expect(layout.gaps).toMatchObject([{ key: 'u0/l1', x: grid.x, y: grid.y, lane: 0, column: 1 }]);
  expect(gapAt(layout, { x: grid.x + 9, y: grid.y + 9 })?.key).toBe('u0/l1');
  expect(gapAt(layout, { x: grid.x - 9, y: grid.y + 9 })).toBeNull();
  expect(layoutBy({ collapsed: ['u0'] }).gaps).toEqual([]);
  expect(layoutBy({ positions: { 'u0/l0': { x: grid.x, y: grid.y } } }).gaps).toEqual([]);
});

const shapes = fc.record({
  units: fc.integer({ min: 1, max: 8 }),
  layers: fc.integer({ min: 1, max: 6 }),
  lanes: fc.constantFrom('unit', 'layer'),
  collapsed: fc.subarray(['u0', 'u1', 'u3', 'l1']),
});

it('no cell lies over another, each in its lane, and each is found at its middle', () => {
  fc.assert(
    fc.property(shapes, ({ units, layers, ...view }) => {
      const layout = layoutOf(units, layers, view);
      for (const cell of layout.cells) {
        const lane = layout.lanes[cell.lane];
        expect(lane !== undefined && holds(lane, cell) && holds(layout.bounds, cell)).toBe(true);
        expect(layout.cells.filter((other) => overlaps(other, cell))).toEqual([cell]);
        expect(cellAt(layout, { x: cell.x + cell.width / 2, y: cell.y + cell.height / 2 })).toBe(cell);
      }
    }),
    { numRuns: 40 },
  );
});

it('no line between two cells crosses a third, nor has its name over one', () => {
  fc.assert(
    fc.property(shapes, fc.nat(), fc.nat(), ({ units, layers, ...view }, from, to) => {
      const layout = layoutOf(units, layers, view);
      const [source, target] = [layout.cells[from % layout.cells.length], layout.cells[to % layout.cells.length]];
      if (source === undefined || target === undefined) return;
      fc.pre(source !== target);
      const route = routeReference(layout, source, target);
      if (route === null) throw new Error('there is no way');
      route.points.slice(1).forEach((end, index) => {
        const start = route.points[index] ?? end;
        const line = {
          x: Math.min(start.x, end.x),
          y: Math.min(start.y, end.y),
          width: Math.abs(end.x - start.x),
          height: Math.abs(end.y - start.y),
        };
        expect(Math.min(line.width, line.height)).toBe(0);
        expect(cellsInside(layout, line)).toEqual([]);
      });
      expect(cellAt(layout, route.label)).toBeNull();
    }),
    { numRuns: 300 },
  );
});

it('two lines that pass each other below a row have a track each', () => {
  const layout = layoutOf(1, 4);
  const lowest = (from: string, to: string): number => {
    const route = routeReference(layout, placed(layout, from), placed(layout, to));
    return Math.max(...(route?.points ?? []).map(({ y }) => y));
  };
  expect(lowest('u0/l0', 'u0/l2')).not.toBe(lowest('u0/l1', 'u0/l3'));
});

it('the name of a line between units stands to the right, beside the names of groups', () => {
  const layout = layoutOf(2, 2);
  const [source, target] = [placed(layout, 'u0/l0'), placed(layout, 'u1/l0')];
  const route = routeReference(layout, source, target);
  // A group's name takes at most 55 % of its frame, from the left.
  expect(route?.label.x).toBeGreaterThan(target.x + 0.6 * target.width);
});

const screen = { width: 1_200, height: 800 };
const viewAt = (x: number, y: number, zoom: number) => ({
  x,
  y,
  width: screen.width / zoom,
  height: screen.height / zoom,
});

it('nodes as long as 90 cells or fewer are in view, a canvas above, and back with some delay', () => {
  const layout = layoutOf(500, 10);
  expect(nextSight(layoutOf(10, 10), viewAt(0, 0, 0.01), null)).toEqual({ kind: 'nodes', window: null });
  const near = nextSight(layout, viewAt(0, 0, 1), null);
  expect(near.kind).toBe('nodes');
  expect(nextSight(layout, viewAt(100, 100, 1), near)).toBe(near);
  expect(nextSight(layout, viewAt(9_000, 100, 1), near)).not.toEqual(near);
  const far = nextSight(layout, viewAt(0, 0, 0.1), near);
  expect(far).toEqual({ kind: 'canvas' });
  const count = (zoom: number): number => cellsInside(layout, viewAt(0, 0, zoom)).length;
  expect([count(0.39), nextSight(layout, viewAt(0, 0, 0.39), near).kind]).toEqual([88, 'nodes']);
  expect(nextSight(layout, viewAt(0, 0, 0.39), far).kind).toBe('canvas');
});

it('counts a stale cell as not done', () => {
  const cells = [
    { state: 'succeeded', stale: false },
    { state: 'succeeded', stale: true },
    { state: 'failed', stale: true },
    { state: 'idle', stale: false },
  ] as const;
  expect(countCells(cells)).toEqual({ all: 4, done: 1, stale: 1, failed: 1 });
});
