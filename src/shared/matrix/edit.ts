import { checkNames } from './check-names.ts';
import type { MatrixDocument } from './document.ts';
import { patchBetween, type DocumentPatch } from './document-patch.ts';
import { setCell, setCellParameter, setLayerParameter } from './edit-cells.ts';
import { insertLayer, moveLayer, removeLayer, setLayer } from './edit-layers.ts';
import type { EditOf, MatrixEdit, SingleEdit } from './edit-schema.ts';
import { insertUnit, moveUnit, removeUnit, setUnit, setUnitVariable } from './edit-units.ts';
import { withValue } from './find-in-document.ts';
import { checkEditValues } from './safe-edit.ts';

export interface AppliedEdit {
  matrix: MatrixDocument;
  /** What takes it back, to the byte. */
  inverse: DocumentPatch;
}

/** Edits after which names, their number or the folder may be others. */
const structural = new Set<SingleEdit['type']>(['insert-layer', 'insert-unit', 'set-document']);

/**
 * Applies an edit to an immutable document; what it does not touch stays the same object. Throws NotFoundError for a
 * unit or layer that does not exist, MatrixFormatError for what a saved document could not be opened with again.
 */
export function applyEdit(matrix: MatrixDocument, edit: MatrixEdit): AppliedEdit {
  checkEditValues(edit);
  const edits = edit.type === 'batch' ? edit.edits : [edit];
  const after = edits.reduce(applyOne, matrix);
  if (edits.some((each) => structural.has(each.type))) checkNames(after);
  return { matrix: after, inverse: patchBetween(after, matrix) };
}

function applyOne(matrix: MatrixDocument, edit: SingleEdit): MatrixDocument {
  switch (edit.type) {
    case 'set-cell-parameter':
      return setCellParameter(matrix, edit);
    case 'set-layer-parameter':
      return setLayerParameter(matrix, edit);
    case 'set-cell':
      return setCell(matrix, edit);
    case 'insert-layer':
      return insertLayer(matrix, edit);
    case 'remove-layer':
      return removeLayer(matrix, edit);
    case 'move-layer':
      return moveLayer(matrix, edit);
    case 'set-layer':
      return setLayer(matrix, edit);
    case 'insert-unit':
      return insertUnit(matrix, edit);
    case 'remove-unit':
      return removeUnit(matrix, edit);
    case 'move-unit':
      return moveUnit(matrix, edit);
    case 'set-unit':
      return setUnit(matrix, edit);
    case 'set-unit-variable':
      return setUnitVariable(matrix, edit);
    case 'set-node-position':
      return setNodePosition(matrix, edit);
    case 'set-title':
      return withOptional(matrix, 'title', edit.value);
    case 'set-document':
      return withOptional(matrix, edit.field, edit.value);
    case 'set-view':
      return setView(matrix, edit);
  }
}

function setNodePosition(matrix: MatrixDocument, edit: EditOf<'set-node-position'>): MatrixDocument {
  const positions = withValue(matrix.view?.positions ?? {}, edit.node, edit.value);
  return { ...matrix, view: { ...matrix.view, positions } };
}

function setView(matrix: MatrixDocument, edit: EditOf<'set-view'>): MatrixDocument {
  const view: Record<string, unknown> = matrix.view ?? {};
  return { ...matrix, view: withValue(view, edit.field, edit.value) };
}

function withOptional(
  matrix: MatrixDocument,
  key: 'title' | 'output_dir' | 'vars' | 'settings',
  value: unknown,
): MatrixDocument {
  const { [key]: _replaced, ...rest } = matrix;
  return value === undefined ? rest : { ...rest, [key]: value };
}
