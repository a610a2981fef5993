import { expect, it } from 'vitest';
import type { CellKey } from '../../../shared/base/index.ts';
import { listCells, matrixDocument } from '../../../shared/matrix/index.ts';
import { arrowDirections, neighbourCell } from './neighbour-cell.ts';

const layer = (name: string) => ({ name, asset_type: 'image', model: 'local/telar-mini' });
const cells = listCells(
  matrixDocument.parse({
    telar: 1,
    layers: [layer('plate'), layer('variation'), layer('print')],
    units: [{ id: 'dawn' }, { id: 'day', cells: { variation: null } }, { id: 'night' }],
  }),
);

it.each([
  ['dawn/plate', 'ArrowRight', 'dawn/variation'],
  ['day/plate', 'ArrowRight', 'day/print'],
  ['dawn/variation', 'ArrowDown', 'night/variation'],
  ['dawn/plate', 'ArrowLeft', null],
  ['night/print', 'ArrowUp', 'day/print'],
  ['gone/plate', 'ArrowUp', 'dawn/plate'],
])('from %s %s leads to %s', (from, key, expected) => {
  const direction = arrowDirections[key] ?? { units: 0, layers: 0 };
  expect(neighbourCell(cells, from as CellKey, direction)).toBe(expected);
});
