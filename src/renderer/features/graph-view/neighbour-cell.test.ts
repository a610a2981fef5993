import { expect, it } from 'vitest';
import type { CellKey } from '../../../shared/base/index.ts';
import { listCells, matrixDocument } from '../../../shared/matrix/index.ts';
import { layoutGraph } from './graph-layout.ts';
import { arrowDirections, neighbourCell, neighbourSpot } from './neighbour-cell.ts';

const layer = (name: string) => ({ name, asset_type: 'image', model: 'local/telar-mini' });
function layoutOf(view: object) {
  const matrix = matrixDocument.parse({
    telar: 1,
    layers: [layer('plate'), layer('variation'), layer('print')],
    units: [{ id: 'dawn' }, { id: 'day', cells: { variation: null } }, { id: 'night' }],
    view,
  });
  return layoutGraph(matrix, listCells(matrix));
}

it.each([
  ['dawn/plate', 'ArrowRight', {}, 'dawn/variation'],
  ['day/plate', 'ArrowRight', {}, 'day/print'],
  ['dawn/variation', 'ArrowDown', {}, 'night/variation'],
  ['dawn/plate', 'ArrowLeft', {}, null],
  ['night/print', 'ArrowUp', {}, 'day/print'],
  ['night/print', 'ArrowUp', { collapsed: ['day'] }, 'dawn/print'],
  ['dawn/plate', 'ArrowDown', { lanes: 'layer' }, 'dawn/variation'],
  ['day/plate', 'ArrowRight', { lanes: 'layer' }, 'night/plate'],
  ['gone/plate', 'ArrowUp', {}, 'dawn/plate'],
])('from %s %s with %j leads to %s', (from, key, view, expected) => {
  const direction = arrowDirections[key] ?? { lanes: 0, columns: 0 };
  expect(neighbourCell(layoutOf(view), from as CellKey, direction)).toBe(expected);
});

it.each([
  ['ArrowRight', { lane: 1, column: 0 }, { kind: 'gap', key: 'day/variation' }],
  ['ArrowDown', { lane: 0, column: 1 }, { kind: 'gap', key: 'day/variation' }],
  ['ArrowRight', { lane: 1, column: 1 }, { kind: 'cell', key: 'day/print' }],
  ['ArrowUp', { lane: 1, column: 1 }, { kind: 'cell', key: 'dawn/variation' }],
  ['ArrowUp', { lane: 0, column: 1 }, null],
])('with left-out places, %s from %j leads to %j', (key, from, expected) => {
  const direction = arrowDirections[key] ?? { lanes: 0, columns: 0 };
  expect(neighbourSpot(layoutOf({}), from, direction)).toEqual(expected);
});
