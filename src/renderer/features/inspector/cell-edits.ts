import type { CellOverride, MatrixCell, MatrixEdit, SingleEdit } from '../../../shared/matrix/index.ts';

/** A switch that a cell has of its column, and can set for itself. */
export type CellSwitch = 'locked' | 'muted';

/** Sets a switch of cells; one that the column has like this anyway is not written. */
export function switchCells(cells: readonly MatrixCell[], name: CellSwitch, isOn: boolean): MatrixEdit {
  return {
    type: 'batch',
    edits: cells
      .filter((cell) => cell[name] !== isOn)
      .map((cell) => {
        const { [name]: _old, ...rest }: CellOverride = cell.unit.cells[cell.layer.name] ?? {};
        const isColumns = (cell.layer[name] ?? false) === isOn;
        return setCell(cell, isColumns ? rest : { ...rest, [name]: isOn });
      }),
  };
}

/** Takes cells out of the matrix; their takes stay, and come back with them. */
export function leaveOut(cells: readonly MatrixCell[]): MatrixEdit {
  return {
    type: 'batch',
    edits: cells.map(({ unit, layer }): SingleEdit => ({
      type: 'set-cell',
      unit: unit.id,
      layer: layer.name,
      value: null,
    })),
  };
}

function setCell({ unit, layer }: MatrixCell, override: CellOverride): SingleEdit {
  const address = { type: 'set-cell', unit: unit.id, layer: layer.name } as const;
  return Object.keys(override).length === 0 ? address : { ...address, value: override };
}
