import { expect, it } from 'vitest';
import { cellKey } from '../../../shared/base/index.ts';
import { frontAfterMove } from './queue-order.ts';

const [a, b, c, d] = ['u/a', 'u/b', 'u/c', 'u/d'].map((key) => cellKey.parse(key)) as [
  ReturnType<typeof cellKey.parse>,
  ReturnType<typeof cellKey.parse>,
  ReturnType<typeof cellKey.parse>,
  ReturnType<typeof cellKey.parse>,
];
const queue = [a, b, c, d];

it.each([
  ['up', c, 0, [c, a, b]],
  ['down', a, 2, [b, c, a]],
  ['beyond the end', b, 9, [a, c, d, b]],
  ['before the start', d, -1, [d, a, b, c]],
  ['nowhere', b, 1, []],
])('moves a cell %s', (_, cell, to, front) => {
  expect(frontAfterMove(queue, cell, to)).toEqual(front);
});
