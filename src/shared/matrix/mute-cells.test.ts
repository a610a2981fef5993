import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CellKey } from '../base/index.ts';
import { listCells } from './cells.ts';
import { matrixDocument } from './document.ts';
import { applyEdit } from './edit.ts';
import { muteCells } from './mute-cells.ts';

const base = { asset_type: 'image', model: 'local/m' };
const matrix = matrixDocument.parse({
  telar: 1,
  layers: [
    { name: 'a', ...base },
    { name: 'b', ...base, muted: true },
  ],
  units: [{ id: 'u' }, { id: 'v', cells: { a: { locked: true }, b: { muted: false, note: 'kept' } } }],
});

it('writes only what its column does not say, and keeps the rest of the cell', () => {
  expect(muteCells(matrix, new Set(['u/a', 'u/b', 'v/a', 'v/b', 'gone/a'] as CellKey[]), true)).toEqual([
    { type: 'set-cell', unit: 'u', layer: 'a', value: { muted: true } },
    { type: 'set-cell', unit: 'v', layer: 'a', value: { locked: true, muted: true } },
    { type: 'set-cell', unit: 'v', layer: 'b', value: { note: 'kept' } },
  ]);
  expect(muteCells(matrix, new Set(['u/a', 'u/b'] as CellKey[]), false)).toEqual([
    { type: 'set-cell', unit: 'u', layer: 'b', value: { muted: false } },
  ]);
});

it('mutes exactly the cells it is given', () => {
  const keys = listCells(matrix).map((cell) => cell.key);
  fc.assert(
    fc.property(fc.subarray(keys), fc.boolean(), (some, muted) => {
      const { matrix: after } = applyEdit(matrix, { type: 'batch', edits: muteCells(matrix, new Set(some), muted) });
      const expected = listCells(matrix).map((cell) => (some.includes(cell.key) ? muted : cell.muted));
      expect(listCells(after).map((cell) => cell.muted)).toEqual(expected);
    }),
  );
});
