import { isRehearsal, rehearsalVersion, type AssetType } from '../artifact/index.ts';
import { LayerDependencyError, ModelNotFoundError, TelarError, type CellKey } from '../base/index.ts';
import type { MatrixCell } from '../matrix/index.ts';
import {
  acceptsAsset,
  estimatePrice,
  fileParametersOf,
  freePrice,
  nearestName,
  unknownPrice,
  validateParameters,
  withDefaults,
  type ModelTemplate,
  type TemplateCatalog,
} from '../template/index.ts';
import { checkExtension } from './conventional-path.ts';
import { checkFile } from './file-rules.ts';
import type { KnownState } from './known.ts';
import type { PlannedCell } from './plan.ts';
import { dependenciesOf, resolveParameters, type ResolveContext } from './resolve-parameters.ts';

/** A cell with everything that does not depend on other cells' fate, while its own is being decided. */
export interface Draft {
  cell: PlannedCell;
  template: ModelTemplate | null;
  fileParameters: ReadonlySet<string>;
  isLocked: boolean;
  isMuted: boolean;
  warnings: string[];
}

export interface DraftContext extends ResolveContext {
  templates: TemplateCatalog;
  known: KnownState;
  assetTypes: ReadonlyMap<CellKey, AssetType>;
  rehearse: boolean;
}

/** Resolves and checks one cell. What cannot be is the cell's failure; nothing is thrown for it. */
export function draftCell(cell: MatrixCell, context: DraftContext): Draft {
  const template = context.templates.get(cell.model) ?? null;
  const fileParameters = template === null ? new Set<string>() : fileParametersOf(template);
  const draft: Draft = {
    cell: emptyCell(cell, template, context),
    template,
    fileParameters,
    isLocked: cell.locked,
    isMuted: cell.muted,
    warnings: [],
  };
  const place = { unit: cell.unit.id, layer: cell.layer.name };
  try {
    if (template === null) throw unknownModel(cell, context.templates);
    checkOutput(cell, template);
    const resolved = resolveParameters(cell, fileParameters, context);
    draft.warnings.push(...resolved.warnings);
    draft.cell.parameters = withDefaults(template, resolved.parameters);
    draft.cell.inputs = resolved.inputs;
    draft.cell.late = resolved.late;
    draft.cell.dependsOn = dependenciesOf(resolved.inputs);
    draft.cell.price = priceOf(draft.cell, template);
    checkExtension(template, [...resolved.inputs.filter((input) => input.kind === 'cell'), ...resolved.late]);
    validateParameters(template, draft.cell.parameters, place, lateNames(draft.cell));
    checkInputs(draft.cell, template, context);
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    draft.cell.failure = { ...error.toJSON(), place: { ...place, ...error.place } };
  }
  return draft;
}

/** Names of the parameters that get their value when the cell starts. */
export function lateNames(cell: Pick<PlannedCell, 'late'>): Set<string> {
  return new Set(cell.late.map((each) => each.parameter));
}

/** Price of a cell with the parameters it has now. */
export function priceOf(cell: PlannedCell, template: ModelTemplate): PlannedCell['price'] {
  return estimatePrice(template, cell.parameters, lateNames(cell));
}

function emptyCell(cell: MatrixCell, template: ModelTemplate | null, context: DraftContext): PlannedCell {
  const path = context.pathOf(cell);
  const version = template?.version ?? '';
  return {
    key: cell.key,
    unit: cell.unit.id,
    unitIndex: cell.unitIndex,
    layerName: cell.layer.name,
    layerIndex: cell.layerIndex,
    assetType: cell.assetType,
    model: cell.model,
    provider: context.rehearse ? 'rehearsal' : (template?.provider ?? 'local'),
    templateVersion: context.rehearse ? rehearsalVersion(version) : version,
    parameters: cell.parameters,
    late: [],
    inputs: [],
    dependsOn: [],
    path,
    extension: path.split('.').at(-1) ?? '',
    parallel: cell.layer.parallel_inference,
    action: 'blocked',
    why: [],
    stale: false,
    price: template?.cost.kind === 'free' ? freePrice : unknownPrice,
    recipe: null,
    pickedTake: context.known.picks.get(cell.key)?.id ?? null,
    failure: context.known.problems?.get(cell.key) ?? null,
  };
}

function unknownModel(cell: MatrixCell, templates: TemplateCatalog): TelarError {
  const nearest = nearestName(cell.model, [...templates.keys()]);
  return new ModelNotFoundError('unknown-model', `There is no template for the model "${cell.model}".`, {
    hint: nearest === null ? 'Choose an installed model.' : `Did you mean "${nearest}"?`,
    values: { model: cell.model },
  });
}

function checkOutput(cell: MatrixCell, template: ModelTemplate): void {
  if (template.output.asset_type === cell.assetType) return;
  throw new LayerDependencyError(
    'wrong-asset-type',
    `${template.id} makes ${template.output.asset_type}, but the layer is of type ${cell.assetType}.`,
    { hint: 'Change the layer’s asset type or its model.', values: { model: template.id, assetType: cell.assetType } },
  );
}

/** A text or video on a parameter that wants a picture, or a document's own file that it may not use. */
function checkInputs(cell: PlannedCell, template: ModelTemplate, { known, assetTypes }: DraftContext): void {
  for (const input of cell.inputs) {
    const place = { parameter: input.parameter };
    if (input.kind === 'file') {
      checkFile(input.path, known, { template, place });
      continue;
    }
    const type = assetTypes.get(input.cell);
    if (input.use !== 'file' || type === undefined || acceptsAsset(template, input.parameter, type)) continue;
    throw new LayerDependencyError(
      'wrong-asset-type',
      `${input.cell} is ${type}, which "${input.parameter}" refuses.`,
      {
        hint: 'Reference a cell of another type.',
        place,
        values: { cell: input.cell, assetType: type },
      },
    );
  }
}

/**
 * Version to compare a take's recipe with. A real take does for a rehearsal too: nothing is rehearsed that is done. The
 * reverse does not hold.
 */
export function comparableVersion(draft: Draft, before: { templateVersion: string }): string {
  return isRehearsal(before) ? draft.cell.templateVersion : (draft.template?.version ?? draft.cell.templateVersion);
}
