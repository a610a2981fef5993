import { expect, it } from 'vitest';
import type { CellHandle } from '../../../shared/plan/index.ts';
import { handleShift, nodeHandles, targetHandle } from './cell-handles.ts';

const inputs: CellHandle[] = [
  { type: 'image', parameters: ['image', 'mask'] },
  { type: 'text', parameters: ['prompt'] },
];

it('stand evenly about the middle of their side', () => {
  expect(nodeHandles(inputs, 'unit').map(({ id, type, x, y }) => [id, type, x + 5, y + 5])).toEqual([
    ['image', 'target', 0, 59],
    ['text', 'target', 0, 85],
    ['out', 'source', 288, 72],
  ]);
  expect(nodeHandles(inputs, 'layer').map(({ x, y }) => [x + 5, y + 5])).toEqual([
    [131, 0],
    [157, 0],
    [144, 144],
  ]);
});

it('a cell whose model takes nothing in has a plain one, where references of any kind end', () => {
  expect(nodeHandles([], 'unit').map(({ id }) => id)).toEqual([null, 'out']);
  expect(targetHandle([], 'image')).toBe(null);
  expect(handleShift([], 'image')).toBe(0);
});

it('a reference ends at the handle of its type, or at the first one', () => {
  expect(targetHandle(inputs, 'text')).toBe('text');
  expect(targetHandle(inputs, 'audio')).toBe('image');
});
