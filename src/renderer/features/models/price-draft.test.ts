import { expect, it } from 'vitest';
import type { ModelPreview } from '../../../shared/contract/index.ts';
import { modelTemplate } from '../../../shared/template/index.ts';
import { startOfPrice, typedCost, unitChoices, type PriceDraft } from './price-draft.ts';

const template = modelTemplate.parse({
  telar_template: 1,
  id: 'replicate/a/b',
  provider: 'replicate',
  endpoint: 'a/b',
  version: '1',
  title: 'b',
  output: { asset_type: 'image' },
  parameters: { type: 'object', properties: { num_outputs: { type: 'integer' } } },
  cost: { kind: 'unknown' },
});

function previewWith(price: Partial<ModelPreview['price']>): ModelPreview {
  return {
    template,
    isOutputOpen: false,
    example: null,
    notes: [],
    price: { cost: null, told: null, exampleSeconds: null, ...price },
    licenseUrl: null,
    existing: 'none',
  };
}

const told = { kind: 'per-output', usd: 0.04, currency: 'USD' } as const;

it('starts with the price that the provider tells, else with none', () => {
  expect(startOfPrice(previewWith({}))).toEqual({ unit: 'unknown', usd: '', secondsFrom: '', secondsTo: '' });
  expect(startOfPrice(previewWith({ cost: told, told: { usd: 0.04, unit: 'image' } })).unit).toBe('fetched');
  expect(startOfPrice(previewWith({ exampleSeconds: 5 }))).toMatchObject({ secondsFrom: '2.5', secondsTo: '10' });
});

it('offers what the provider tells only where it does', () => {
  expect(unitChoices(previewWith({}))).toEqual(['output', 'gpu-second', 'unknown']);
  expect(unitChoices(previewWith({ cost: told }))[0]).toBe('fetched');
});

it.each<[Partial<PriceDraft>, object | null]>([
  [{ unit: 'unknown' }, { kind: 'unknown' }],
  [
    { unit: 'output', usd: '0.003' },
    { kind: 'per-output', usd: 0.003, confidence: 'typed-in', as_of: '2026-11-21' },
  ],
  [
    { unit: 'output', usd: '$ 0,05' },
    { kind: 'per-output', usd: 0.05 },
  ],
  [{ unit: 'output', usd: '' }, null],
  [{ unit: 'output', usd: '0' }, null],
  [{ unit: 'output', usd: '-1' }, null],
  [{ unit: 'output', usd: '1e9' }, null],
  [{ unit: 'output', usd: '5000' }, null],
  [
    { unit: 'gpu-second', usd: '0.001', secondsFrom: '2', secondsTo: '9' },
    { kind: 'gpu-seconds', typical_seconds: [2, 9] },
  ],
  [{ unit: 'gpu-second', usd: '0.001', secondsFrom: '9', secondsTo: '2' }, null],
  [{ unit: 'second', usd: '1' }, null],
])('%j becomes %j', (draft, expected) => {
  const cost = typedCost(
    previewWith({}),
    { unit: 'unknown', usd: '', secondsFrom: '', secondsTo: '', ...draft },
    '2026-11-21',
  );
  if (expected === null) expect(cost).toBeNull();
  else expect(cost).toMatchObject(expected);
});
