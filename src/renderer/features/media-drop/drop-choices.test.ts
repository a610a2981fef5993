import { describe, expect, it } from 'vitest';
import { listCells, type MatrixDocument } from '../../../shared/matrix/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { cellsDownFrom, claimedType, dropChoices, fileEdit } from './drop-choices.ts';

const template = {
  parameters: {
    properties: {
      prompt: { type: 'string', 'x-order': 0 },
      image: { type: 'string', format: 'uri', contentMediaType: 'image/*', 'x-order': 1 },
      references: {
        type: 'array',
        items: { type: 'string', format: 'uri', contentMediaType: 'image/*' },
        'x-order': 2,
      },
      voice: { type: 'string', format: 'uri', contentMediaType: 'audio/*', 'x-order': 3 },
    },
  },
} as unknown as ModelTemplate;

const matrix = {
  telar: 1,
  layers: [
    { name: 'print', asset_type: 'image', model: 'm', parameters: { references: ['a.png'] }, parallel_inference: true },
  ],
  units: ['u1', 'u2', 'u3'].map((id) => ({ id, vars: {}, cells: id === 'u2' ? { print: null } : {} })),
} as unknown as MatrixDocument;
const cells = listCells(matrix);
const [first] = cells;

describe('a file that is dropped on a cell', () => {
  it.each([
    ['image', ['image', 'references', 'take']],
    ['audio', ['voice']],
    ['text', ['prompt']],
    ['video', []],
  ] as const)('of the kind %s can be %j', (type, uses) => {
    const choices = dropChoices({ assetType: 'image', locked: false }, template, type);
    expect(choices.map((each) => (each.kind === 'take' ? 'take' : each.parameter))).toEqual(uses);
  });

  it('never takes the place of a locked take, and is only a take where the model is not known', () => {
    expect(dropChoices({ assetType: 'image', locked: true }, undefined, 'image')).toEqual([]);
    expect(dropChoices({ assetType: 'image', locked: false }, undefined, 'image')).toEqual([{ kind: 'take' }]);
  });

  it('becomes one edit of its own cell; a list keeps what it has', () => {
    expect(fileEdit(first!, { kind: 'parameter', parameter: 'image', isList: false }, 'inputs/b.png')).toEqual({
      type: 'set-cell-parameter',
      unit: 'u1',
      layer: 'print',
      parameter: 'image',
      value: 'inputs/b.png',
    });
    expect(
      fileEdit(first!, { kind: 'parameter', parameter: 'references', isList: true }, 'inputs/b.png'),
    ).toMatchObject({ value: ['a.png', 'inputs/b.png'] });
  });

  it('goes with others down the column, past cells that are left out', () => {
    expect(cellsDownFrom(cells, 'print', 0).map((cell) => cell.key)).toEqual(['u1/print', 'u3/print']);
    expect(cellsDownFrom(cells, 'print', 1).map((cell) => cell.key)).toEqual(['u3/print']);
  });
});

it.each([
  ['image/png', 'image'],
  ['video/quicktime', 'video'],
  ['text/csv', 'text'],
  ['', null],
  ['application/pdf', null],
])('%s claims to be %j', (mediaType, type) => {
  expect(claimedType(mediaType)).toBe(type);
});
