import { expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../shared/base/index.ts';
import { listCells, matrixDocument } from '../../../shared/matrix/index.ts';
import { modelTemplate } from '../../../shared/template/index.ts';
import { groupFields, parameterFields, readableName, sharedFields } from './parameter-fields.ts';

const template = modelTemplate.parse({
  telar_template: 1,
  id: 'local/telar-mini',
  provider: 'local',
  endpoint: 'telar-mini',
  version: '1',
  title: 'Telar mini',
  output: { asset_type: 'image', extension: 'png' },
  parameters: {
    type: 'object',
    properties: {
      prompt: { type: 'string', title: 'Prompt' },
      image: { type: 'string', format: 'uri' },
      steps: { type: 'integer', minimum: 1, maximum: 50, default: 20 },
      strength: { type: 'number', minimum: 0, maximum: 1, multipleOf: 0.05 },
      scheduler: { type: 'string', enum: ['ddim', 'euler'], 'x-enum-titles': ['DDIM'] },
      tiling: { type: 'boolean', default: false, 'x-group': 'advanced' },
      loras: { type: 'array' },
      width: { type: 'integer', 'x-order': 1 },
    },
    required: ['prompt'],
  },
  cost: { kind: 'free' },
});

const [cell] = listCells(
  matrixDocument.parse({
    telar: 1,
    layers: [
      {
        name: 'plate',
        asset_type: 'image',
        model: 'local/telar-mini',
        parameters: { prompt: 'a house at {{unit.vars.time}}', strength: '{{vars.strength}}', mystery: 3 },
      },
    ],
    units: [{ id: 'dawn', cells: { plate: { parameters: { steps: 8 } } } }],
  }),
);

it('gives each parameter its control, its value and where the value comes from', () => {
  if (cell === undefined) throw new Error('The document has a cell.');
  const rows = parameterFields(cell, template).map((field) => [
    field.name,
    field.control.kind,
    field.value,
    field.origin,
    field.hasPlaceholder,
  ]);
  expect(rows).toEqual([
    ['width', 'number', undefined, 'none', false],
    ['prompt', 'text', 'a house at {{unit.vars.time}}', 'column', true],
    ['image', 'file', undefined, 'none', false],
    ['steps', 'number', 8, 'own', false],
    ['strength', 'text', '{{vars.strength}}', 'column', true],
    ['scheduler', 'choice', undefined, 'none', false],
    ['tiling', 'toggle', false, 'template', false],
    ['loras', 'structure', undefined, 'none', false],
    ['mystery', 'structure', 3, 'column', false],
  ]);
});

it('groups them, the advanced ones last, and knows what the model takes when nothing is set', () => {
  if (cell === undefined) throw new Error('The document has a cell.');
  const fields = parameterFields(cell, template);
  const groups = groupFields(fields).map(({ name, fields: inIt }) => [name, inIt.map((each) => each.name)]);
  expect(groups).toEqual([
    ['main', ['width', 'prompt', 'image', 'steps', 'strength', 'scheduler', 'mystery']],
    ['lora', ['loras']],
    ['advanced', ['tiling']],
  ]);
  expect(fields.find((field) => field.name === 'steps')).toMatchObject({ preset: 20, columnValue: undefined });
  expect(fields.find((field) => field.name === 'mystery')).toMatchObject({ columnValue: 3 });
});

it('shows of several cells what all of them have, and where they differ', () => {
  if (cell === undefined) throw new Error('The document has a cell.');
  const other = { ...cell, parameters: { ...cell.parameters, steps: 9, strength: 0.5 }, ownParameters: [] };
  const { mystery: _mystery, ...without }: JsonObject = other.parameters;
  const fields = sharedFields([cell, { ...other, parameters: without }], new Map([[template.id, template]]));
  expect(fields.map(({ name, control, isMixed, origin }) => [name, control.kind, isMixed, origin])).toEqual([
    ['width', 'number', false, 'none'],
    ['prompt', 'text', false, 'column'],
    ['image', 'file', false, 'none'],
    ['steps', 'number', true, 'own'],
    ['strength', 'text', true, 'column'],
    ['scheduler', 'choice', false, 'none'],
    ['tiling', 'toggle', false, 'template'],
    ['loras', 'structure', false, 'none'],
  ]);
});

it('edits lists of names and weights as LoRAs, and nothing else', () => {
  if (cell === undefined) throw new Error('The document has a cell.');
  const items = { type: 'object', properties: { id: { type: 'string' }, weight: { type: 'number', maximum: 4 } } };
  const controlFor = (schema: JsonObject, value: JsonValue): unknown => {
    const own = { ...template, parameters: { type: 'object', properties: { loras: schema } } };
    const set = { parameters: { loras: value }, ownParameters: ['loras'] };
    return parameterFields(set, own).map(({ control }) => control)[0];
  };
  const loras = { kind: 'loras', minimum: 0, maximum: 4, most: 16 };
  expect(controlFor({ type: 'array', items }, [{ id: 'neon', weight: 0.5 }, { id: 'ink' }])).toEqual(loras);
  expect(controlFor({ type: 'array', items }, ['{{vars.style}}'])).toEqual({ kind: 'structure' });
  const paths = { type: 'object', properties: { path: { type: 'string' }, scale: { type: 'number' } } };
  expect(controlFor({ type: 'array', items: paths }, [])).toEqual({ kind: 'structure' });
});

it('makes names readable', () => {
  expect(readableName('guidance_scale')).toBe('Guidance scale');
});

it('calls a choice what the template calls it, and by its value where it has no name', () => {
  if (cell === undefined) throw new Error('The document has a cell.');
  const field = parameterFields(cell, template).find(({ name }) => name === 'scheduler');
  expect(field?.control).toEqual({ kind: 'choice', choices: ['ddim', 'euler'], titles: ['DDIM', null] });
});
