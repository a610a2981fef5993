import { z } from 'zod';
import type { Node } from 'jsonc-parser';
import { assetType } from '../artifact/index.ts';
import { canonicalJson, jsonObject, unitId, type JsonObject, type JsonValue } from '../base/index.ts';
import { entriesOf, valueOfNode, type SourceTree } from './syntax-tree.ts';

/** One cell of the plain form: everything is said in place, there are no columns. */
const dictCell = z.looseObject({
  model: z.string().min(1).max(200),
  asset_type: assetType,
  parameters: jsonObject.default({}),
  parallel_inference: z.boolean().optional(),
});
type DictCell = z.output<typeof dictCell>;

/** The plain form as an ordered value. */
export const layersDictDocument = z.object({
  units: z.array(z.strictObject({ id: unitId, cells: z.array(dictCell).max(200) })).max(10_000),
});
type DictUnit = z.output<typeof layersDictDocument>['units'][number];

/** Whether a text is the plain form: an object without `telar` whose every value is an array. */
export function isLayersDict(root: Node): boolean {
  if (root.type !== 'object') return false;
  const entries = entriesOf(root);
  const keys = new Set(entries.map(([key]) => key));
  // A native document that lost its `telar` is told so, instead of taking its lists for two units.
  if (keys.has('telar') || (keys.has('layers') && keys.has('units'))) return false;
  return entries.length > 0 && entries.every(([, value]) => value.type === 'array');
}

/**
 * The plain form as an ordered value, the oldest version of a document: `{ telar: 0, units: [{ id, cells }] }`. Unit
 * order is that of the text, also for ids like "10" and "2", which an object would sort.
 */
export function layersDictValue(source: SourceTree): JsonObject {
  return {
    telar: 0,
    units: entriesOf(source.root).map(([id, cells]) => ({ id, cells: valueOfNode(cells) as JsonValue })),
  };
}

/** Path in the source text of a path in the ordered value. */
export function layersDictPath(source: SourceTree, path: readonly PropertyKey[]): PropertyKey[] {
  const [list, index, field, ...rest] = path;
  const id = list === 'units' ? entriesOf(source.root)[Number(index)]?.[0] : undefined;
  if (id === undefined) return [];
  return field === 'cells' ? [id, ...rest] : [id];
}

/**
 * Native form, version 1, of the ordered value. Layers are called `layer0`, `layer1`, …; what all units agree on at an
 * index becomes the column's default, the rest an override, so that every cell is what it was. A parameter is a default
 * only where every unit has it with this value: overrides are merged by name and could not take it away again. A layer
 * runs one cell at a time if any unit says `parallel_inference: false` there: the native form says it per column.
 */
export function layersDictToNative(units: readonly DictUnit[]): JsonObject {
  const width = Math.max(0, ...units.map((unit) => unit.cells.length));
  const columns = Array.from({ length: width }, (_, index) =>
    columnOf(
      units.flatMap((unit) => unit.cells[index] ?? []),
      index,
    ),
  );
  return {
    telar: 1,
    layers: columns.map(({ name, defaults, parallel }) => ({ name, ...defaults, parallel_inference: parallel })),
    units: units.map((unit) => ({
      id: unit.id,
      cells: Object.fromEntries(
        columns.flatMap((column, index): [string, JsonValue][] => {
          const cell = unit.cells[index];
          if (cell === undefined) return [[column.name, null]];
          const override = overrideOf(cell, column.defaults);
          return Object.keys(override).length === 0 ? [] : [[column.name, override]];
        }),
      ),
    })),
  };
}

interface Column {
  name: string;
  parallel: boolean;
  defaults: { asset_type: string; model: string; parameters: JsonObject };
}

function columnOf(cells: readonly DictCell[], index: number): Column {
  const [first, ...others] = cells;
  if (first === undefined) throw new Error('a column has at least one cell');
  const agreed = Object.entries(first.parameters).filter(([name, value]) =>
    others.every(({ parameters }) => Object.hasOwn(parameters, name) && isEqual(parameters[name], value)),
  );
  return {
    name: `layer${index}`,
    parallel: cells.every((cell) => cell.parallel_inference !== false),
    defaults: { asset_type: first.asset_type, model: first.model, parameters: Object.fromEntries(agreed) },
  };
}

/** What a cell says beyond its column. Keys that Telar does not know stay with the cell. */
function overrideOf(cell: DictCell, defaults: Column['defaults']): JsonObject {
  const { asset_type, model, parameters, parallel_inference: _ofTheColumn, ...unknown } = cell;
  const own = Object.entries(parameters).filter(([name]) => !Object.hasOwn(defaults.parameters, name));
  return {
    ...(asset_type === defaults.asset_type ? {} : { asset_type }),
    ...(model === defaults.model ? {} : { model }),
    ...(own.length === 0 ? {} : { parameters: Object.fromEntries(own) }),
    ...(unknown as JsonObject),
  };
}

function isEqual(a: JsonValue | undefined, b: JsonValue): boolean {
  return a !== undefined && canonicalJson(a) === canonicalJson(b);
}
