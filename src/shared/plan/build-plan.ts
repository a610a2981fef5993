import type { AssetType } from '../artifact/index.ts';
import {
  LayerDependencyError,
  microUsd,
  ModelNotFoundError,
  sumMicroUsd,
  TelarError,
  type CellKey,
} from '../base/index.ts';
import { defaultOutputDir, type MatrixCell, type MatrixDocument } from '../matrix/index.ts';
import {
  estimatePrice,
  isFileParameter,
  nearestName,
  outputExtension,
  validateParameters,
  withDefaults,
  type ModelTemplate,
  type TemplateCatalog,
} from '../template/index.ts';
import { decideAll, type Draft } from './decide.ts';
import type { KnownState } from './known.ts';
import type { CellInput, OverwriteRule, PlannedCell, PlanScope, RunPlan } from './plan.ts';
import { indexCells } from './references.ts';
import { dependenciesOf, resolveParameters } from './resolve-parameters.ts';
import { cellsInScope } from './scope.ts';

export interface PlanOptions {
  scope: PlanScope;
  overwrite: OverwriteRule;
}

/**
 * Turns a document into a plan: resolved parameters, order, predicted names, prices and the reason for each cell. Pure: no
 * file is read and no request made; what is known of takes and files comes in `known`.
 * Cells stand in document order. A cell that cannot run is `blocked` with its failure; nothing is thrown for it.
 */
export function buildPlan(
  matrix: MatrixDocument,
  templates: TemplateCatalog,
  known: KnownState,
  options: PlanOptions,
): RunPlan {
  const index = indexCells(matrix);
  const warnings: string[] = [];
  const pathOf = (cell: MatrixCell): string => conventionalPath(matrix, cell, templates);
  const context = { matrix, cells: index, pathOf, known, strict: matrix.settings?.strict ?? true };
  const assetTypes = new Map(index.cells.map((cell) => [cell.key, cell.assetType]));
  const drafts = index.cells.map((cell) => {
    const template = templates.get(cell.model) ?? null;
    const draft = draftCell(cell, template, pathOf(cell));
    draft.cell.failure = known.problems?.get(cell.key) ?? null;
    try {
      if (template === null) throw unknownModel(cell, templates);
      checkOutput(cell, template);
      const resolved = resolveParameters(cell, context);
      warnings.push(...resolved.warnings);
      draft.cell.parameters = withDefaults(template, resolved.parameters);
      draft.cell.inputs = [...resolved.inputs, ...fileInputs(draft, resolved.inputs)];
      draft.cell.dependsOn = dependenciesOf(draft.cell.inputs);
      validateParameters(template, draft.cell.parameters, { unit: cell.unit.id, layer: cell.layer.name });
      checkInputs(draft, known, assetTypes);
    } catch (error) {
      if (!(error instanceof TelarError)) throw error;
      draft.cell.failure = { ...error.toJSON(), place: { unit: cell.unit.id, layer: cell.layer.name, ...error.place } };
    }
    return draft;
  });
  decideAll(drafts, known, options);
  const scoped = cellsInScope(
    options.scope,
    drafts.map((draft) => draft.cell),
  );
  const cells = drafts.map((draft) => draft.cell).filter((cell) => scoped.has(cell.key));
  return {
    cells,
    totals: totalsOf(cells),
    warnings,
    maxThreads: matrix.settings?.max_threads ?? null,
    onError: matrix.settings?.on_error ?? 'stop',
  };
}

function draftCell(cell: MatrixCell, template: ModelTemplate | null, path: string): Draft {
  const names = Object.keys(cell.parameters);
  const fileParameters = new Set(template === null ? [] : names.filter((name) => isFileParameter(template, name)));
  return {
    template,
    fileParameters,
    cell: {
      key: cell.key,
      unit: cell.unit.id,
      unitIndex: cell.unitIndex,
      layerName: cell.layer.name,
      layerIndex: cell.layerIndex,
      assetType: cell.assetType,
      model: cell.model,
      provider: template?.provider ?? 'local',
      templateVersion: template?.version ?? '',
      parameters: cell.parameters,
      inputs: [],
      dependsOn: [],
      path,
      extension: path.split('.').at(-1) ?? '',
      parallel: cell.layer.parallel_inference,
      action: 'blocked',
      why: [],
      stale: false,
      price:
        template === null
          ? { lowMicroUsd: microUsd.parse(0), highMicroUsd: microUsd.parse(0), basis: 'unknown' }
          : estimatePrice(template),
      recipe: null,
      pickedTake: null,
      failure: null,
    },
  };
}

/** `{output_dir}/{unit_id}_layer{N}_{asset_type}.{ext}` (SPEC §3), with forward slashes. */
function conventionalPath(matrix: MatrixDocument, cell: MatrixCell, templates: TemplateCatalog): string {
  const template = templates.get(cell.model);
  const extension = template === undefined ? 'bin' : outputExtension(template, cell.parameters);
  const folder = matrix.output_dir ?? defaultOutputDir;
  return `${folder}/${cell.unit.id}_layer${cell.layerIndex}_${cell.assetType}.${extension}`;
}

function fileInputs(draft: Draft, resolved: readonly CellInput[]): CellInput[] {
  return [...draft.fileParameters].flatMap((parameter): CellInput[] => {
    if (resolved.some((input) => input.parameter === parameter)) return [];
    const value = draft.cell.parameters[parameter];
    const paths = (Array.isArray(value) ? value : [value]).filter((path) => typeof path === 'string' && path !== '');
    return (paths as string[]).map((path) => ({ kind: 'file', parameter, path }));
  });
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

/** A text or video on a parameter that wants a picture file, or a document's own file that cannot be read. */
function checkInputs(draft: Draft, known: KnownState, assetTypes: ReadonlyMap<CellKey, AssetType>): void {
  for (const input of draft.cell.inputs) {
    const place = { parameter: input.parameter };
    if (input.kind === 'file' && !known.files.has(input.path)) {
      throw new LayerDependencyError('missing-file', `The file "${input.path}" cannot be read.`, {
        hint: 'Put the file inside the document’s folder, or choose another.',
        place,
        values: { file: input.path },
      });
    }
    if (input.kind !== 'cell' || !draft.fileParameters.has(input.parameter)) continue;
    if (assetTypes.get(input.cell) !== 'text') continue;
    throw new LayerDependencyError('wrong-asset-type', `${input.cell} is text, but this parameter takes a file.`, {
      hint: 'Reference a cell that makes pictures.',
      place,
      values: { cell: input.cell, assetType: 'text' },
    });
  }
}

function totalsOf(cells: readonly PlannedCell[]): RunPlan['totals'] {
  const running = cells.filter((cell) => cell.action === 'run');
  return {
    run: running.length,
    skip: cells.filter((cell) => cell.action === 'skip').length,
    blocked: cells.filter((cell) => cell.action === 'blocked').length,
    price: {
      lowMicroUsd: sumMicroUsd(running.map((cell) => cell.price.lowMicroUsd)),
      highMicroUsd: sumMicroUsd(running.map((cell) => cell.price.highMicroUsd)),
      basis: running.every((cell) => cell.price.basis === 'free') ? 'free' : 'sum of the cells',
    },
  };
}
