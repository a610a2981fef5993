import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellKey, LayerName } from '../base/index.ts';
import {
  applyEdit,
  hasReference,
  listCells,
  matrixDocument,
  type MatrixCell,
  type SingleEdit,
} from '../matrix/index.ts';
import { referencedKey } from '../matrix/index.ts';
import { modelTemplate, type ModelTemplate } from '../template/index.ts';
import {
  cellsAbove,
  cellsBelow,
  inputHandles,
  parametersTaking,
  unwire,
  wireCell,
  wireChoices,
  wireColumn,
} from './wiring.ts';

const uri = { type: 'string', format: 'uri' };
const template: ModelTemplate = modelTemplate.parse({
  telar_template: 1,
  id: 'local/film',
  provider: 'local',
  endpoint: 'film',
  version: '1',
  title: 'Film',
  output: { asset_type: 'video' },
  cost: { kind: 'free' },
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      size: { type: 'string', enum: ['s', 'm'] },
      colour: { type: 'string', format: 'hex-color' },
      seed: { type: 'integer' },
      images: { type: 'array', items: { ...uri, contentMediaType: 'image/*' }, 'x-order': 3 },
      image: { ...uri, description: 'Picture to start from' },
      sound: { ...uri, contentMediaType: 'audio/*' },
      input: uri,
      style: { type: 'string' },
      prompt: { type: 'string', 'x-order': 1 },
    },
  },
});

const matrix = matrixDocument.parse({
  telar: 1,
  layers: [
    { name: 'plate', asset_type: 'image', model: 'local/m' },
    { name: 'words', asset_type: 'text', model: 'local/m' },
    {
      name: 'film',
      asset_type: 'video',
      model: 'local/film',
      parameters: { prompt: 'slow {{layers.words.text}}', image: '{{layers.plate.path}}', images: ['a.png'] },
    },
  ],
  units: [
    { id: 'one' },
    { id: 'two', cells: { film: { parameters: { prompt: 'quick', image: '{{prev_unit.layers.plate.path}}' } } } },
  ],
});

function cell(key: string, within = matrix): MatrixCell {
  const found = listCells(within).find((each) => each.key === key);
  if (found === undefined) throw new Error(`no cell ${key}`);
  return found;
}

const after = (edits: SingleEdit[]) => applyEdit(matrix, { type: 'batch', edits }).matrix;

describe('inputHandles', () => {
  it('are one for each type, with the parameters in the order of the form; what is no input has none', () => {
    expect(inputHandles(template)).toEqual([
      { type: 'image', parameters: ['images', 'image', 'input'] },
      { type: 'video', parameters: ['input'] },
      { type: 'audio', parameters: ['sound', 'input'] },
      { type: 'text', parameters: ['prompt', 'style'] },
    ]);
    expect(parametersTaking(template, 'text')).toEqual(['prompt', 'style']);
  });
});

describe('wireChoices', () => {
  it.each([
    [
      'one/film',
      'two/plate',
      [
        { parameter: 'images', mode: 'append', isFilled: true },
        { parameter: 'images', mode: 'replace', isFilled: true },
        { parameter: 'image', mode: 'replace', isFilled: true },
        { parameter: 'input', mode: 'replace', isFilled: false },
      ],
    ],
    // It reads that picture already; the list could still take it.
    [
      'two/film',
      'one/plate',
      [
        { parameter: 'images', mode: 'append', isFilled: true },
        { parameter: 'images', mode: 'replace', isFilled: true },
        { parameter: 'input', mode: 'replace', isFilled: false },
      ],
    ],
    [
      'two/film',
      'two/words',
      [
        { parameter: 'prompt', mode: 'append', isFilled: true },
        { parameter: 'prompt', mode: 'replace', isFilled: true },
        { parameter: 'style', mode: 'replace', isFilled: false },
      ],
    ],
  ])('of %s for %s', (reader, source, expected) => {
    expect(wireChoices(matrix, cell(reader), cell(source), template)).toEqual(expected);
  });
});

