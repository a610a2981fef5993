import { expect, it } from 'vitest';
import { gridMove } from './grid-move.ts';

const grid = { columns: 4, count: 10 };

it.each([
  [0, 'ArrowRight', 1],
  [0, 'ArrowLeft', 0],
  [1, 'ArrowDown', 5],
  [7, 'ArrowDown', 7],
  [5, 'ArrowUp', 1],
  [5, 'End', 9],
  [5, 'Home', 0],
  [5, 'x', null],
])('from %i %s leads to %s', (index, key, expected) => {
  expect(gridMove(index, key, grid)).toBe(expected);
});
