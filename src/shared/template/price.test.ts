import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../base/index.ts';
import type { CostRule } from './cost.ts';
import { estimatePrice, freePrice, sumPrices, unknownPrice } from './price.ts';
import { modelTemplate } from './schema.ts';

const properties = {
  prompt: { type: 'string' },
  count: { type: 'integer', minimum: 1, maximum: 4 },
  series: { type: 'string', enum: ['on', 'off'] },
  seconds: { type: 'string', enum: ['5', '10'] },
  free_seconds: { type: 'number' },
  size: { type: 'string' },
};

function priceOf(cost: unknown, parameters: JsonObject = {}, late: string[] = []): [number, number] | 'unknown' {
  const template = modelTemplate.parse({
    telar_template: 1,
    id: 'local/x',
    provider: 'local',
    endpoint: 'x',
    version: '1',
    title: 'x',
    output: { asset_type: 'image' },
    parameters: { type: 'object', properties },
    cost,
  });
  const price = estimatePrice(template, parameters, new Set(late));
  return price.isKnown ? [price.lowMicroUsd, price.highMicroUsd] : 'unknown';
}

type Written<K extends CostRule['kind']> = { kind: K } & JsonObject;
const each: Written<'per-output'> = { kind: 'per-output', usd: 0.003, count: { parameter: 'count' } };
const upTo: Written<'per-output'> = {
  kind: 'per-output',
  usd: 0.03,
  count: { parameter: 'count', meaning: 'up-to', when: { parameter: 'series', equals: 'on' } },
};
const seconds: Written<'per-second'> = { kind: 'per-second', duration: 'seconds', usd: 0.07 };
const bySize: Written<'per-second'> = {
  kind: 'per-second',
  duration: 'free_seconds',
  usd: { parameter: 'size', rates: { '480p': 0.02, '720p': 0.05 } },
};

describe('estimatePrice', () => {
  it.each<[string, unknown, JsonObject, string[], [number, number] | 'unknown']>([
    ['nothing', { kind: 'free' }, {}, [], [0, 0]],
    ['an unknown tariff', { kind: 'unknown' }, {}, [], 'unknown'],
    ['one output', { kind: 'per-output', usd: 0.025 }, {}, [], [25_000, 25_000]],
    ['a price below a micro-dollar, rounded up', { kind: 'per-output', usd: 0.0000001 }, {}, [], [1, 1]],
    ['three outputs', each, { count: 3 }, [], [9_000, 9_000]],
    ['a count that comes later', each, {}, ['count'], [3_000, 12_000]],
    ['a count that nobody knows', each, {}, [], 'unknown'],
    ['a count that is no number', each, { count: 'many' }, [], 'unknown'],
    ['at most four outputs', upTo, { series: 'on', count: 4 }, [], [30_000, 120_000]],
    ['a maximum that does not count', upTo, { series: 'off', count: 4 }, [], [30_000, 30_000]],
    ['a maximum that may count', upTo, { count: 4 }, ['series'], [30_000, 120_000]],
    ['five seconds, without the error of binary fractions', seconds, { seconds: '5' }, [], [350_000, 350_000]],
    ['a length that comes later', seconds, {}, ['seconds'], [350_000, 700_000]],
    ['a length without limits', bySize, { size: '480p' }, ['free_seconds'], 'unknown'],
    ['a length that is negative', bySize, { size: '480p', free_seconds: -1 }, [], 'unknown'],
    ['a length that is endless', bySize, { size: '480p', free_seconds: 1e300 }, [], 'unknown'],
    ['a rate by resolution', bySize, { size: '720p', free_seconds: 2.5 }, [], [125_000, 125_000]],
    ['a resolution that comes later', bySize, { free_seconds: 2 }, ['size'], [40_000, 100_000]],
    ['a resolution without a rate', bySize, { size: '8K', free_seconds: 2 }, [], 'unknown'],
  ])('%s', (_name, cost, parameters, late, expected) => {
    expect(priceOf(cost, parameters, late)).toEqual(expected);
  });

  it.each([
    { kind: 'per-output', usd: -1 },
    { kind: 'per-output', usd: 1e9 },
    { kind: 'per-moon', usd: 1 },
  ])('refuses the tariff %o', (cost) => expect(() => priceOf(cost)).toThrow());
});

describe('sumPrices', () => {
  it('is known only when all are, and then exact', () => {
    expect(sumPrices([])).toEqual(freePrice);
    expect(sumPrices([freePrice, unknownPrice]).isKnown).toBe(false);
  });
});
