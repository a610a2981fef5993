import { expect, it } from 'vitest';
import { listCells, matrixDocument } from '../../../shared/matrix/index.ts';
import { modelTemplate } from '../../../shared/template/index.ts';
import { parameterFields, readableName } from './parameter-fields.ts';

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
      scheduler: { type: 'string', enum: ['ddim', 'euler'] },
      tiling: { type: 'boolean', default: false },
      loras: { type: 'array' },
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

it('makes names readable', () => {
  expect(readableName('guidance_scale')).toBe('Guidance scale');
});
