import { z } from 'zod';
import { assetType, recipe } from '../artifact/index.ts';
import { cellKey, failureData, jsonObject, layerName, takeId, unitId } from '../base/index.ts';
import { price, providerId } from '../template/index.ts';
import { lateParameter } from './late.ts';

/** Which cells a plan covers. It never widens by itself, except where the scope says so (`to-cell`, `from-cell`). */
export const planScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('layer'), layer: layerName }),
  z.strictObject({ kind: z.literal('unit'), unit: unitId }),
  /** Everything but these layers and units: what is added to the document later is part of it. */
  z.strictObject({
    kind: z.literal('without'),
    layers: z.array(layerName).max(10_000),
    units: z.array(unitId).max(10_000),
  }),
  z.strictObject({ kind: z.literal('cells'), cells: z.array(cellKey).max(10_000) }),
  z.strictObject({ kind: z.literal('to-cell'), cell: cellKey }),
  z.strictObject({ kind: z.literal('from-cell'), cell: cellKey }),
  /** Cells whose take is out of date, also because of another cell's. */
  z.strictObject({ kind: z.literal('stale') }),
  /** Cells that failed last time, and what they hold up. */
  z.strictObject({ kind: z.literal('failed') }),
]);
export type PlanScope = z.output<typeof planScope>;

/** What happens to existing takes: redo only missing and stale ones, keep every file, or redo all. */
export const overwriteRule = z.enum(['stale', 'never', 'always']);
export type OverwriteRule = z.output<typeof overwriteRule>;

/** Why a cell will or will not run. */
export const planReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no-take') }),
  z.object({ kind: z.literal('parameter-changed'), parameter: z.string() }),
  z.object({ kind: z.literal('model-changed') }),
  z.object({ kind: z.literal('template-changed') }),
  z.object({ kind: z.literal('input-changed'), parameter: z.string() }),
  z.object({ kind: z.literal('upstream-changed'), cell: cellKey }),
  /** So far there is only the placeholder of a rehearsal. */
  z.object({ kind: z.literal('rehearsed') }),
  /** The provider has the result, or will have it: it is only fetched. */
  z.object({ kind: z.literal('already-paid') }),
  z.object({ kind: z.literal('forced') }),
  z.object({ kind: z.literal('up-to-date') }),
  z.object({ kind: z.literal('adopted-file') }),
  z.object({ kind: z.literal('kept') }),
  z.object({ kind: z.literal('locked') }),
  /** A run over many cells passes over it. */
  z.object({ kind: z.literal('muted') }),
  /** Nothing changed here, but a cell above is stale and not part of this run. */
  z.object({ kind: z.literal('upstream-outdated'), cell: cellKey }),
  z.object({ kind: z.literal('failure') }),
  z.object({ kind: z.literal('upstream-blocked'), cell: cellKey }),
]);
export type PlanReason = z.output<typeof planReason>;

/**
 * What a cell needs of others. `parameter` is the top-level name; inputs of one parameter stand in the order of its values.
 * `use` says what a reference to a cell counts for: its `file` is the value, its `url` stands in a text, a `value` such as
 * its width is read, or a path in a text only puts the cells in `order`. Paths are relative to the document's folder.
 */
export const cellInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cell'),
    parameter: z.string(),
    cell: cellKey,
    use: z.enum(['file', 'url', 'value', 'order']),
    /** The reference as it is written. */
    placeholder: z.string(),
  }),
  z.object({ kind: z.literal('file'), parameter: z.string(), path: z.string() }),
]);
export type CellInput = z.output<typeof cellInput>;

export const plannedCell = z.object({
  key: cellKey,
  unit: unitId,
  unitIndex: z.int(),
  layerName,
  layerIndex: z.int(),
  assetType,
  model: z.string(),
  provider: providerId,
  templateVersion: z.string(),
  /** Resolved; file inputs as paths relative to the document's folder, late values as their placeholders. */
  parameters: jsonObject,
  /** Parameters that get their value when the cell starts. */
  late: z.array(lateParameter),
  inputs: z.array(cellInput),
  dependsOn: z.array(cellKey),
  /** Conventional file, relative to the document's folder. */
  path: z.string(),
  extension: z.string(),
  /** False: cells of this layer run one at a time in unit order. */
  parallel: z.boolean(),
  action: z.enum(['run', 'skip', 'blocked']),
  why: z.array(planReason),
  /** The picked take's recipe differs from the cell's present one. */
  stale: z.boolean(),
  price,
  /** Null while an input's content is not known yet. */
  recipe: recipe.nullable(),
  pickedTake: takeId.nullable(),
  failure: failureData.nullable(),
});
export type PlannedCell = z.output<typeof plannedCell>;

/** Cells resolved into a DAG with names, order, prices and reasons. The scheduler reads this and never the matrix. */
export const runPlan = z.object({
  cells: z.array(plannedCell),
  totals: z.object({ run: z.int(), skip: z.int(), blocked: z.int(), price }),
  warnings: z.array(z.string()),
  maxThreads: z.int().min(1).nullable(),
  onError: z.enum(['stop', 'continue']),
  /** Placeholder media are made in the place of the models' and nothing is charged; the prices are the real ones. */
  rehearsal: z.boolean(),
});
export type RunPlan = z.output<typeof runPlan>;
