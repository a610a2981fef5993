import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layerName, unitId } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';
import { matrixEdit, type MatrixEdit } from './edit.ts';
import { emptyHistory, recordEdit, redoEdit, undoEdit } from './history.ts';
import { parseMatrixDocument } from './parse-document.ts';

const start: MatrixDocument = parseMatrixDocument(
  JSON.stringify({
    telar: 1,
    title: 'Test',
    layers: [
      { name: 'plate', asset_type: 'image', model: 'local/m', parameters: { prompt: 'x', steps: 4 } },
      { name: 'print', asset_type: 'image', model: 'local/n' },
    ],
    units: [
      { id: 'u1', vars: { a: 1 } },
      { id: 'u2', cells: { plate: { parameters: { prompt: 'own' } }, print: null } },
    ],
  }),
  'test',
);

const unit = fc.constantFrom('u1', 'u2').map((id) => unitId.parse(id));
const value = fc.option(fc.oneof(fc.string(), fc.integer()), { nil: undefined });
const edit: fc.Arbitrary<MatrixEdit> = fc
  .oneof(
    fc.record({
      type: fc.constant('set-cell-parameter' as const),
      unit,
      layer: fc.constant(layerName.parse('plate')),
      parameter: fc.constantFrom('prompt', 'seed'),
      value,
    }),
    fc.record({
      type: fc.constant('set-layer-parameter' as const),
      layer: fc.constant(layerName.parse('print')),
      parameter: fc.constantFrom('scale', 'matte'),
      value,
    }),
    fc.record({ type: fc.constant('set-unit-variable' as const), unit, name: fc.constantFrom('a', 'b'), value }),
    fc.record({ type: fc.constant('set-title' as const), value: fc.option(fc.string(), { nil: undefined }) }),
  )
  .map((each) => matrixEdit.parse(each));

it('takes any number of edits back and does them again', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 60 }), (edits) => {
      let state = { matrix: start, history: emptyHistory };
      for (const each of edits) {
        state = recordEdit(state.matrix, state.history, each, { label: 'Edit', nowMs: 0 });
      }
      const end = state.matrix;
      for (let step = undoEdit(state.matrix, state.history); step !== null;) {
        state = step;
        step = undoEdit(state.matrix, state.history);
      }
      expect(state.matrix).toEqual(start);
      for (let step = redoEdit(state.matrix, state.history); step !== null;) {
        state = step;
        step = redoEdit(state.matrix, state.history);
      }
      expect(state.matrix).toEqual(end);
    }),
    { numRuns: 300 },
  );
});

it('counts quick edits with one merge key as one step', () => {
  const type = (text: string, nowMs: number, from: { matrix: MatrixDocument; history: typeof emptyHistory }) =>
    recordEdit(
      from.matrix,
      from.history,
      { type: 'set-title', value: text },
      { label: 'Rename', mergeKey: 'title', nowMs },
    );
  let state = type('A', 0, { matrix: start, history: emptyHistory });
  state = type('AB', 500, state);
  state = type('ABC', 5_000, state);
  expect(state.history.done).toHaveLength(2);
  expect(undoEdit(state.matrix, state.history)?.matrix.title).toBe('AB');
});
