import { expect, it } from 'vitest';
import { applyEdit, matrixEdit, parseMatrixDocument } from '../../shared/matrix/index.ts';
import { editedDocument } from '../../../tests/arbitrary-edits.ts';
import { createEditJournal, type NamedEdit } from './edit-journal.ts';

const start = parseMatrixDocument(editedDocument, 'test');
const titled = (value: string): NamedEdit => ({ edit: matrixEdit.parse({ type: 'set-title', value }), label: value });
const [one, two, three] = [titled('one'), titled('two'), titled('three')];
const after = (...edits: NamedEdit[]) => edits.reduce((matrix, { edit }) => applyEdit(matrix, edit).matrix, start);

it('finds what the host lost, what it did without an answer, and what somebody else did', () => {
  const journal = createEditJournal();
  journal.record(start, one);
  journal.record(after(one), two);
  const known = after(one, two);
  expect(journal.missing(known, after(one, two))).toEqual([]);
  expect(journal.missing(known, structuredClone(after(one)))).toEqual([two]);
  expect(journal.missing(known, structuredClone(start))).toEqual([one, two]);
  expect(journal.missing(known, after(titled('foreign')))).toBeNull();
  journal.pending(three);
  expect(journal.missing(known, after(one, two, three))).toEqual([]);
  expect(journal.missing(known, after(one))).toEqual([two]);
  journal.clear();
  expect(journal.missing(known, start)).toBeNull();
});
