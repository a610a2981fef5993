import { expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/base/index.ts';
import { applyEdit, parseMatrixDocument } from '../../../shared/matrix/index.ts';
import { modelTemplate, type ModelTemplate } from '../../../shared/template/index.ts';
import { planSwitch } from './switch-edits.ts';

function template(endpoint: string, usd: number, properties: JsonObject): ModelTemplate {
  return modelTemplate.parse({
    telar_template: 1,
    id: `replicate/${endpoint}`,
    provider: 'replicate',
    endpoint,
    version: '1',
    title: endpoint,
    capabilities: ['text-to-image'],
    output: { asset_type: 'image' },
    parameters: { type: 'object', required: ['prompt'], additionalProperties: false, properties },
    cost: { kind: 'per-output', usd },
  });
}

const from = template('a/one', 0.01, {
  prompt: { type: 'string' },
  num_inference_steps: { type: 'integer' },
  go_fast: { type: 'boolean' },
});
const to = template('a/two', 0.03, { prompt: { type: 'string' }, steps: { type: 'integer', maximum: 50 } });

const matrix = parseMatrixDocument(
  JSON.stringify({
    telar: 1,
    layers: [
      {
        name: 'plate',
        asset_type: 'image',
        model: from.id,
        parameters: { prompt: '{{unit.vars.x}}', num_inference_steps: 4 },
      },
    ],
    units: [
      { id: 'a', vars: { x: 'sea' } },
      { id: 'b', vars: { x: 'land' }, cells: { plate: { parameters: { go_fast: true, prompt: 'own' } } } },
      { id: 'c', vars: { x: 'air' }, cells: { plate: { model: 'local/telar-mini' } } },
    ],
  }),
  'film.telar.json',
);

it('a layer changes as a whole, with its cells, in one edit', () => {
  const plan = planSwitch(matrix, { layer: 'plate', unit: null }, { from, to });
  expect(plan).toMatchObject({
    inTheWay: [],
    kept: [
      { from: 'prompt', to: 'prompt' },
      { from: 'num_inference_steps', to: 'steps', value: 4 },
    ],
    dropped: [{ name: 'go_fast', why: 'no-such-parameter' }],
    added: [],
    priceBefore: { highMicroUsd: 20_000 },
    priceAfter: { highMicroUsd: 60_000 },
  });
  if (plan?.edit == null) throw new Error('no edit');
  const { matrix: changed } = applyEdit(matrix, plan.edit);
  expect(changed.layers[0]).toMatchObject({ model: to.id, parameters: { prompt: '{{unit.vars.x}}', steps: 4 } });
  expect(changed.layers[0]?.parameters).not.toHaveProperty('num_inference_steps');
  expect(changed.units.map((unit) => Object.values(unit.cells)[0])).toEqual([
    undefined,
    { parameters: { prompt: 'own' } },
    { model: 'local/telar-mini' },
  ]);
});

it('a cell cannot change alone while its layer sets what the other model does not know', () => {
  const plan = planSwitch(matrix, { layer: 'plate', unit: 'a' }, { from, to });
  expect(plan).toMatchObject({ edit: null, inTheWay: ['num_inference_steps'] });
});

it('a cell changes alone where it can, and says only what its layer does not', () => {
  const plain = { ...matrix, layers: matrix.layers.map((layer) => ({ ...layer, parameters: { prompt: 'sea' } })) };
  const plan = planSwitch(plain, { layer: 'plate', unit: 'b' }, { from, to });
  expect(plan?.edit).toEqual({
    type: 'set-cell',
    unit: 'b',
    layer: 'plate',
    value: { model: to.id, parameters: { prompt: 'own' } },
  });
});
