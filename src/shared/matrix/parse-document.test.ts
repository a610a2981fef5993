import { describe, expect, it } from 'vitest';
import { TelarError } from '../base/index.ts';
import { parseMatrixDocument } from './parse-document.ts';
import { serializeMatrixDocument } from './serialize.ts';

const minimal = '{"telar":1,"layers":[{"name":"a","asset_type":"image","model":"local/m"}],"units":[{"id":"u1"}]}';

function failureOf(text: string): Partial<TelarError> {
  try {
    parseMatrixDocument(text, 'film.telar.json');
  } catch (error) {
    if (error instanceof TelarError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseMatrixDocument', () => {
  it('fills in the defaults of the native form', () => {
    expect(parseMatrixDocument(minimal, 'f')).toEqual({
      telar: 1,
      layers: [{ name: 'a', asset_type: 'image', model: 'local/m', parameters: {}, parallel_inference: true }],
      units: [{ id: 'u1', vars: {}, cells: {} }],
    });
  });

  it('keeps the order of units and keys it does not know', () => {
    const text = '{"telar":1,"layers":[],"units":[{"id":"10"},{"id":"2"}],"mine":{"x":1}}';
    const saved = serializeMatrixDocument(parseMatrixDocument(text, 'f'));
    expect(JSON.parse(saved)).toMatchObject({ units: [{ id: '10' }, { id: '2' }], mine: { x: 1 } });
  });

  it.each([
    [
      'broken JSON',
      '{\n  "telar": 1,\n  oops\n}',
      { code: 'MatrixFormatError', kind: 'not-json' },
      { line: 3, column: 3 },
    ],
    ['an empty file', '', { kind: 'not-json' }, { line: 1 }],
    [
      'a wrong type',
      '{"telar":1,\n"layers":7,"units":[]}',
      { kind: 'schema' },
      { line: 2, column: 10, pointer: '/layers' },
    ],
    ['a duplicate key', '{"telar":1,\n"telar":1}', { kind: 'duplicate-key' }, { line: 2 }],
    ['a reserved key', '{"__proto__":{},"telar":1}', { kind: 'reserved-name' }, { line: 1 }],
    [
      'a duplicate unit',
      minimal.replace('{"id":"u1"}', '{"id":"u1"},\n{"id":"U1"}'),
      { kind: 'duplicate-id' },
      { line: 2 },
    ],
    ['a device name', minimal.replace('"u1"', '"CON"'), { kind: 'reserved-name' }, { line: 1 }],
    ['an id that leaves the folder', minimal.replace('"u1"', '"../x"'), { kind: 'schema' }, { pointer: '/units/0/id' }],
    ['a layer of digits', minimal.replace('"a"', '"12"'), { kind: 'schema' }, { pointer: '/layers/0/name' }],
    ['a newer version', '{"telar":2,"layers":[],"units":[]}', { kind: 'newer-version' }, {}],
    ['deep nesting', `{"telar":1,"x":${'['.repeat(80)}${']'.repeat(80)}}`, { kind: 'too-large' }, {}],
  ])('refuses %s and says where', (_name, text, failure, place) => {
    const error = failureOf(text);
    expect(error).toMatchObject(failure);
    expect(error.place).toMatchObject({ file: 'film.telar.json', ...place });
    expect(error.hint).not.toBe('');
  });
});
