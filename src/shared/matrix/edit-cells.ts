import type { JsonObject } from '../base/index.ts';
import type { CellOverride, MatrixDocument, Unit } from './document.ts';
import type { EditOf } from './edit-schema.ts';
import { mapLayer, mapUnit, requireLayer, withValue } from './find-in-document.ts';

/** Sets a parameter of one cell; a cell that was left out comes back. */
export function setCellParameter(matrix: MatrixDocument, edit: EditOf<'set-cell-parameter'>): MatrixDocument {
  requireLayer(matrix, edit.layer);
  return mapUnit(matrix, edit.unit, (unit) => {
    const override = unit.cells[edit.layer] ?? {};
    const parameters = withValue(override.parameters ?? {}, edit.parameter, edit.value);
    return { ...unit, cells: withOverride(unit.cells, edit.layer, withParameters(override, parameters)) };
  });
}

/** Sets a parameter of a whole column. */
export function setLayerParameter(matrix: MatrixDocument, edit: EditOf<'set-layer-parameter'>): MatrixDocument {
  return mapLayer(matrix, edit.layer, (layer) => ({
    ...layer,
    parameters: withValue(layer.parameters, edit.parameter, edit.value),
  }));
}

/** Replaces what a unit says about one cell. */
export function setCell(matrix: MatrixDocument, edit: EditOf<'set-cell'>): MatrixDocument {
  requireLayer(matrix, edit.layer);
  return mapUnit(matrix, edit.unit, (unit) => ({ ...unit, cells: withValue(unit.cells, edit.layer, edit.value) }));
}

/** An override that says nothing is removed. */
function withOverride(cells: Unit['cells'], layer: string, override: CellOverride): Unit['cells'] {
  return withValue(cells, layer, Object.keys(override).length === 0 ? undefined : override);
}

function withParameters(override: CellOverride, parameters: JsonObject): CellOverride {
  const { parameters: _replaced, ...rest } = override;
  return Object.keys(parameters).length === 0 ? rest : { ...rest, parameters };
}
