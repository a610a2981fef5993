import { cellKeyOf } from '../../../shared/base/index.ts';
import {
  applyEdit,
  listCells,
  type MatrixCell,
  type MatrixDocument,
  type SingleEdit,
} from '../../../shared/matrix/index.ts';
import { wireCell, wireColumn, type Wire, type WireChoice } from '../../../shared/plan/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { insertion, type NewLayer } from './new-layer.ts';

/** What is to read the new layer: a cell with its column, by one of its parameters. */
export interface NewReader {
  cell: MatrixCell;
  /** Of the cell's model. */
  template: ModelTemplate;
  choice: WireChoice;
}

/**
 * A layer before the column of `reader`, whose cells that column reads. Units that leave the reader out leave it out
 * too. A cell with a model of its own reads alone: its parameters need not be those of its column.
 */
export function newSource(matrix: MatrixDocument, template: ModelTemplate, reader: NewReader): NewLayer {
  const { unit, layer, layerIndex, key, model, ownParameters } = reader.cell;
  const added = insertion(matrix, template, { index: layerIndex, beside: reader.cell, parameters: {} });
  // Before the insertion references by number would name other layers.
  const wider = listCells(applyEdit(matrix, added.edit).matrix);
  const find = (wanted: string): MatrixCell => {
    const found = wider.find((cell) => cell.key === wanted);
    if (found === undefined) throw new Error(`no cell ${wanted} after a layer was put beside it`);
    return found;
  };
  const wire: Wire = {
    reader: find(key),
    source: find(cellKeyOf(unit.id, added.name)),
    template: reader.template,
    choice: reader.choice,
  };
  return {
    ...added,
    edit: { type: 'batch', edits: [added.edit, ...wired(wire, model === layer.model, ownParameters)] },
  };
}

function wired(wire: Wire, isOfColumn: boolean, ownParameters: readonly string[]): SingleEdit[] {
  if (!isOfColumn) return [wireCell(wire)];
  const { parameter, mode } = wire.choice;
  const [column, ...cell] = wireColumn(wire);
  // Words of its own stay before the reference.
  const isKept = mode === 'append' && ownParameters.includes(parameter);
  return [...(column === undefined ? [] : [column]), ...(isKept ? [wireCell(wire)] : cell)];
}
