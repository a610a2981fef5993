import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyEdit, editedDocument } from '../../../tests/arbitrary-edits.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { TelarError } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';
import type { MatrixEdit } from './edit-schema.ts';
import { emptyHistory, recordEdit, redoEdit, undoEdit, type MatrixHistory } from './history.ts';
import { parseMatrixDocument } from './parse-document.ts';
import { serializeMatrixDocument } from './serialize.ts';

interface State {
  matrix: MatrixDocument;
  history: MatrixHistory;
}

const start = parseMatrixDocument(editedDocument, 'test');
const opened: State = { matrix: start, history: emptyHistory };

/** The state after an edit; an edit that the document refuses changes nothing. */
function record(state: State, edit: MatrixEdit): State {
  try {
    return recordEdit(state.matrix, state.history, edit, { label: 'Edit', nowMs: 0 });
  } catch (error) {
    if (error instanceof TelarError) return state;
    throw error;
  }
}

/** Steps as often as possible and counts. */
function repeat(state: State, step: typeof undoEdit): State & { steps: number } {
  let steps = 0;
  let current = state;
  for (let next = step(state.matrix, state.history); next !== null; next = step(next.matrix, next.history)) {
    current = next;
    steps += 1;
  }
  return { ...current, steps };
}

it('takes 200 edits of all kinds back to the byte, and does them again to the byte', () => {
  const before = serializeMatrixDocument(start);
  fc.assert(
    fc.property(fc.array(anyEdit, { minLength: 200, maxLength: 200 }), (edits) => {
      const end = edits.reduce(record, opened);
      expect(end.history.done.length).toBeGreaterThan(20);
      const after = serializeMatrixDocument(end.matrix);
      expect(serializeMatrixDocument(parseMatrixDocument(after, 'saved'))).toBe(after);
      const undone = repeat(end, undoEdit);
      expect(undone.steps).toBe(end.history.done.length);
      expect(serializeMatrixDocument(undone.matrix)).toBe(before);
      expect(serializeMatrixDocument(repeat(undone, redoEdit).matrix)).toBe(after);
    }),
    { numRuns: soakRuns(20, 1_000) },
  );
}, 600_000);

it('counts quick edits with one merge key as one step', () => {
  const type = (text: string, nowMs: number, from: State): State =>
    recordEdit(
      from.matrix,
      from.history,
      { type: 'set-title', value: text },
      { label: 'Rename', mergeKey: 'title', nowMs },
    );
  let state = type('A', 0, opened);
  state = type('AB', 500, state);
  state = type('ABC', 5_000, state);
  expect(state.history.done).toHaveLength(2);
  expect(undoEdit(state.matrix, state.history)?.matrix.title).toBe('AB');
});
