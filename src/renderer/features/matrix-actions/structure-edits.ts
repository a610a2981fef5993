import type { CellKey, LayerName, UnitId } from '../../../shared/base/index.ts';
import {
  freeLayerName,
  freeUnitId,
  freeUnitTitle,
  type CellOverride,
  type Layer,
  type MatrixDocument,
  type SingleEdit,
  type Unit,
} from '../../../shared/matrix/index.ts';

/** An edit together with the name of what it makes. */
export interface Made<Name> {
  edit: SingleEdit;
  name: Name;
}

/** A new unit behind another one, or at the end. It is called on from that one, and has its variables, empty. */
export function newUnit(matrix: MatrixDocument, after?: string): Made<UnitId> {
  const at = after === undefined ? matrix.units.length - 1 : matrix.units.findIndex(({ id }) => id === after);
  const model = matrix.units[at];
  const id = freeUnitId(matrix, model?.id);
  const title = model?.title === undefined ? {} : { title: freeUnitTitle(matrix, model.title) };
  const unit: Unit = { id, ...title, vars: emptied(model?.vars ?? {}), cells: {} };
  return { edit: { type: 'insert-unit', index: at + 1, unit }, name: id };
}

/** Texts become empty, so that the new row asks for them; numbers and booleans have no empty form and stay. */
function emptied(vars: Unit['vars']): Unit['vars'] {
  return Object.fromEntries(
    Object.entries(vars).map(([name, value]) => [name, typeof value === 'string' ? '' : value]),
  );
}

/** A copy of a unit right behind it, with its variables and everything its cells change. */
export function unitCopy(matrix: MatrixDocument, unit: string): Made<UnitId> | null {
  const index = matrix.units.findIndex(({ id }) => id === unit);
  const model = matrix.units[index];
  if (model === undefined) return null;
  const id = freeUnitId(matrix, model.id);
  const title = model.title === undefined ? {} : { title: freeUnitTitle(matrix, model.title) };
  return { edit: { type: 'insert-unit', index: index + 1, unit: { ...model, ...title, id } }, name: id };
}

/** A copy of a layer right behind it, with what units change in its cells. */
export function layerCopy(matrix: MatrixDocument, layer: string): Made<LayerName> | null {
  const index = matrix.layers.findIndex(({ name }) => name === layer);
  const model = matrix.layers[index];
  if (model === undefined) return null;
  const name = freeLayerName(matrix, model.name);
  const cells = matrix.units.flatMap((unit): [UnitId, CellOverride | null][] => {
    const override = unit.cells[model.name];
    return override === undefined ? [] : [[unit.id, override]];
  });
  const edit: SingleEdit = {
    type: 'insert-layer',
    index: index + 1,
    layer: { ...model, name },
    cells: Object.fromEntries(cells),
  };
  return { edit, name };
}

/** Sets what each of these cells says about itself. */
export function cellEdits(
  matrix: MatrixDocument,
  cells: Iterable<CellKey>,
  change: (present: CellOverride | null | undefined, layer: Layer) => CellOverride | null | undefined,
): SingleEdit[] {
  const units = new Map<string, Unit>(matrix.units.map((unit) => [unit.id, unit]));
  const layers = new Map<string, Layer>(matrix.layers.map((layer) => [layer.name, layer]));
  return [...cells].flatMap((key): SingleEdit[] => {
    const [unitId = '', layerName = ''] = key.split('/');
    const unit = units.get(unitId);
    const layer = layers.get(layerName);
    if (unit === undefined || layer === undefined) return [];
    const present = unit.cells[layer.name];
    const value = change(present, layer);
    if (value === present) return [];
    return [{ type: 'set-cell', unit: unit.id, layer: layer.name, ...(value === undefined ? {} : { value }) }];
  });
}

/** What a cell says with its lock set; a lock that equals its column's is not said. */
export function withLock(
  present: CellOverride | null | undefined,
  layer: Layer,
  locked: boolean,
): CellOverride | null | undefined {
  // A cell that is left out has nothing to lock.
  if (present === null || (present?.locked ?? layer.locked ?? false) === locked) return present;
  const { locked: _old, ...rest } = present ?? {};
  const value = (layer.locked ?? false) === locked ? rest : { ...rest, locked };
  return Object.keys(value).length === 0 ? undefined : value;
}
