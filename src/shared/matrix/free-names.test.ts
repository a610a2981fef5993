import { describe, expect, it } from 'vitest';
import {
  applyEdit,
  emptyDocument,
  freeLayerName,
  freeUnitId,
  freeUnitTitle,
  matrixDocument,
  moveVariable,
  renameVariable,
  unitVariables,
} from './index.ts';

const documentOf = (units: string[], layers: string[] = []) =>
  matrixDocument.parse({
    telar: 1,
    units: units.map((id) => ({ id })),
    layers: layers.map((name) => ({ name, asset_type: 'image', model: 'local/telar-mini' })),
  });

describe('free names', () => {
  it.each<[string[], string | undefined, string]>([
    [[], undefined, 'unit-1'],
    [['scene-3'], 'scene-3', 'scene-4'],
    [['scene-3', 'Scene-4'], 'scene-3', 'scene-5'],
    [['dawn'], 'dawn', 'dawn-2'],
    [['dawn', 'dawn-2'], 'dawn', 'dawn-3'],
    [['9'], '9', '9-2'],
    [['com9', 'con'], 'con', 'con-2'],
    [['x'.repeat(64)], 'x'.repeat(64), `${'x'.repeat(58)}-2`],
  ])('in %j after %s: %s', (units, model, expected) => {
    expect(freeUnitId(documentOf(units), model)).toBe(expected);
  });

  it.each([
    [[], 'image', 'image'],
    [['Image'], 'image', 'image-2'],
    [['image', 'image-2'], 'image', 'image-3'],
  ])('a layer among %j wished as %s: %s', (layers, wished, expected) => {
    expect(freeLayerName(documentOf([], layers), wished)).toBe(expected);
  });

  it('titles count on as well', () => {
    const matrix = matrixDocument.parse({ telar: 1, layers: [], units: [{ id: 'a', title: 'Scene 2' }] });
    expect([freeUnitTitle(matrix, 'Scene 1'), freeUnitTitle(emptyDocument(), 'Dawn')]).toEqual(['Scene 3', 'Dawn 2']);
  });
});

it('a renamed variable keeps its place and its references', () => {
  const matrix = matrixDocument.parse({
    telar: 1,
    layers: [
      {
        name: 'plate',
        asset_type: 'image',
        model: 'local/telar-mini',
        parameters: {
          prompt: 'a {{ unit.vars.sky }} and {{unit.vars.skyline}}',
          nested: [{ text: '{{unit.vars.sky}}' }],
        },
      },
    ],
    units: [
      { id: 'a', vars: { sky: 'blue', sea: 1 }, cells: { plate: { parameters: { prompt: '\\{{unit.vars.sky}}' } } } },
      { id: 'b', vars: { sea: 2 }, cells: { plate: { parameters: { prompt: '{{unit.vars.sky}}!' } } } },
    ],
  });
  const { matrix: after } = applyEdit(matrix, renameVariable(matrix, 'sky', 'air'));
  expect(after.layers[0]?.parameters).toEqual({
    prompt: 'a {{ unit.vars.air }} and {{unit.vars.skyline}}',
    nested: [{ text: '{{unit.vars.air}}' }],
  });
  expect(
    after.units.map(({ vars, cells }) => [Object.entries(vars), Object.values(cells)[0]?.parameters?.prompt]),
  ).toEqual([
    [
      [
        ['air', 'blue'],
        ['sea', 1],
      ],
      '\\{{unit.vars.sky}}',
    ],
    [[['sea', 2]], '{{unit.vars.air}}!'],
  ]);
});

it('columns of variables have an order of their own, which a new name keeps and a new variable follows', () => {
  // No order within the units could put a before b: one of them has b alone.
  const matrix = matrixDocument.parse({
    telar: 1,
    layers: [],
    units: [
      { id: 'one', vars: { b: 1 } },
      { id: 'two', vars: { a: 1, b: 2, c: 3 } },
    ],
  });
  expect(unitVariables(matrix)).toEqual(['b', 'a', 'c']);
  const { matrix: moved } = applyEdit(matrix, moveVariable(matrix, 'a', 0));
  expect(unitVariables(moved)).toEqual(['a', 'b', 'c']);
  const { matrix: renamed } = applyEdit(moved, renameVariable(moved, 'b', 'z'));
  expect(unitVariables(renamed)).toEqual(['a', 'z', 'c']);
  const more = { ...renamed, units: [...renamed.units, { id: 'three', vars: { d: 4 }, cells: {} }] };
  expect(unitVariables(more as typeof renamed)).toEqual(['a', 'z', 'c', 'd']);
});
