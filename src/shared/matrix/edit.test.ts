import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEdit, editedDocument } from '../../../tests/arbitrary-edits.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { TelarError, type JsonObject, type JsonValue } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';
import { matrixEdit } from './edit-schema.ts';
import { applyEdit } from './edit.ts';
import { parseMatrixDocument } from './parse-document.ts';
import { rewritePlaceholders } from './rewrite-placeholders.ts';

const start = parseMatrixDocument(editedDocument, 'test');
const edited = (edit: JsonObject): MatrixDocument => applyEdit(start, matrixEdit.parse(edit)).matrix;

function failureOf(edit: JsonObject): string {
  try {
    edited(edit);
    return 'none';
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    const { code, kind } = error.toJSON();
    return `${code}/${kind}`;
  }
}

const newLayer = { name: 'sketch', asset_type: 'image', model: 'local/s', parameters: { image: '{{layers.1.path}}' } };

/** Parameters of a column, and one cell's text. */
function references(matrix: MatrixDocument): JsonValue[] {
  const own = matrix.units.find((unit) => unit.id === '10')?.cells ?? {};
  const voice = Object.entries(own).find(([name]) => name === 'voice')?.[1];
  return [
    ...matrix.layers.filter((layer) => layer.name !== 'sketch').map((layer) => layer.parameters),
    voice?.parameters ?? null,
  ];
}

describe('layers', () => {
  it.each([
    [
      'an insertion in front moves every index',
      { type: 'insert-layer', index: 0, layer: newLayer },
      [
        { prompt: 'x', steps: 4 },
        { image: '{{layers.1.path}}' },
        { list: ['{{prev_unit.layers.2.path}}'] },
        { text: '{{units.u1.layers.1.seed}} \\{{layers.0.path}}' },
      ],
    ],
    [
      'an insertion at the end moves none',
      { type: 'insert-layer', index: 99, layer: newLayer },
      [
        { prompt: 'x', steps: 4 },
        { image: '{{layers.0.path}}' },
        { list: ['{{prev_unit.layers.1.path}}'] },
        { text: '{{units.u1.layers.0.seed}} \\{{layers.0.path}}' },
      ],
    ],
    [
      'a removed layer is named where it was meant',
      { type: 'remove-layer', layer: 'plate' },
      [
        { image: '{{layers.plate.path}}' },
        { list: ['{{prev_unit.layers.0.path}}'] },
        { text: '{{units.u1.layers.plate.seed}} \\{{layers.0.path}}' },
      ],
    ],
    [
      'a moved layer is followed',
      { type: 'move-layer', layer: 'plate', index: 1 },
      [
        { image: '{{layers.1.path}}' },
        { prompt: 'x', steps: 4 },
        { list: ['{{prev_unit.layers.0.path}}'] },
        { text: '{{units.u1.layers.1.seed}} \\{{layers.0.path}}' },
      ],
    ],
  ])('%s', (_name, edit, wanted) => {
    expect(references(edited(edit))).toEqual(wanted);
  });

  it('takes the new layer’s own references as written, and its cells', () => {
    const { layers, units } = edited({ type: 'insert-layer', index: 0, layer: newLayer, cells: { u2: null } });
    expect(layers[0]?.parameters).toEqual({ image: '{{layers.1.path}}' });
    expect(units.map((unit) => Object.entries(unit.cells).filter(([name]) => name === 'sketch'))).toEqual([
      [],
      [['sketch', null]],
      [],
    ]);
  });

  it('changes, adds and takes away what a layer says', () => {
    const changed = edited({ type: 'set-layer', layer: 'plate', changes: { title: 'Plate', locked: true } });
    expect(changed.layers[0]).toMatchObject({ title: 'Plate', locked: true, own: true });
    const back = applyEdit(
      changed,
      matrixEdit.parse({ type: 'set-layer', layer: 'plate', changes: { title: null, locked: null } }),
    );
    expect(back.matrix.layers[0]).toEqual(start.layers[0]);
  });
});

describe('units and cells', () => {
  const idsAfter = (edit: JsonObject): string[] => edited(edit).units.map((unit) => unit.id);
  it.each([
    ['inserts', { type: 'insert-unit', index: 1, unit: { id: 'new' } }, ['u1', 'new', 'u2', '10']],
    ['removes', { type: 'remove-unit', unit: 'u1' }, ['u2', '10']],
    ['moves down', { type: 'move-unit', unit: 'u1', index: 1 }, ['u2', 'u1', '10']],
    ['moves past the end', { type: 'move-unit', unit: 'u1', index: 9 }, ['u2', '10', 'u1']],
  ])('%s a unit', (_name, edit, ids) => {
    expect(idsAfter(edit)).toEqual(ids);
  });

  it.each([
    ['leaves a cell out', { value: null }, { plate: { parameters: { prompt: 'own' } }, print: null, voice: null }],
    [
      'overrides it',
      { value: { locked: true } },
      { plate: { parameters: { prompt: 'own' } }, print: null, voice: { locked: true } },
    ],
    ['resets it', {}, { plate: { parameters: { prompt: 'own' } }, print: null }],
  ])('%s', (_name, value, cells) => {
    expect(edited({ type: 'set-cell', unit: 'u2', layer: 'voice', ...value }).units[1]?.cells).toEqual(cells);
  });
});

