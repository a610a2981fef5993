import { describe, expect, it } from 'vitest';
import {
  applyEdit,
  listCells,
  matrixDocument,
  type MatrixDocument,
  type MatrixEdit,
} from '../../../shared/matrix/index.ts';
import { leaveOut, switchCells } from './cell-edits.ts';
import { fieldProblem, numberOf } from './field-problem.ts';
import { editOf, forColumn, resetAll, type FormTarget } from './form-target.ts';
import { parseTyped } from './json-problem.ts';
import { differencesOf, overrideLike } from './recipe-parameters.ts';
import { hasRatio, sizeOfRatio } from './sizes.ts';

const matrix = matrixDocument.parse({
  telar: 1,
  layers: [
    {
      name: 'plate',
      asset_type: 'image',
      model: 'local/m',
      parameters: { prompt: 'a {{unit.id}}', steps: 20, image: '{{vars.file}}' },
      locked: true,
    },
  ],
  units: [{ id: 'a', cells: { plate: { parameters: { steps: 8 }, muted: true } } }, { id: 'b' }],
});
const [first, second] = listCells(matrix) as [
  ReturnType<typeof listCells>[number],
  ReturnType<typeof listCells>[number],
];
const both: FormTarget = { kind: 'cells', cells: [first, second] };

function after(edit: MatrixEdit): { column: MatrixDocument['layers'][number]['parameters']; cells: unknown[] } {
  const { matrix: changed } = applyEdit(matrix, edit);
  return {
    column: changed.layers[0]?.parameters ?? {},
    cells: changed.units.map((unit): unknown => unit.cells[first.layer.name]),
  };
}

describe('edits of a form', () => {
  it('change several cells in one step', () => {
    expect(after(editOf(both, [{ parameter: 'seed', value: 3 }])).cells).toEqual([
      { muted: true, parameters: { steps: 8, seed: 3 } },
      { parameters: { seed: 3 } },
    ]);
  });

  it('are a single edit for one cell, and for a column', () => {
    expect(editOf({ kind: 'cells', cells: [first] }, [{ parameter: 'steps' }]).type).toBe('set-cell-parameter');
    const layer: FormTarget = { kind: 'layer', layer: first.layer, sample: null };
    expect(after(editOf(layer, [{ parameter: 'steps', value: 5 }])).column).toMatchObject({ steps: 5 });
  });

  it('leave a seed to the model where the column fixes one, and give it back', () => {
    const fixed = applyEdit(matrix, {
      type: 'set-layer-parameter',
      layer: first.layer.name,
      parameter: 'seed',
      value: 7,
    });
    const unlocked = applyEdit(
      fixed.matrix,
      editOf({ kind: 'cells', cells: [first] }, [{ parameter: 'seed', value: null }]),
    );
    expect(listCells(unlocked.matrix).map(({ parameters }) => parameters.seed)).toEqual([null, 7]);
    const seed = { kind: 'seed', minimum: 0, maximum: 9 } as const;
    expect(fieldProblem({ control: seed, isRequired: false }, null)).toBeNull();
    const [drawn] = listCells(unlocked.matrix) as [typeof first];
    const recipe = { model: 'local/m', parameters: { prompt: 'a a', steps: 8 } };
    const asBefore = { ...drawn, unit: { ...drawn.unit, cells: {} } };
    expect(overrideLike(recipe, { cell: asBefore, planned: null, template: null }).parameters).toMatchObject({
      seed: null,
    });
    expect(applyEdit(unlocked.matrix, resetAll([drawn])).matrix.units[0]?.cells).toEqual({ plate: { muted: true } });
  });

  it('make an own value the column’s', () => {
    expect(after(forColumn({ kind: 'cells', cells: [first] }, 'steps', 8))).toEqual({
      column: { prompt: 'a {{unit.id}}', steps: 8, image: '{{vars.file}}' },
      cells: [{ muted: true }, undefined],
    });
  });

  it('take all own parameters away and leave the rest', () => {
    expect(after(resetAll([first, second])).cells).toEqual([{ muted: true }, undefined]);
  });

  it('switch cells, and say nothing that the column says', () => {
    expect(after(switchCells([first, second], 'locked', false)).cells).toEqual([
      { muted: true, parameters: { steps: 8 }, locked: false },
      { locked: false },
    ]);
    expect(after(switchCells([first, second], 'muted', false)).cells).toEqual([
      { parameters: { steps: 8 } },
      undefined,
    ]);
    expect(after(leaveOut([second])).cells[1]).toBeNull();
  });
});

