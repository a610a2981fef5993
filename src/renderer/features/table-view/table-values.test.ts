import { describe, expect, it } from 'vitest';
import {
  applyEdit,
  listCells,
  matrixDocument,
  type MatrixDocument,
  type SingleEdit,
} from '../../../shared/matrix/index.ts';
import { countCells } from './table-facts.ts';
import { findUnits } from './find-units.ts';
import { pasteEdits } from './paste-edits.ts';
import { planImport } from './table-import.ts';
import { columnsOf, frameOf } from './table-frame.ts';
import { clearEdit, fillEdit, readVariable, textAt, textEdit, type TableSource } from './table-values.ts';

const matrix = matrixDocument.parse({
  telar: 1,
  layers: [{ name: 'plate', asset_type: 'image', model: 'local/gone', parameters: { prompt: 'a {{unit.vars.sky}}' } }],
  units: [
    { id: 'dawn', title: 'Dawn', vars: { sky: '', depth: 3 }, cells: { plate: { parameters: { prompt: 'own' } } } },
    { id: 'day', vars: { sky: 'blue', sunny: true } },
    { id: 'night', vars: { sky: 'black' }, cells: { plate: null } },
  ],
});

function sourceOf(document: MatrixDocument): TableSource {
  const frame = frameOf(columnsOf(document), document.units);
  return { frame, templates: new Map(), cells: new Map(listCells(document).map((cell) => [cell.key, cell])) };
}

const source = sourceOf(matrix);
const at = (row: number, name: string) => ({ row, column: source.frame.columnOf.get(name) ?? -1 });

function textsAfter(edits: (SingleEdit | null)[]): string[][] {
  const after = applyEdit(matrix, { type: 'batch', edits: edits.filter((edit) => edit !== null) }).matrix;
  const shown = sourceOf(after);
  return shown.frame.units.map((_, row) =>
    shown.frame.columns.map((_, column) => textAt(shown, { row, column }) ?? '-'),
  );
}

it('columns are the unit, its variables with their types, the layers', () => {
  expect(source.frame.columns.map(({ id }) => id)).toEqual([
    'unit',
    'vars.sky',
    'vars.depth',
    'vars.sunny',
    'layers.plate',
  ]);
  expect(source.frame.columns.flatMap((column) => (column.kind === 'variable' ? [column.type] : []))).toEqual([
    'string',
    'number',
    'boolean',
  ]);
  expect(textsAfter([])).toEqual([
    ['Dawn', '', '3', '', 'own'],
    ['day', 'blue', '', 'true', 'a {{unit.vars.sky}}'],
    ['night', 'black', '', '', 'a {{unit.vars.sky}}'],
  ]);
});

describe('edits', () => {
  it('typing changes titles, variables of their type, and own values; a cell that was left out comes back', () => {
    const edits = [
      textEdit(source, at(1, 'unit'), 'Day'),
      textEdit(source, at(1, 'vars.depth'), '4.5'),
      textEdit(source, at(2, 'layers.plate'), 'stars'),
    ];
    expect(edits[1]).toMatchObject({ value: 4.5 });
    expect(textsAfter(edits)).toEqual([
      ['Dawn', '', '3', '', 'own'],
      ['Day', 'blue', '4.5', 'true', 'a {{unit.vars.sky}}'],
      ['night', 'black', '', '', 'stars'],
    ]);
  });

  it('a text that is the column’s takes the own one away, and one that is there already changes nothing', () => {
    expect(textEdit(source, at(0, 'layers.plate'), 'a {{unit.vars.sky}}')).not.toHaveProperty('value');
    expect(textEdit(source, at(1, 'layers.plate'), 'a {{unit.vars.sky}}')).toBeNull();
    expect(textEdit(source, at(0, 'unit'), 'Dawn')).toBeNull();
  });

  it('clearing falls back to the column and empties variables', () => {
    const edits = [at(0, 'layers.plate'), at(0, 'unit'), at(1, 'vars.sunny'), at(2, 'vars.depth')].map((place) =>
      clearEdit(source, place),
    );
    expect(edits[3]).toBeNull();
    expect(textsAfter(edits)[0]).toEqual(['dawn', '', '3', '', 'a {{unit.vars.sky}}']);
    expect(textsAfter(edits)[1]?.[3]).toBe('');
  });

  it('filling down copies values with their type, own texts and that there is none', () => {
    const down = [1, 2].flatMap((row) =>
      ['vars.depth', 'vars.sky', 'layers.plate'].map((name) => fillEdit(source, at(0, name), at(row, name))),
    );
    expect(textsAfter(down).map((row) => [row[1], row[2], row[4]])).toEqual([
      ['', '3', 'own'],
      ['', '3', 'own'],
      ['', '3', 'own'],
    ]);
    expect(fillEdit(source, at(1, 'layers.plate'), at(0, 'layers.plate'))).toEqual(
      clearEdit(source, at(0, 'layers.plate')),
    );
  });

  it('a paste grows the table by units that go on from the last', () => {
    const writes = [
      { ...at(2, 'vars.sky'), text: 'grey' },
      { ...at(3, 'vars.sky'), text: 'red' },
    ];
    expect(textsAfter(pasteEdits(matrix, source, writes, true)).map((row) => row.slice(0, 2))).toEqual([
      ['Dawn', ''],
      ['day', 'blue'],
      ['night', 'grey'],
      ['night-2', 'red'],
    ]);
    expect(textsAfter(pasteEdits(matrix, source, writes, false))).toHaveLength(3);
  });
});

it.each([
  ['12', 'number', 12],
  ['12 m', 'number', '12 m'],
  ['1e999', 'number', '1e999'],
  ['TRUE', 'boolean', true],
  ['yes', 'boolean', 'yes'],
  ['12', 'string', '12'],
] as const)('%j in a column of %s is %j', (text, type, value) => {
  expect(readVariable(text, { type })).toBe(value);
});

it('counts cells and finds units by state and by words', () => {
  const facts = countCells({
    cells: listCells(matrix),
    planned: new Map(),
    stateOf: (key) => (key.startsWith('day') ? 'failed' : 'idle'),
  });
  expect(facts.counts).toEqual({ todo: 2, stale: 0, failed: 1, done: 0, locked: 0, muted: 0 });
  expect(facts.layers).toEqual(new Map([['plate', { done: 0, total: 2 }]]));
  const found = (filter: string, query: string) => findUnits(matrix, facts, filter, query).map(({ id }) => id);
  expect([found('failed', ''), found('all', 'BL'), found('all', 'own'), found('failed', 'black')]).toEqual([
    ['day'],
    ['day', 'night'],
    ['dawn'],
    [],
  ]);
});

it('says what a table would change', () => {
  expect(planImport(matrix, 'id,sky,mood\nday,blue,\nnight,grey,calm\nnoon,white,')).toEqual({
    added: 1,
    changed: 1,
    unchanged: 1,
    newVariables: ['mood'],
  });
  expect(() => planImport(matrix, 'id,sky\na b,x')).toThrow('Line 2');
});
