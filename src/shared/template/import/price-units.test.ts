import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/index.ts';
import { modelTemplate, type ModelTemplate } from '../schema.ts';
import { tariffOf, unitOfWords, unitsOf, type PriceUnit } from './price-units.ts';

function templateOf(names: readonly string[]): ModelTemplate {
  const properties = Object.fromEntries(names.map((name): [string, JsonObject] => [name, { type: 'string' }]));
  return modelTemplate.parse({
    telar_template: 1,
    id: 'fal/fal-ai/x',
    provider: 'fal',
    endpoint: 'fal-ai/x',
    version: '1',
    title: 'x',
    output: { asset_type: 'image' },
    parameters: { type: 'object', properties },
    cost: { kind: 'unknown' },
  });
}

const origin = { as_of: '2026-11-21', source: 'typed', confidence: 'typed-in' } as const;

describe('tariffOf', () => {
  it.each<[PriceUnit, string[], object | null]>([
    ['output', ['prompt'], { kind: 'per-output', usd: 0.03 }],
    ['output', ['num_images'], { kind: 'per-output', usd: 0.03, count: { parameter: 'num_images', meaning: 'exact' } }],
    ['second', ['duration'], { kind: 'per-second', usd: 0.03, duration: 'duration' }],
    ['second', ['prompt'], null],
    ['1k-characters', ['text'], { kind: 'per-1k-characters', usd: 0.03, text: 'text' }],
    [
      'megapixel',
      ['width', 'height'],
      { kind: 'per-megapixel', size: { width: 'width', height: 'height' }, rounding: 'ceil' },
    ],
    [
      'megapixel',
      ['image_url', 'upscale_factor'],
      { kind: 'per-megapixel', size: { input: 'image_url', factor: 'upscale_factor' } },
    ],
    ['megapixel', ['image_size'], { kind: 'per-megapixel', size: { parameter: 'image_size' } }],
    ['megapixel', ['prompt'], null],
    ['gpu-second', [], { kind: 'gpu-seconds', typical_seconds: [2, 8] }],
  ])('%s with %j', (unit, names, expected) => {
    const template = templateOf(names);
    const cost = tariffOf(template, { unit, usd: 0.03, typicalSeconds: [2, 8] }, origin);
    if (expected === null) expect(cost).toBeNull();
    else {
      expect(cost).toMatchObject({ ...expected, ...origin, currency: 'USD' });
      // What is made here is a tariff that a template may carry.
      expect(modelTemplate.safeParse({ ...template, cost }).success).toBe(true);
    }
  });
});

it('offers the units that the parameters can count', () => {
  expect(unitsOf(templateOf(['prompt']))).toEqual(['output', '1k-characters', 'gpu-second']);
  expect(unitsOf(templateOf(['duration', 'image_size']))).toEqual(['output', 'megapixel', 'second', 'gpu-second']);
});

it.each([
  ['image', 'output'],
  ['images', 'output'],
  ['Megapixels', 'megapixel'],
  ['seconds', 'second'],
  ['compute seconds', 'gpu-second'],
  ['1000 characters', '1k-characters'],
  ['1,000 characters', '1k-characters'],
  ['moons', null],
  ['5 seconds', null],
])('%s means %s', (words, unit) => {
  expect(unitOfWords(words)).toBe(unit);
});
