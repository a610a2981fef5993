import { describe, expect, it } from 'vitest';
import { movedBy, placesIn, planPaste, rangeBetween, tabbedTo, type GridPlace } from './grid-place.ts';

const size = { rows: 20, columns: 5, page: 8 };

describe('moving', () => {
  it.each<[string, boolean, [number, number], [number, number] | null]>([
    ['ArrowDown', false, [0, 0], [1, 0]],
    ['ArrowDown', false, [19, 0], [19, 0]],
    ['ArrowDown', true, [3, 2], [19, 2]],
    ['ArrowUp', false, [0, 1], [-1, 1]],
    ['ArrowUp', true, [7, 1], [0, 1]],
    ['ArrowUp', true, [0, 1], [-1, 1]],
    ['ArrowLeft', false, [2, 0], [2, 0]],
    ['ArrowRight', true, [2, 0], [2, 4]],
    ['Home', false, [5, 3], [5, 0]],
    ['Home', true, [5, 3], [0, 0]],
    ['End', false, [5, 3], [5, 4]],
    ['End', true, [5, 3], [19, 4]],
    ['PageDown', false, [5, 3], [13, 3]],
    ['PageDown', false, [15, 3], [19, 3]],
    ['PageUp', false, [5, 3], [0, 3]],
    ['PageDown', true, [5, 3], null],
    ['x', false, [5, 3], null],
  ])('%s (far: %s) from %j leads to %j', (key, isFar, [row, column], expected) => {
    const place = expected === null ? null : { row: expected[0], column: expected[1] };
    expect(movedBy(key, isFar, { row, column }, size)).toEqual(place);
  });

  it('stays in the header of a table without rows', () => {
    const empty = { rows: 0, columns: 2, page: 8 };
    const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'];
    expect(keys.map((key) => movedBy(key, false, { row: -1, column: 1 }, empty)?.row)).toEqual([-1, -1, -1, -1]);
  });

  it.each<[boolean, GridPlace, GridPlace | null]>([
    [false, { row: 0, column: 4 }, { row: 1, column: 0 }],
    [false, { row: 19, column: 4 }, null],
    [true, { row: 1, column: 0 }, { row: 0, column: 4 }],
    [true, { row: 0, column: 0 }, null],
  ])('Tab (back: %s) from %j leads to %j', (isBack, from, to) => {
    expect(tabbedTo(isBack, from, size)).toEqual(to);
  });
});

describe('ranges', () => {
  it('leave the header out', () => {
    expect(rangeBetween({ row: -1, column: 3 }, { row: 2, column: 1 })).toEqual({
      top: 0,
      bottom: 2,
      left: 1,
      right: 3,
    });
    expect(placesIn({ top: 0, bottom: -1, left: 0, right: 4 })).toEqual([]);
  });
});

describe('pasting', () => {
  const block = [
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
  ];
  const written = (plan: ReturnType<typeof planPaste>): string[] =>
    plan.writes.map(({ row, column, text }) => `${row},${column} ${text}`);

  it('3x2 into one cell goes on from there', () => {
    const plan = planPaste(block, { top: 1, bottom: 1, left: 2, right: 2 }, size);
    expect(written(plan)).toEqual(['1,2 a', '1,3 b', '2,2 c', '2,3 d', '3,2 e', '3,3 f']);
    expect([plan.missingRows, plan.lostColumns]).toEqual([0, 0]);
  });

  it('one value fills a range, a block the multiples of itself', () => {
    expect(written(planPaste([['x']], { top: 0, bottom: 1, left: 0, right: 1 }, size))).toEqual([
      '0,0 x',
      '0,1 x',
      '1,0 x',
      '1,1 x',
    ]);
    const twice = planPaste([['x', 'y']], { top: 4, bottom: 5, left: 1, right: 2 }, size);
    expect(written(twice)).toEqual(['4,1 x', '4,2 y', '5,1 x', '5,2 y']);
  });

  it('what reaches over the edges is counted', () => {
    const plan = planPaste(block, { top: 18, bottom: 18, left: 4, right: 4 }, size);
    expect(written(plan)).toEqual(['18,4 a', '19,4 c', '20,4 e']);
    expect([plan.missingRows, plan.lostColumns]).toEqual([1, 1]);
  });

  it('short rows leave cells alone', () => {
    const plan = planPaste([['a'], ['b', 'c']], { top: 0, bottom: 0, left: 0, right: 0 }, size);
    expect(written(plan)).toEqual(['0,0 a', '1,0 b', '1,1 c']);
  });
});
