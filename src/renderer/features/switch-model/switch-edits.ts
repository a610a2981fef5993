import { canonicalJson, type JsonObject } from '../../../shared/base/index.ts';
import { listCells, type MatrixDocument, type MatrixEdit } from '../../../shared/matrix/index.ts';
import {
  parameterSchemas,
  sumPrices,
  switchModel,
  type AddedParameter,
  type DroppedParameter,
  type KeptParameter,
  type ModelTemplate,
  type Price,
} from '../../../shared/template/index.ts';

/** A layer as a whole, or its cell of one unit. */
export interface SwitchTarget {
  layer: string;
  /** Null: the whole layer. */
  unit: string | null;
}

/** What changing the model of a layer or a cell does. */
export interface SwitchPlan {
  /** One edit, undone at once; null where this cannot be done for the cell alone. */
  edit: MatrixEdit | null;
  /** Parameters of the layer that keep a single cell from changing: it cannot do without them. */
  inTheWay: string[];
  kept: KeptParameter[];
  dropped: DroppedParameter[];
  added: AddedParameter[];
  priceBefore: Price;
  priceAfter: Price;
}

export interface SwitchModels {
  from: ModelTemplate;
  to: ModelTemplate;
}

/** Works out how a layer or a cell changes to another model, and what that does to its parameters and price. */
export function planSwitch(matrix: MatrixDocument, target: SwitchTarget, models: SwitchModels): SwitchPlan | null {
  return target.unit === null
    ? planLayer(matrix, target.layer, models)
    : planCell(matrix, target.layer, target.unit, models);
}

function planLayer(matrix: MatrixDocument, name: string, { from, to }: SwitchModels): SwitchPlan | null {
  const layer = matrix.layers.find((each) => each.name === name);
  if (layer === undefined) return null;
  const edits: Extract<MatrixEdit, { type: 'batch' }>['edits'] = [
    { type: 'set-layer', layer: layer.name, changes: { model: to.id } },
  ];
  const switched = switchModel(layer.parameters, from, to);
  for (const { parameter, value } of differences(layer.parameters, switched.parameters)) {
    edits.push({
      type: 'set-layer-parameter',
      layer: layer.name,
      parameter,
      ...(value === undefined ? {} : { value }),
    });
  }
  const own = matrix.units.flatMap((unit) => {
    const override = unit.cells[layer.name];
    // A cell with a model of its own does not follow its layer.
    if (override === undefined || override === null || override.model !== undefined) return [];
    const before = withoutDrawnSeed(override.parameters ?? {}, to);
    const cell = switchModel(before, from, to);
    for (const { parameter, value } of differences(before, cell.parameters)) {
      const place = { unit: unit.id, layer: layer.name, parameter };
      edits.push({ type: 'set-cell-parameter', ...place, ...(value === undefined ? {} : { value }) });
    }
    return [cell];
  });
  const cells = listCells(matrix).filter((cell) => cell.layer.name === name && cell.model === layer.model);
  const wholes = cells.map((cell) => switchModel(cell.parameters, from, to));
  const filled = new Set(own.flatMap(({ kept }) => kept.map((each) => each.to)));
  return {
    edit: { type: 'batch', edits },
    inTheWay: [],
    kept: uniqueBy(
      [...switched.kept, ...own.flatMap(({ kept }) => kept)],
      ({ from: name, to: next }) => `${name} ${next}`,
    ),
    dropped: uniqueBy([...switched.dropped, ...own.flatMap(({ dropped }) => dropped)], (each) => each.name),
    added: switched.added.filter((each) => !filled.has(each.name)),
    priceBefore: sumPrices(wholes.map((each) => each.priceBefore)),
    priceAfter: sumPrices(wholes.map((each) => each.priceAfter)),
  };
}

function planCell(matrix: MatrixDocument, layer: string, unit: string, { from, to }: SwitchModels): SwitchPlan | null {
  const cell = listCells(matrix).find((each) => each.layer.name === layer && each.unit.id === unit);
  if (cell === undefined) return null;
  const switched = switchModel(withoutDrawnSeed(cell.parameters, to), from, to);
  const schemas = parameterSchemas(to);
  const inTheWay = Object.keys(cell.layer.parameters).filter((name) => !Object.hasOwn(schemas, name));
  // What the layer says alike need not be said again.
  const own = Object.entries(switched.parameters).filter(
    ([name, value]) =>
      cell.layer.parameters[name] === undefined || canonicalJson(cell.layer.parameters[name]) !== canonicalJson(value),
  );
  const { parameters, ...override } = cell.unit.cells[cell.layer.name] ?? {};
  // A seed that the cell leaves to the model stays so under the next one.
  if (parameters?.seed === null && schemas.seed !== undefined) own.push(['seed', null]);
  const value = { ...override, model: to.id, ...(own.length === 0 ? {} : { parameters: Object.fromEntries(own) }) };
  const edit: MatrixEdit = { type: 'set-cell', unit: cell.unit.id, layer: cell.layer.name, value };
  const { kept, dropped, added, priceBefore, priceAfter } = switched;
  return { edit: inTheWay.length === 0 ? edit : null, inTheWay, kept, dropped, added, priceBefore, priceAfter };
}

/** A seed that a cell leaves to the model is no value to be carried over: it stays where the next model has seeds too. */
function withoutDrawnSeed(parameters: JsonObject, to: ModelTemplate): JsonObject {
  if (parameters.seed !== null || parameterSchemas(to).seed === undefined) return parameters;
  const { seed: _drawn, ...rest } = parameters;
  return rest;
}

/** Parameters that are set, changed or (without a value) removed between two states. */
function differences(
  before: JsonObject,
  after: JsonObject,
): { parameter: string; value: JsonObject[string] | undefined }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((parameter) => ({ parameter, value: after[parameter] }))
    .filter(({ parameter, value }) => {
      const old = before[parameter];
      if (old === undefined || value === undefined) return old !== value;
      return canonicalJson(old) !== canonicalJson(value);
    });
}

function uniqueBy<T>(list: readonly T[], keyOf: (each: T) => string): T[] {
  return [...new Map(list.map((each) => [keyOf(each), each])).values()];
}
