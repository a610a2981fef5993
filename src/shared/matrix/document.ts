import { z } from 'zod';
import { assetType } from '../artifact/index.ts';
import { jsonObject, layerName, unitId } from '../base/index.ts';

/** Newest version of the native document this program reads and writes. */
export const documentVersion = 1;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const variables = z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), scalar);
const modelId = z.string().min(1).max(200);

/** A column: defaults of all its cells. A name is not all digits, so that `layers.2` is always an index. */
export const layer = z.looseObject({
  name: layerName.refine((name) => !/^\d+$/.test(name), 'A layer name must not be all digits'),
  title: z.string().max(200).optional(),
  asset_type: assetType,
  model: modelId,
  parameters: jsonObject.default({}),
  parallel_inference: z.boolean().default(true),
  locked: z.boolean().optional(),
});
export type Layer = z.output<typeof layer>;

/** What a unit changes in its cell of a layer; parameters are merged by name. */
export const cellOverride = z.looseObject({
  asset_type: assetType.optional(),
  model: modelId.optional(),
  parameters: jsonObject.optional(),
  locked: z.boolean().optional(),
});
export type CellOverride = z.output<typeof cellOverride>;

/** A row. `null` in `cells` leaves the cell of that layer out. */
export const unit = z.looseObject({
  id: unitId,
  title: z.string().max(200).optional(),
  vars: variables.default({}),
  cells: z.record(layerName, cellOverride.nullable()).default({}),
});
export type Unit = z.output<typeof unit>;

const nodePosition = z.strictObject({ x: z.number(), y: z.number() });
export type NodePosition = z.output<typeof nodePosition>;

/** The document (SPEC §2). Unknown keys are kept on save; `view` is never read by the engine. */
export const matrixDocument = z.looseObject({
  telar: z.literal(documentVersion),
  title: z.string().max(200).optional(),
  output_dir: z.string().min(1).max(240).optional(),
  vars: variables.optional(),
  settings: z
    .looseObject({
      strict: z.boolean().optional(),
      max_threads: z.int().min(1).max(64).optional(),
      on_error: z.enum(['stop', 'continue']).optional(),
      budget_usd: z.number().min(0).optional(),
    })
    .optional(),
  layers: z.array(layer).max(200),
  units: z.array(unit).max(10_000),
  view: z.looseObject({ positions: z.record(z.string(), nodePosition).optional() }).optional(),
});
export type MatrixDocument = z.output<typeof matrixDocument>;

export const defaultOutputDir = 'outputs';