describe('an edit that could not be saved and opened again', () => {
  const deep = Array.from({ length: 70 }).reduce<JsonValue>((value) => [value], 1);
  const parameter = (name: string, value: JsonValue): JsonObject => ({
    type: 'set-layer-parameter',
    layer: 'plate',
    parameter: name,
    value,
  });
  it.each([
    [
      'a second unit of the same name',
      { type: 'insert-unit', index: 0, unit: { id: 'U1' } },
      'MatrixFormatError/duplicate-id',
    ],
    [
      'a second layer of the same name',
      { type: 'insert-layer', index: 0, layer: { ...newLayer, name: 'Plate' } },
      'MatrixFormatError/duplicate-id',
    ],
    ['a device', { type: 'insert-unit', index: 0, unit: { id: 'con' } }, 'MatrixFormatError/reserved-name'],
    [
      'a folder that makes paths too long',
      { type: 'set-document', field: 'output_dir', value: 'o'.repeat(235) },
      'MatrixFormatError/path-too-long',
    ],
    ['a reserved parameter', parameter('__proto__', 1), 'MatrixFormatError/reserved-name'],
    ['a reserved key', parameter('a', JSON.parse('{"constructor":1}') as JsonValue), 'MatrixFormatError/reserved-name'],
    ['a number beyond 2^53', parameter('seed', 2 ** 60), 'MatrixFormatError/unsafe-number'],
    ['half a character', parameter('prompt', '\ud83d'), 'MatrixFormatError/not-utf8'],
    ['deep nesting', parameter('a', deep), 'MatrixFormatError/too-large'],
    ['a unit that is not there', { type: 'remove-unit', unit: 'nobody' }, 'NotFoundError/cell'],
    ['a layer that is not there', { type: 'move-layer', layer: 'nothing', index: 0 }, 'NotFoundError/cell'],
    [
      'a batch with one bad edit',
      {
        type: 'batch',
        edits: [
          { type: 'set-title', value: 'New' },
          { type: 'remove-unit', unit: 'nobody' },
        ],
      },
      'NotFoundError/cell',
    ],
  ])('refuses %s', (_name, edit, failure) => {
    expect(failureOf(edit)).toBe(failure);
  });
});

/** Every reference to a cell, by the name of the layer it means. */
function meanings(matrix: MatrixDocument): string[] {
  const found: string[] = [];
  const owners: [string, unknown][] = [
    ...matrix.layers.map((layer): [string, unknown] => [layer.name, layer.parameters]),
    ...matrix.units.map((unit): [string, unknown] => [
      unit.id,
      Object.entries(unit.cells).map(([name, cell]) => [name, cell?.parameters]),
    ]),
  ];
  for (const [owner, value] of owners) {
    for (const text of JSON.stringify(value).match(/"(?:[^"\\]|\\.)*"/g) ?? []) {
      rewritePlaceholders(JSON.parse(text) as string, (target) => {
        if (target.kind !== 'cell') return null;
        const layer = typeof target.layer === 'number' ? matrix.layers[target.layer]?.name : target.layer;
        found.push(`${owner} ${JSON.stringify(target.unit)} ${layer ?? 'none'} ${target.property}`);
        return null;
      });
    }
  }
  return found.sort();
}

it('keeps the meaning of every reference, wherever layers go', () => {
  fc.assert(
    fc.property(
      fc.array(anyEdit, { maxLength: 30 }),
      fc.constantFrom('plate', 'print', 'voice'),
      fc.nat(4),
      (edits, layer, index) => {
        const now = edits.reduce((matrix, edit) => {
          try {
            return applyEdit(matrix, edit).matrix;
          } catch (error) {
            if (error instanceof TelarError) return matrix;
            throw error;
          }
        }, start);
        if (!now.layers.some((each) => each.name === layer)) return;
        const moved = applyEdit(now, matrixEdit.parse({ type: 'move-layer', layer, index })).matrix;
        expect(meanings(moved)).toEqual(meanings(now));
        const { parameters: _none, ...plain } = newLayer;
        const wider = applyEdit(now, matrixEdit.parse({ type: 'insert-layer', index, layer: plain })).matrix;
        expect(meanings(wider)).toEqual(meanings(now));
      },
    ),
    { numRuns: soakRuns(200, 5_000) },
  );
}, 120_000);
