import { expect, it } from 'vitest';
import { editedDocument } from '../../../tests/arbitrary-edits.ts';
import type { JsonObject } from '../base/index.ts';
import { changedCells } from './changed-cells.ts';
import { matrixEdit } from './edit-schema.ts';
import { applyEdit } from './edit.ts';
import { parseMatrixDocument } from './parse-document.ts';

const before = parseMatrixDocument(editedDocument, 'test');

it.each<[string, JsonObject, string[]]>([
  ['a title of the document', { type: 'set-title', value: 'x' }, []],
  [
    'a parameter of a cell',
    { type: 'set-cell-parameter', unit: 'u2', layer: 'plate', parameter: 'prompt', value: 'new' },
    ['u2/plate'],
  ],
  [
    'a parameter of a layer',
    { type: 'set-layer-parameter', layer: 'print', parameter: 'image', value: 'x.png' },
    ['u1/print', '10/print'],
  ],
  ['a variable', { type: 'set-unit-variable', unit: 'u2', name: 'a', value: 2 }, ['u2/plate', 'u2/voice']],
  ['a place on the canvas', { type: 'set-node-position', node: 'u1/voice', value: { x: 1, y: 2 } }, ['u1/voice']],
  ['a cell that is left out', { type: 'set-cell', unit: 'u1', layer: 'plate', value: null }, []],
  ['a cell that comes back', { type: 'set-cell', unit: 'u2', layer: 'print' }, ['u2/print']],
  [
    'a new unit',
    { type: 'insert-unit', index: 0, unit: { id: 'u9', cells: { voice: null } } },
    ['u9/plate', 'u9/print'],
  ],
])('%s', (_name, edit, expected) => {
  const { matrix } = applyEdit(before, matrixEdit.parse(edit));
  // As it comes over the link: no object is the same any more.
  expect(changedCells(before, structuredClone(matrix))).toEqual(expected);
});
