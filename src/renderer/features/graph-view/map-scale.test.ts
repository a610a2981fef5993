import { expect, it } from 'vitest';
import { mapScale, onMap } from './map-scale.ts';

it.each([
  ['one like a page is true to scale', { width: 1760, height: 880 }, { width: 176, height: 88 }],
  ['a hundred rows of six columns are stretched sideways', { width: 2400, height: 18_500 }, { width: 88, height: 208 }],
  ['forty columns of one row are stretched downwards', { width: 15_000, height: 240 }, { width: 176, height: 88 }],
])('%s', (_name, bounds, size) => {
  const map = mapScale(bounds);
  expect({ width: map.width, height: map.height }).toEqual(size);
  expect(bounds.width * map.across).toBeCloseTo(size.width);
  expect(bounds.height * map.down).toBeCloseTo(size.height);
});

it('shows a view of a few rows among thousands as a frame that can be seen, down to the last of them', () => {
  const bounds = { x: 0, y: 0, width: 2400, height: 200_000 };
  const map = mapScale(bounds);
  const last = onMap(map, bounds, { x: 0, y: 199_400, width: 2400, height: 600 }, 4);
  expect(onMap(map, bounds, { x: -900, y: -300, width: 4200, height: 900_000 }, 4)).toEqual({
    x: 0,
    y: 0,
    width: map.width,
    height: map.height,
  });
  expect(last).toEqual({ x: 0, y: map.height - 4, width: map.width, height: 4 });
});
