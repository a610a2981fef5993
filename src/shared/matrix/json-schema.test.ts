import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Validator, type Schema } from '@cfworker/json-schema';
import { describe, expect, it } from 'vitest';
import { TelarError } from '../base/index.ts';
import { matrixJsonSchemaText } from './json-schema.ts';
import { parseMatrixDocument } from './parse-document.ts';

const resources = resolve(import.meta.dirname, '..', '..', '..', 'resources');
const published = await readFile(join(resources, 'schema', 'telar-1.schema.json'), 'utf8');
const examples = (await readdir(join(resources, 'examples'))).filter((name) => name.endsWith('.telar.json'));
const validator = new Validator(JSON.parse(published) as Schema, '2020-12');

it('is published as it is (npm run schema writes it)', () => {
  expect(published).toBe(matrixJsonSchemaText());
});

it('describes every key of a document, for editors', () => {
  const { properties } = JSON.parse(published) as { properties: Record<string, { description?: string }> };
  expect(Object.values(properties).filter(({ description }) => description === undefined)).toEqual([]);
});

it.each(examples)('takes the example %s', async (name) => {
  const example: unknown = JSON.parse(await readFile(join(resources, 'examples', name), 'utf8'));
  expect(validator.validate(example).errors).toEqual([]);
});

/** Whether the program itself opens a document. */
function opens(document: object): boolean {
  try {
    parseMatrixDocument(JSON.stringify(document), 'test');
    return true;
  } catch (error) {
    if (error instanceof TelarError) return false;
    throw error;
  }
}

describe('schema and reader agree', () => {
  const layer = { name: 'plate', asset_type: 'image', model: 'local/m' };
  const good = { telar: 1, layers: [layer], units: [{ id: 'u' }] };
  it.each([
    ['the smallest document', good, true],
    [
      'a schema for the editor, and unknown keys',
      { $schema: './telar-1.schema.json', ...good, mine: { x: [1] } },
      true,
    ],
    [
      'a cell that is left out, and one that is locked',
      { ...good, units: [{ id: 'u', cells: { plate: null, x: { locked: true } } }] },
      true,
    ],
    ['no version', { layers: [], units: [] }, false],
    ['a newer version', { ...good, telar: 2 }, false],
    ['no units', { telar: 1, layers: [] }, false],
    ['an unknown asset type', { ...good, layers: [{ ...layer, asset_type: 'film' }] }, false],
    ['a layer of digits', { ...good, layers: [{ ...layer, name: '12' }] }, false],
    ['a layer without a model', { ...good, layers: [{ name: 'a', asset_type: 'image' }] }, false],
    ['an id that leaves the folder', { ...good, units: [{ id: '../x' }] }, false],
    ['a variable that is a list', { ...good, vars: { a: [1] } }, false],
    ['a variable with a space', { ...good, vars: { 'a b': 1 } }, false],
    ['a word for threads', { ...good, settings: { max_threads: 'many' } }, false],
    ['an unknown rule for errors', { ...good, settings: { on_error: 'ignore' } }, false],
    ['a position without y', { ...good, view: { positions: { u: { x: 1 } } } }, false],
  ])('on %s', (_name, document, verdict) => {
    expect(validator.validate(document).valid).toBe(verdict);
    expect(opens(document)).toBe(verdict);
  });
});