describe('a recipe', () => {
  const hash = `sha256:${'0'.repeat(64)}`;

  it('becomes own values where the cell would be made otherwise, and leaves files wired', () => {
    const recipe = { model: 'local/m', parameters: { prompt: 'a dog', steps: 20, image: hash, seed: 4 } };
    const planned = { parameters: { prompt: 'a a', steps: 8, image: 'x.png' }, late: [] };
    expect(overrideLike(recipe, { cell: first, planned, template: null })).toEqual({
      muted: true,
      parameters: { prompt: 'a dog', seed: 4 },
    });
  });

  it('keeps the placeholder of a text that comes out the same, and takes the model along', () => {
    const recipe = { model: 'local/other', parameters: { prompt: 'a a', steps: 8 } };
    const planned = { parameters: { prompt: 'a a', steps: 8 }, late: [] };
    expect(overrideLike(recipe, { cell: first, planned, template: null })).toEqual({
      muted: true,
      model: 'local/other',
      parameters: { steps: 8 },
    });
  });

  it('differs from another in what was changed, added and removed', () => {
    expect(differencesOf({ a: 1, b: [1], c: 2 }, { a: 1, b: [2], d: 3 })).toEqual([
      { name: 'b', before: [1], after: [2] },
      { name: 'c', before: 2, after: undefined },
      { name: 'd', before: undefined, after: 3 },
    ]);
  });
});

describe('what is typed', () => {
  const number = { kind: 'number', isWhole: true, minimum: 1, maximum: 9, step: null } as const;
  it.each([
    ['5', null],
    ['', null],
    ['0', { kind: 'too-small', limit: 1 }],
    ['10', { kind: 'too-large', limit: 9 }],
    ['2.5', { kind: 'no-whole-number' }],
    ['two', { kind: 'no-number' }],
    ['{{vars.steps}}', null],
  ])('as the number %s', (text, problem) => {
    expect(fieldProblem({ control: number, isRequired: false }, numberOf(text))).toEqual(problem);
  });

  it('keeps the digits of a large seed', () => {
    expect(numberOf('18446744073709551615')).toBe('18446744073709551615');
  });

  it('is needed, or too long', () => {
    const text = { kind: 'text', isLong: true, maxLength: 3 } as const;
    expect(fieldProblem({ control: text, isRequired: true }, '')).toEqual({ kind: 'required' });
    expect(fieldProblem({ control: text, isRequired: true }, 'four')).toEqual({ kind: 'too-long', limit: 3, count: 4 });
  });

  it('is JSON, or says the line where it is not', () => {
    expect(parseTyped('{"a": [1]}')).toEqual({ value: { a: [1] } });
    expect(parseTyped(' ')).toEqual({ value: undefined });
    expect(parseTyped('{\n  "a": 1,\n}')).toEqual({ line: 3, column: 1 });
  });
});

it('finds the size of a shape with about the same area, within what a model takes', () => {
  const side = { kind: 'number', isWhole: true, minimum: 256, maximum: 1440, step: null } as const;
  const now = { width: 1024, height: 1024 };
  expect(sizeOfRatio('16:9', now, { width: side, height: side })).toEqual({ width: 1368, height: 768 });
  expect(sizeOfRatio('1:1', { width: 1368, height: 768 }, { width: side, height: side })).toEqual(now);
  expect(hasRatio({ width: 1368, height: 768 }, '16:9')).toBe(true);
  const narrow = { ...side, minimum: 1440 };
  expect(sizeOfRatio('9:16', now, { width: narrow, height: side })).toBeNull();
});
