import fc from 'fast-check';
import { matrixEdit, type MatrixEdit } from '../src/shared/matrix/index.ts';

const units = ['u1', 'u2', 'u3', 'u4', '10', '2'];
const layers = ['plate', 'print', 'voice', 'extra'];
const unit = fc.constantFrom(...units);
const layer = fc.constantFrom(...layers);
const index = fc.nat(6);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('{{layers.0.path}}', '{{ layers.1.seed }} and \\{{layers.0.path}}', '{{prev_unit.layers.2.path}}'),
  fc.constantFrom('{{units.u1.layers.1.path}}', '{{layers.plate.path}} {{layers.9.path}}', '{{broken', 'plain'),
);
const value = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text),
  fc.dictionary(fc.constantFrom('a', '7'), text),
);
const parameter = fc.constantFrom('prompt', 'image', '3');
const override = fc.record(
  {
    model: fc.constant('local/own'),
    parameters: fc.dictionary(parameter, value),
    locked: fc.boolean(),
    muted: fc.boolean(),
    note: text,
  },
  { requiredKeys: [] },
);
const cell = fc.option(override, { nil: null });
const variables = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(text, fc.integer()));
const title = fc.option(fc.string({ unit: 'grapheme', maxLength: 20 }), { nil: null });
const assetType = fc.constantFrom('image', 'video', 'text');

/** `value` is there or not. */
function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<{ value?: T }> {
  return fc.record({ value: arbitrary }, { requiredKeys: [] });
}

function edit(
  type: string,
  keys: Record<string, fc.Arbitrary<unknown>>,
  rest?: fc.Arbitrary<object>,
): fc.Arbitrary<object> {
  return fc.tuple(fc.record(keys), rest ?? fc.constant({})).map(([a, b]) => ({ type, ...a, ...b }));
}

const single = fc.oneof(
  edit('set-cell-parameter', { unit, layer, parameter }, maybe(value)),
  edit('set-layer-parameter', { layer, parameter }, maybe(value)),
  edit('set-unit-variable', { unit, name: fc.constantFrom('a', 'b') }, maybe(text)),
  edit('set-node-position', { node: fc.constantFrom('u1/plate', 'x') }, maybe(fc.constant({ x: 1, y: 2 }))),
  edit('set-title', {}, maybe(fc.string({ unit: 'grapheme', maxLength: 20 }))),
  edit('insert-layer', {
    index,
    layer: fc.record({
      name: layer,
      asset_type: assetType,
      model: fc.constant('local/new'),
      parameters: fc.dictionary(parameter, value),
    }),
    cells: fc.dictionary(unit, cell),
  }),
  edit('remove-layer', { layer }),
  edit('move-layer', { layer, index }),
  edit('set-layer', {
    layer,
    changes: fc.record(
      {
        title,
        asset_type: assetType,
        parallel_inference: fc.boolean(),
        locked: fc.option(fc.boolean(), { nil: null }),
        muted: fc.option(fc.boolean(), { nil: null }),
      },
      { requiredKeys: [] },
    ),
  }),
  edit('insert-unit', { index, unit: fc.record({ id: unit, vars: variables, cells: fc.dictionary(layer, cell) }) }),
  edit('remove-unit', { unit }),
  edit('move-unit', { unit, index }),
  edit('set-unit', { unit, changes: fc.record({ title, vars: variables }, { requiredKeys: [] }) }),
  edit('set-cell', { unit, layer }, maybe(cell)),
  edit('set-document', { field: fc.constant('vars') }, maybe(variables)),
  edit('set-document', { field: fc.constant('output_dir') }, maybe(fc.constantFrom('out', 'a/b'))),
  edit('set-document', { field: fc.constant('settings') }, maybe(fc.constant({ strict: false, note: 1 }))),
  edit('set-view', { field: fc.constant('lanes') }, maybe(fc.constantFrom('unit', 'layer'))),
  edit('set-view', { field: fc.constant('collapsed') }, maybe(fc.uniqueArray(unit))),
  edit(
    'set-view',
    { field: fc.constant('groups') },
    maybe(fc.constantFrom([], [{ id: 'g1', name: 'Night', color: 'blue', cells: ['u1/plate'] }])),
  ),
  edit('set-view', { field: fc.constant('table') }, maybe(fc.constant({ frozen: 1, widths: { plate: 200 } }))),
);

/** Any edit of a small document, also one that the document refuses. */
export const anyEdit: fc.Arbitrary<MatrixEdit> = fc
  .oneof(
    { weight: 15, arbitrary: single },
    { weight: 1, arbitrary: edit('batch', { edits: fc.array(single, { maxLength: 3 }) }) },
  )
  .map((each) => matrixEdit.parse(each));

/** A document that the edits of `anyEdit` fit. */
export const editedDocument = JSON.stringify({
  mine: { z: 1 },
  telar: 1,
  title: 'Test',
  layers: [
    { name: 'plate', asset_type: 'image', model: 'local/m', parameters: { prompt: 'x', steps: 4 }, own: true },
    { name: 'print', asset_type: 'image', model: 'local/n', parameters: { image: '{{layers.0.path}}' } },
    { name: 'voice', asset_type: 'audio', model: 'local/v', parameters: { list: ['{{prev_unit.layers.1.path}}'] } },
  ],
  units: [
    { id: 'u1', vars: { a: 1 } },
    { id: 'u2', cells: { plate: { parameters: { prompt: 'own' } }, print: null } },
    {
      id: '10',
      title: 'Ten',
      cells: { voice: { parameters: { text: '{{units.u1.layers.0.seed}} \\{{layers.0.path}}' } } },
    },
  ],
});
