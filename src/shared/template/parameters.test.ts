import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../base/index.ts';
import { nearestName } from './nearest-name.ts';
import { validateParameters } from './parameters.ts';
import { modelTemplate, type ModelTemplate } from './schema.ts';

function templateOf(extra: JsonObject): ModelTemplate {
  return modelTemplate.parse({
    telar_template: 1,
    id: 'local/x',
    provider: 'local',
    endpoint: 'x',
    version: '1',
    title: 'x',
    output: { asset_type: 'image' },
    parameters: {
      type: 'object',
      required: ['prompt'],
      additionalProperties: false,
      properties: {
        prompt: { type: 'string', maxLength: 5 },
        steps: { type: 'integer', minimum: 1, maximum: 9 },
        seed: { type: 'integer', minimum: 0 },
        image: { type: 'string', format: 'uri' },
      },
      ...extra,
    },
    cost: { kind: 'free' },
  });
}

/** Judged one by one, and as a whole because of a rule over two parameters. */
const plain = templateOf({});
const crossed = templateOf({ dependentRequired: { image: ['steps'] } });

function verdict(template: ModelTemplate, parameters: JsonObject, late: string[] = []): string {
  try {
    validateParameters(template, parameters, {}, new Set(late));
    return 'fine';
  } catch (error) {
    const { kind, place } = error as { kind: string; place: { parameter?: string } };
    return `${kind} ${place.parameter ?? ''}`;
  }
}

describe('validateParameters', () => {
  it.each<[JsonObject, string[], string]>([
    [{ prompt: 'x' }, [], 'fine'],
    [{ prompt: 'x', image: 'refs/a b.png', steps: 2 }, [], 'fine'],
    [{}, [], 'missing prompt'],
    [{ prompt: '' }, [], 'missing prompt'],
    [{ prompt: 'too long' }, [], 'out-of-range prompt'],
    [{ prompt: 'too long, but it comes later' }, ['prompt'], 'fine'],
    [{ prompt: 'too long', steps: 99 }, ['prompt'], 'out-of-range steps'],
    [{ prompt: 'x', stepz: 1 }, ['stepz'], 'unknown stepz'],
    [{ prompt: 'x', toString: 1 }, [], 'unknown toString'],
    [{ prompt: 'x', steps: 2.5 }, [], 'wrong-type steps'],
    [{ prompt: 'x', steps: '2' }, [], 'wrong-type steps'],
    [{ prompt: 'x', seed: '18446744073709551615' }, [], 'fine'],
    [{ prompt: 'x', seed: '-5' }, [], 'out-of-range seed'],
    [{ prompt: 'x', seed: '5.5' }, [], 'wrong-type seed'],
    [{ prompt: 'x', seed: 2 ** 53 }, [], 'invalid seed'],
  ])('%j with %j coming later: %s', (parameters, late, expected) => {
    expect(verdict(plain, parameters, late)).toBe(expected);
    expect(verdict(crossed, parameters, late)).toBe(expected);
  });

  it('keeps rules over several parameters', () => {
    expect(verdict(crossed, { prompt: 'x', image: 'a.png' })).toMatch(/^invalid/);
    expect(verdict(crossed, { prompt: 'x', image: 'a.png', steps: 1 })).toBe('fine');
  });

  it('judges a value again after it passed for another template', () => {
    const stricter = templateOf({ properties: { prompt: { type: 'string', maxLength: 1 } } });
    expect(verdict(plain, { prompt: 'abc' })).toBe('fine');
    expect(verdict(stricter, { prompt: 'abc' })).toBe('out-of-range prompt');
    expect(verdict(plain, { prompt: 'abc' })).toBe('fine');
  });
});

describe('nearestName', () => {
  it.each([
    ['promt', 'prompt'],
    ['STEPS', 'steps'],
    ['seeed', 'seed'],
    ['a', null],
    ['photograph', null],
  ])('%s: %s', (name, expected) => {
    expect(nearestName(name, ['prompt', 'steps', 'seed', 'b'])).toBe(expected);
  });
});