describe('a wire', () => {
  const wire = (reader: string, source: string, parameter: string, mode: 'append' | 'replace') => ({
    reader: cell(reader),
    source: cell(source),
    template,
    choice: { parameter, mode },
  });

  it.each([
    [wire('two/film', 'two/words', 'prompt', 'append'), 'quick {{layers.words.text}}'],
    [wire('two/film', 'two/words', 'prompt', 'replace'), '{{layers.words.text}}'],
    [wire('two/film', 'two/plate', 'image', 'replace'), '{{layers.plate.path}}'],
    [wire('two/film', 'one/plate', 'images', 'append'), ['a.png', '{{prev_unit.layers.plate.path}}']],
    [wire('two/film', 'one/plate', 'images', 'replace'), ['{{prev_unit.layers.plate.path}}']],
  ])('case %#', (each, value) => {
    const { parameter } = each.choice;
    expect(wireCell(each)).toEqual({ type: 'set-cell-parameter', unit: 'two', layer: 'film', parameter, value });
  });

  it('for the column takes the place of the cell’s own', () => {
    const edits = wireColumn(wire('two/film', 'two/plate', 'image', 'replace'));
    expect(cell('two/film', after(edits))).toMatchObject({
      parameters: { image: '{{layers.plate.path}}' },
      ownParameters: ['prompt'],
    });
  });
});

describe('unwire', () => {
  it('gives a cell a value of its own where the column has the reference', () => {
    const { cell: own, column } = unwire(matrix, cell('one/film'), 'one/plate' as CellKey);
    expect(own).toEqual([{ type: 'set-cell-parameter', unit: 'one', layer: 'film', parameter: 'image', value: '' }]);
    expect(column).toEqual([{ type: 'set-layer-parameter', layer: 'film', parameter: 'image' }]);
  });

  it('does not let another reference of the column appear', () => {
    const { cell: own, column } = unwire(matrix, cell('two/film'), 'one/plate' as CellKey);
    expect(cell('two/film', after(own)).unit.cells['film' as LayerName]?.parameters).toEqual({
      prompt: 'quick',
      image: '',
    });
    expect(column).toEqual([]);
  });

  it('takes away exactly what a wire put there', () => {
    const isReader = (key: string): boolean => key.endsWith('/film');
    const any = fc.constantFrom(...listCells(matrix));
    fc.assert(
      fc.property(any, any, fc.nat(20), (reader, source, at) => {
        fc.pre(isReader(reader.key) && reader.key !== source.key);
        const choices = wireChoices(matrix, reader, source, template);
        const choice = choices[at % Math.max(1, choices.length)];
        if (choice === undefined) return;
        const wired = after([wireCell({ reader, source, template, choice })]);
        const before = unwire(matrix, reader, source.key).cell.length;
        const back = applyEdit(wired, {
          type: 'batch',
          edits: unwire(wired, cell(reader.key, wired), source.key).cell,
        });
        const now = cell(reader.key, back.matrix).parameters;
        for (const value of Object.values(now)) {
          expect(hasReference(value, (target) => referencedKey(matrix, reader, target) === source.key)).toBe(false);
        }
        if (choice.mode === 'append' && before === 0) expect(now).toEqual(reader.parameters);
        for (const other of listCells(matrix)) {
          if (other.key !== reader.key) expect(cell(other.key, back.matrix).parameters).toEqual(other.parameters);
        }
      }),
    );
  });
});

it('names the cells that would wait for themselves', () => {
  const dependsOn: Record<string, CellKey[]> = { c: ['b'] as CellKey[], b: ['a'] as CellKey[] };
  expect([...cellsAbove('c' as CellKey, (key) => dependsOn[key])].sort()).toEqual(['a', 'b', 'c']);
  const planned = (['c', 'b', 'a'] as CellKey[]).map((key) => ({ key, dependsOn: dependsOn[key] ?? [] }));
  expect([...cellsBelow('b' as CellKey, planned)].sort()).toEqual(['b', 'c']);
});
