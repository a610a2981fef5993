import { expect, it } from 'vitest';
import { listCells, parseMatrixDocument } from '../../../shared/matrix/index.ts';
import { findInMatrix } from './find-cells.ts';

const matrix = parseMatrixDocument(
  JSON.stringify({
    telar: 1,
    vars: { studio: 'North Light' },
    layers: [
      {
        name: 'plate',
        title: 'Plate',
        asset_type: 'image',
        model: 'local/mini',
        parameters: { prompt: 'a LIGHTHOUSE' },
      },
      { name: 'film', asset_type: 'video', model: 'fal/film', parameters: { size: [320, 240] } },
    ],
    units: [
      { id: 'dawn', title: 'First light', vars: { time: 'at dawn' } },
      { id: 'dusk', cells: { plate: { model: 'local/big', parameters: { prompt: 'no light at all' } } } },
    ],
  }),
  'test',
);
const searched = {
  matrix,
  cells: listCells(matrix),
  stateOf: (key: string) => (key === 'dusk/film' ? 'Failed' : 'Not made yet'),
};

it.each([
  [
    'light',
    [
      'dawn/plate unit First light (dawn)',
      'dawn/plate variable studio = North Light',
      'dawn/plate parameter a LIGHTHOUSE',
      'dusk/plate parameter no light at all',
    ],
  ],
  ['DAWN', ['dawn/plate unit First light (dawn)', 'dawn/plate variable time = at dawn']],
  ['plate', ['dawn/plate layer Plate (plate)']],
  ['240', ['dawn/film parameter [320,240]']],
  ['local/', ['dawn/plate model local/mini', 'dusk/plate model local/big']],
  ['failed', ['dusk/film state Failed']],
  ['  ', []],
  ['nowhere', []],
])('%s', (query, expected) => {
  const found = findInMatrix(searched, query);
  expect(found.map(({ cell, kind, text }) => `${cell} ${kind} ${text}`)).toEqual(expected);
  for (const { text, start, end } of found)
    expect(text.slice(start, end).toLowerCase()).toBe(query.trim().toLowerCase());
});
