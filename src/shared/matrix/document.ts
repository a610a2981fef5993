import { z } from 'zod';
import { assetType } from '../artifact/index.ts';
import { cellKey, jsonObject, layerName, unitId } from '../base/index.ts';

/** Newest version of the native document this program reads and writes. */
export const documentVersion = 1;

const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);
const variableValue = z.union([z.string(), z.number(), z.boolean()]);
const variables = z.record(variableName, variableValue);
const modelId = z.string().min(1).max(200);
const title = z.string().max(200);

/** Parts of the document that edits change one by one. */
export const documentParts = {
  variableName,
  variableValue,
  variables: variables.describe(
    'Values that placeholders name: {{vars.NAME}} in a document, {{unit.vars.NAME}} in a unit',
  ),
  modelId: modelId.describe('Id of a model template, such as local/telar-mini'),
  title: title.describe('Name for people; never part of a file name or a recipe'),
  outputDir: z.string().min(1).max(240).describe('Folder of the results, relative to the document; default "outputs"'),
  locked: z.boolean().describe('Keeps what is there: a locked cell is never made again'),
  muted: z.boolean().describe('Runs over many cells pass over it; what reads it uses the take it has'),
  parallelInference: z.boolean().describe('false: one cell at a time, in the order of the units'),
  settings: z
    .looseObject({
      strict: z.boolean().optional().describe('false: a reference that cannot be resolved is dropped with a warning'),
      max_threads: z.int().min(1).max(64).optional().describe('Most cells that run at the same time'),
      on_error: z.enum(['stop', 'continue']).optional().describe('What a failed cell does to the others'),
      budget_usd: z.number().min(0).optional().describe('A run that may cost more than this is refused'),
    })
    .describe('How runs of this document behave'),
};

/** A column: defaults of all its cells. A name is not all digits, so that `layers.2` is always an index. */
export const layer = z.looseObject({
  name: layerName
    .regex(/^(?!\d+$)/, 'A layer name must not be all digits')
    .describe('Unique name of the column, for references such as {{layers.NAME.path}}'),
  title: documentParts.title.optional(),
  asset_type: assetType.describe('What the cells of this layer make'),
  model: documentParts.modelId,
  parameters: jsonObject.default({}).describe('Parameters of all cells, by the provider’s own names'),
  parallel_inference: documentParts.parallelInference.default(true),
  locked: documentParts.locked.optional(),
  muted: documentParts.muted.optional(),
});
export type Layer = z.output<typeof layer>;

/** What a unit changes in its cell of a layer; parameters are merged by name. */
export const cellOverride = z.looseObject({
  asset_type: assetType.optional(),
  model: documentParts.modelId.optional(),
  parameters: jsonObject
    .optional()
    .describe('Merged by name over the parameters of the layer; a seed of null is drawn for each take'),
  locked: documentParts.locked.optional(),
  muted: documentParts.muted.optional(),
});
export type CellOverride = z.output<typeof cellOverride>;

/** A row. `null` in `cells` leaves the cell of that layer out. */
export const unit = z.looseObject({
  id: unitId.describe('Unique id of the row; part of the names of its files'),
  title: documentParts.title.optional(),
  vars: documentParts.variables.default({}),
  cells: z
    .record(layerName, cellOverride.nullable())
    .default({})
    .describe('What this row changes, by layer name; null leaves the cell out'),
});
export type Unit = z.output<typeof unit>;

export const nodePosition = z.strictObject({ x: z.number(), y: z.number() });
export type NodePosition = z.output<typeof nodePosition>;

/** Colours of groups; the theme says what they look like. */
export const groupColors = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const;

/** Cells that belong together on the canvas: a frame around them with a name. */
export const cellGroup = z.strictObject({
  id: z.string().min(1).max(64),
  name: documentParts.title,
  color: z.enum(groupColors),
  cells: z.array(cellKey).max(10_000).describe('Keys of cells, UNIT/LAYER; one that no longer exists is left alone'),
});
export type CellGroup = z.output<typeof cellGroup>;

/** How the document is looked at. Parts that edits change one by one. */
export const viewParts = {
  lanes: z.enum(['unit', 'layer']).describe('What a lane of the graph is; default "unit"'),
  collapsed: z.array(z.string().min(1).max(140)).max(10_200).describe('Lanes that are folded: unit ids or layer names'),
  groups: z.array(cellGroup).max(500).describe('Frames around cells'),
  table: z
    .looseObject({
      widths: z.record(z.string(), z.number().min(40).max(2_000)).optional().describe('Widths of columns in pixels'),
      variables: z
        .array(variableName)
        .max(1_000)
        .optional()
        .describe('Order of the columns of variables; others follow as they are first met'),
      frozen: z.int().min(0).max(50).optional().describe('Columns after the unit that stay in sight'),
    })
    .describe('The table view'),
};

/** The document (SPEC §2). Unknown keys are kept on save; `view` is never read by the engine. */
export const matrixDocument = z.looseObject({
  $schema: z.string().optional().describe('Address of the JSON Schema, for editors; kept as it is'),
  telar: z.literal(documentVersion).describe('Version of the format'),
  title: documentParts.title.optional(),
  output_dir: documentParts.outputDir.optional(),
  vars: documentParts.variables.optional(),
  settings: documentParts.settings.optional(),
  layers: z.array(layer).max(200).describe('Columns, in order'),
  units: z.array(unit).max(10_000).describe('Rows, in order'),
  view: z
    .looseObject({
      positions: z.record(z.string(), nodePosition).optional(),
      lanes: viewParts.lanes.optional(),
      collapsed: viewParts.collapsed.optional(),
      groups: viewParts.groups.optional(),
      table: viewParts.table.optional(),
    })
    .optional()
    .describe('Where nodes stand; never read by the engine'),
});
export type MatrixDocument = z.output<typeof matrixDocument>;

export const defaultOutputDir = 'outputs';

/** A document without layers and units. */
export function emptyDocument(title?: string): MatrixDocument {
  return { telar: documentVersion, ...(title === undefined ? {} : { title }), layers: [], units: [] };
}
