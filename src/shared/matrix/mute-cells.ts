import type { CellKey } from '../base/index.ts';
import { listCells } from './cells.ts';
import type { CellOverride, MatrixDocument } from './document.ts';
import type { SingleEdit } from './edit-schema.ts';

/** Edits that mute or unmute cells; those that are so already are left alone. What a column says is kept where it does. */
export function muteCells(matrix: MatrixDocument, keys: ReadonlySet<CellKey>, muted: boolean): SingleEdit[] {
  return listCells(matrix)
    .filter((cell) => keys.has(cell.key) && cell.muted !== muted)
    .map(({ unit, layer }) => {
      const { muted: _old, ...rest } = unit.cells[layer.name] ?? {};
      const value: CellOverride = (layer.muted ?? false) === muted ? rest : { ...rest, muted };
      const isEmpty = Object.keys(value).length === 0;
      return { type: 'set-cell', unit: unit.id, layer: layer.name, ...(isEmpty ? {} : { value }) };
    });
}
