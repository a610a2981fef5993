import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  applyEdit,
  listCells,
  matrixDocument,
  type MatrixCell,
  type MatrixDocument,
} from '../../../shared/matrix/index.ts';
import { inputChoices, type WireChoice } from '../../../shared/plan/index.ts';
import { modelTemplate, type ModelTemplate } from '../../../shared/template/index.ts';
import { newSource } from './new-source.ts';

function template(name: string): ModelTemplate {
  return modelTemplate.parse(JSON.parse(readFileSync(`resources/templates/${name}.json`, 'utf8')));
}

const mini = template('local/telar-mini');
const kontext = template('replicate/flux-kontext-pro');
const llama = modelTemplate.parse({ ...mini, id: 'local/words', output: { asset_type: 'text' } });
const matrix = matrixDocument.parse({
  telar: 1,
  layers: [
    { name: 'plate', asset_type: 'image', model: 'local/telar-mini' },
    {
      name: 'look',
      asset_type: 'image',
      model: 'replicate/black-forest-labs/flux-kontext-pro',
      parameters: { prompt: 'like {{layers.0.seed}}' },
    },
    { name: 'copy', asset_type: 'image', model: 'local/image-frame', parameters: { image: '{{layers.1.path}}' } },
  ],
  units: [
    { id: 'one' },
    { id: 'two', cells: { look: { parameters: { prompt: 'quiet' } } } },
    { id: 'three', cells: { look: null } },
    { id: 'four', cells: { look: { model: 'local/telar-mini', parameters: { prompt: 'own' } } } },
  ],
});

function cell(key: string, within: MatrixDocument = matrix): MatrixCell {
  const found = listCells(within).find((each) => each.key === key);
  if (found === undefined) throw new Error(`no cell ${key}`);
  return found;
}

function choice(reader: MatrixCell, of: ModelTemplate, type: 'image' | 'text', mode: WireChoice['mode']): WireChoice {
  const found = inputChoices(reader, of, type).find((each) => each.mode === mode);
  if (found === undefined) throw new Error('nothing takes it');
  return found;
}

/** Parameters of the reader's column by unit once the layer is there. */
function readers(after: MatrixDocument) {
  return listCells(after)
    .filter(({ layer }) => layer.name === 'look')
    .map(({ unit, parameters }) => [unit.id, parameters]);
}

it('stands before what reads it, which all cells of the column do; who is left out is left out of both', () => {
  const reader = cell('one/look');
  const added = newSource(matrix, mini, {
    cell: reader,
    template: kontext,
    choice: choice(reader, kontext, 'image', 'replace'),
  });
  expect(added).toMatchObject({ name: 'image', cell: 'one/image' });
  const { matrix: after } = applyEdit(matrix, added.edit);
  expect(after.layers.map(({ name }) => name)).toEqual(['plate', 'image', 'look', 'copy']);
  expect(after.layers[3]?.parameters).toEqual({ image: '{{layers.2.path}}' });
  expect(after.units[2]?.cells).toMatchObject({ look: null, image: null });
  const image = '{{layers.image.path}}';
  expect(readers(after)).toEqual([
    ['one', { prompt: 'like {{layers.0.seed}}', input_image: image }],
    ['two', { prompt: 'quiet', input_image: image }],
    ['four', { prompt: 'own', input_image: image }],
  ]);
});

it('goes behind the words of the column and behind those of the cell', () => {
  const reader = cell('two/look');
  const { edit } = newSource(matrix, llama, {
    cell: reader,
    template: kontext,
    choice: choice(reader, kontext, 'text', 'append'),
  });
  expect(
    readers(applyEdit(matrix, edit).matrix).map(([unit, parameters]) => [
      unit,
      (parameters as { prompt: string }).prompt,
    ]),
  ).toEqual([
    ['one', 'like {{layers.0.seed}} {{layers.text.text}}'],
    ['two', 'quiet {{layers.text.text}}'],
    ['four', 'own'],
  ]);
});

it('is read by one cell alone where that has a model of its own', () => {
  const reader = cell('four/look');
  const { edit } = newSource(matrix, mini, {
    cell: reader,
    template: mini,
    choice: choice(reader, mini, 'image', 'replace'),
  });
  expect(readers(applyEdit(matrix, edit).matrix)).toEqual([
    ['one', { prompt: 'like {{layers.0.seed}}' }],
    ['two', { prompt: 'quiet' }],
    ['four', { prompt: 'own', image: '{{layers.image.path}}' }],
  ]);
});
