import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soakRuns } from '../../../tests/soak.ts';
import { TelarError } from '../base/index.ts';
import { listCells } from './cells.ts';
import { parseMatrixDocument } from './parse-document.ts';
import { serializeMatrixDocument } from './serialize.ts';
import { toLayersDict } from './to-layers-dict.ts';

const flux = 'replicate/black-forest-labs/flux-schnell';
const story = `{
  "10": [
    { "model": "${flux}", "asset_type": "image", "parameters": { "prompt": "a house", "steps": 4 } },
    { "model": "replicate/x/y", "asset_type": "video", "parameters": { "image": "{{layers.0.path}}" }, "parallel_inference": false }
  ],
  "2": [
    { "model": "${flux}", "asset_type": "image", "parameters": { "prompt": "a tree", "steps": 4 } }
  ]
}`;

describe('a layers_dict', () => {
  it('opens as the native form: what all units agree on is the column', () => {
    expect(parseMatrixDocument(story, 'f')).toEqual({
      telar: 1,
      layers: [
        { name: 'layer0', asset_type: 'image', model: flux, parameters: { steps: 4 }, parallel_inference: true },
        {
          name: 'layer1',
          asset_type: 'video',
          model: 'replicate/x/y',
          parameters: { image: '{{layers.0.path}}' },
          parallel_inference: false,
        },
      ],
      units: [
        { id: '10', vars: {}, cells: { layer0: { parameters: { prompt: 'a house' } } } },
        { id: '2', vars: {}, cells: { layer0: { parameters: { prompt: 'a tree' } }, layer1: null } },
      ],
    });
  });

  it('is written back with its order', () => {
    const text = toLayersDict(parseMatrixDocument(story, 'f'));
    expect(text.indexOf('"10"')).toBeLessThan(text.indexOf('"2"'));
    expect(JSON.parse(text)).toEqual(JSON.parse(story));
  });

  it('says names as indexes and puts variables in', () => {
    const matrix = parseMatrixDocument(
      JSON.stringify({
        telar: 1,
        vars: { size: 512, braces: 'a {{b}}' },
        layers: [
          { name: 'plate', asset_type: 'image', model: 'local/m', parameters: { width: '{{vars.size}}' } },
          {
            name: 'print',
            asset_type: 'image',
            model: 'local/m',
            parameters: {
              image: '{{ prev_unit.layers.plate.path }}',
              prompt: '{{unit.vars.who}}, {{vars.braces}} \\{{x}}',
            },
          },
        ],
        units: [{ id: 'u', vars: { who: 'Ann' } }],
      }),
      'f',
    );
    expect(JSON.parse(toLayersDict(matrix))).toMatchObject({
      u: [
        { parameters: { width: 512 } },
        { parameters: { image: '{{ prev_unit.layers.0.path }}', prompt: 'Ann, a \\{{b}} \\{{x}}' } },
      ],
    });
  });

  it('cannot leave out a cell before another', () => {
    const matrix = parseMatrixDocument(story, 'f');
    const first = matrix.units[0];
    if (first === undefined) throw new Error('the story has units');
    const holed = { ...matrix, units: [{ ...first, cells: { ...first.cells, layer0: null } }] };
    expect(() => toLayersDict(holed)).toThrow(expect.objectContaining({ kind: 'not-expressible' }));
  });

  it.each([
    ['a cell without a model', '{"u":[\n{"asset_type":"image"}]}', 'schema', { line: 2, pointer: '/u/0/model' }],
    ['an unknown asset type', '{"u":[{"model":"m",\n"asset_type":"film"}]}', 'schema', { line: 2 }],
    ['an id that leaves the folder', '{"../x":[]}', 'schema', {}],
    ['a reserved id', '{"__proto__":[]}', 'reserved-name', { line: 1, column: 2 }],
    ['a device name', '{"a":[],\n"COM1":[]}', 'reserved-name', { line: 2 }],
    ['an id twice', '{"u":[],\n"u":[]}', 'duplicate-key', { line: 2 }],
    ['look-alike ids', '{"u":[],\n"U":[]}', 'duplicate-id', { line: 2 }],
    ['a value that is no list', '{"u":{}}', 'schema', {}],
    ['a native form without its version', '{"layers":[],"units":[]}', 'schema', { pointer: '/telar' }],
    ['an empty object', '{}', 'schema', {}],
    [
      'too many cells',
      `{${Array.from({ length: 101 }, (_, i) => `"u${i}":[${'{},'.repeat(99)}{}]`).join()}}`,
      'too-large',
      {},
    ],
  ])('refuses %s', (_name, text, kind, place) => {
    let error: unknown;
    try {
      parseMatrixDocument(text, 'f');
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(TelarError);
    expect(error).toMatchObject({ code: 'MatrixFormatError', kind, place });
  });

  const cell = fc.record(
    {
      model: fc.constantFrom('local/a', 'local/b'),
      asset_type: fc.constantFrom('image', 'video'),
      parameters: fc.dictionary(fc.constantFrom('prompt', 'seed', 'extra'), fc.oneof(fc.integer(), fc.constant(null))),
      note: fc.string(),
    },
    { requiredKeys: ['model', 'asset_type', 'parameters'] },
  );
  // Names of devices, such as "aux", are refused; another test says so.
  const id = fc.stringMatching(/^[a-z0-9]{1,3}$/).filter((text) => !['con', 'prn', 'aux', 'nul'].includes(text));
  const dict = fc.uniqueArray(fc.tuple(id, fc.array(cell, { maxLength: 4 })), {
    minLength: 1,
    maxLength: 6,
    selector: ([name]) => name,
  });

  it('keeps every cell as it was, there and back', () => {
    fc.assert(
      fc.property(dict, (units) => {
        const text = `{${units.map(([id, cells]) => `${JSON.stringify(id)}:${JSON.stringify(cells)}`).join()}}`;
        const matrix = parseMatrixDocument(text, 'f');
        const cells = listCells(matrix).map((each) => ({
          at: [each.unit.id, each.layerIndex],
          model: each.model,
          asset_type: each.assetType,
          parameters: each.parameters,
        }));
        const wanted = units.flatMap(([id, list]) =>
          list.map(({ model, asset_type, parameters }, index) => ({ at: [id, index], model, asset_type, parameters })),
        );
        expect(cells).toEqual(wanted);
        const again = parseMatrixDocument(toLayersDict(matrix), 'f');
        expect(serializeMatrixDocument(again)).toBe(serializeMatrixDocument(matrix));
      }),
      { numRuns: soakRuns(200, 5_000) },
    );
  });
});
