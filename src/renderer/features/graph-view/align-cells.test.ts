import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellKey } from '../../../shared/base/index.ts';
import { alignCells, type Standing } from './align-cells.ts';

const cell = (key: string, x: number, y: number): Standing => ({ key: key as CellKey, x, y, width: 100, height: 50 });
const some = [cell('a/x', 0, 0), cell('b/x', 500, 80), cell('c/x', 160, 300)];

describe('alignCells', () => {
  it.each([
    ['alignLeft', { 'b/x': [0, 80], 'c/x': [0, 300] }],
    ['alignTop', { 'b/x': [500, 0], 'c/x': [160, 0] }],
    ['spreadAcross', { 'c/x': [250, 300] }],
    ['spreadDown', { 'b/x': [500, 150] }],
  ] as const)('%s', (how, expected) => {
    const places = alignCells(some, how);
    expect(Object.fromEntries([...places].map(([key, { x, y }]) => [key, [x, y]]))).toEqual(expected);
  });

  it('keeps apart what would come to lie over each other', () => {
    const grid = [cell('a/x', 0, 0), cell('a/y', 200, 30), cell('b/x', 10, 40), cell('b/y', 210, 90)];
    const places = alignCells(grid, 'alignTop');
    expect(Object.fromEntries([...places].map(([key, { x, y }]) => [key, [x, y]]))).toEqual({
      'a/y': [200, 0],
      'b/x': [10, 74],
      'b/y': [210, 74],
    });
  });

  it('done twice is the same as once', () => {
    const place = fc.record({ x: fc.integer({ min: -999, max: 999 }), y: fc.integer({ min: -999, max: 999 }) });
    const how = fc.constantFrom('alignLeft', 'alignTop', 'spreadAcross', 'spreadDown');
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), how, (places, chosen) => {
        const cells = places.map(({ x, y }, index) => cell(`u${index}/x`, x, y));
        const moved = alignCells(cells, chosen);
        const after = cells.map((each) => {
          const { x, y } = moved.get(each.key) ?? each;
          return { ...each, x: Math.round(x), y: Math.round(y) };
        });
        for (const [key, { x, y }] of alignCells(after, chosen)) {
          const before = after.find((each) => each.key === key);
          // Places are whole units, so that gaps may differ by one.
          expect(Math.abs(x - (before?.x ?? 0)) + Math.abs(y - (before?.y ?? 0))).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});
