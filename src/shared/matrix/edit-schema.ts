import { z } from 'zod';
import { assetType } from '../artifact/index.ts';
import { jsonValue, layerName, unitId } from '../base/index.ts';
import { cellOverride, documentParts, layer, nodePosition, unit, viewParts } from './document.ts';

const parameter = z.string().min(1).max(100);
/** Position in a list; one past the end means the end. */
const index = z.int().min(0);

/** The edits of one thing each. An absent `value` removes the value; in `changes`, null does and absent leaves it. */
const singleEdit = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('set-cell-parameter'),
    unit: unitId,
    layer: layerName,
    parameter,
    value: jsonValue.optional(),
  }),
  z.strictObject({ type: z.literal('set-layer-parameter'), layer: layerName, parameter, value: jsonValue.optional() }),
  z.strictObject({
    type: z.literal('set-unit-variable'),
    unit: unitId,
    name: documentParts.variableName,
    value: documentParts.variableValue.optional(),
  }),
  z.strictObject({
    type: z.literal('set-node-position'),
    node: z.string().min(1).max(140),
    value: nodePosition.optional(),
  }),
  z.strictObject({ type: z.literal('set-title'), value: documentParts.title.optional() }),
  z.strictObject({
    type: z.literal('insert-layer'),
    index,
    layer,
    /** Cells of the new layer by unit id. */
    cells: z.record(unitId, cellOverride.nullable()).optional(),
  }),
  z.strictObject({ type: z.literal('remove-layer'), layer: layerName }),
  /** `index` is where the layer stands afterwards. */
  z.strictObject({ type: z.literal('move-layer'), layer: layerName, index }),
  z.strictObject({
    type: z.literal('set-layer'),
    layer: layerName,
    changes: z.strictObject({
      title: documentParts.title.nullish(),
      asset_type: assetType.optional(),
      model: documentParts.modelId.optional(),
      parallel_inference: documentParts.parallelInference.optional(),
      locked: documentParts.locked.nullish(),
      muted: documentParts.muted.nullish(),
    }),
  }),
  z.strictObject({ type: z.literal('insert-unit'), index, unit }),
  z.strictObject({ type: z.literal('remove-unit'), unit: unitId }),
  /** `index` is where the unit stands afterwards. */
  z.strictObject({ type: z.literal('move-unit'), unit: unitId, index }),
  z.strictObject({
    type: z.literal('set-unit'),
    unit: unitId,
    changes: z.strictObject({ title: documentParts.title.nullish(), vars: documentParts.variables.optional() }),
  }),
  z.strictObject({
    type: z.literal('set-cell'),
    unit: unitId,
    layer: layerName,
    /** Null leaves the cell out; absent, it is all column defaults. */
    value: cellOverride.nullable().optional(),
  }),
  z.discriminatedUnion('field', [
    z.strictObject({
      type: z.literal('set-document'),
      field: z.literal('output_dir'),
      value: documentParts.outputDir.optional(),
    }),
    z.strictObject({
      type: z.literal('set-document'),
      field: z.literal('vars'),
      value: documentParts.variables.optional(),
    }),
    z.strictObject({
      type: z.literal('set-document'),
      field: z.literal('settings'),
      value: documentParts.settings.optional(),
    }),
  ]),
  z.discriminatedUnion('field', [
    z.strictObject({ type: z.literal('set-view'), field: z.literal('lanes'), value: viewParts.lanes.optional() }),
    z.strictObject({
      type: z.literal('set-view'),
      field: z.literal('collapsed'),
      value: viewParts.collapsed.optional(),
    }),
    z.strictObject({ type: z.literal('set-view'), field: z.literal('groups'), value: viewParts.groups.optional() }),
    z.strictObject({ type: z.literal('set-view'), field: z.literal('table'), value: viewParts.table.optional() }),
  ]),
]);
export type SingleEdit = z.output<typeof singleEdit>;
export type EditOf<T extends SingleEdit['type']> = Extract<SingleEdit, { type: T }>;

/** Everything that can be done to a document; a batch counts as one edit and happens whole or not at all. */
export const matrixEdit = z.discriminatedUnion('type', [
  singleEdit,
  z.strictObject({ type: z.literal('batch'), edits: z.array(singleEdit).max(20_000) }),
]);
export type MatrixEdit = z.output<typeof matrixEdit>;
