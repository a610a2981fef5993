import { mediaTypeOfExtension } from '../artifact/index.ts';
import {
  LayerDependencyError,
  microUsd,
  ModelNotFoundError,
  sumMicroUsd,
  TelarError,
  type CellKey,
  type FailureData,
  type JsonObject,
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
import { compareRecipes, recipeOf } from './cell-recipe.ts';
import type { KnownState } from './known.ts';
import { orderCells } from './order.ts';
import type { CellInput, OverwriteRule, PlannedCell, PlanReason, PlanScope, RunPlan } from './plan.ts';
import { indexCells } from './references.ts';
import { dependenciesOf, resolveParameters } from './resolve-parameters.ts';
import { cellsInScope } from './scope.ts';

export interface PlanOptions {
  scope: PlanScope;
  overwrite: OverwriteRule;
}

/** A cell with everything that does not depend on other cells' fate. */
interface Draft {
  cell: PlannedCell;
  template: ModelTemplate | null;
  fileParameters: Set<string>;
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
  const drafts = index.cells.map((cell) => {
    const template = templates.get(cell.model) ?? null;
    const draft = draftCell(cell, template, pathOf(cell));
    try {
      if (template === null) throw unknownModel(cell, templates);
      checkOutput(cell, template);
      const resolved = resolveParameters(cell, context);
      warnings.push(...resolved.warnings);
      draft.cell.parameters = withDefaults(template, resolved.parameters);
      draft.cell.inputs = [...resolved.inputs, ...fileInputs(draft, resolved.inputs)];
      draft.cell.dependsOn = dependenciesOf(draft.cell.inputs);
      validateParameters(template, draft.cell.parameters, { unit: cell.unit.id, layer: cell.layer.name });
      checkInputs(draft, known, index.cells);
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
  const extension = template === undefined ? 'bin' : outputExtension(template, cell.parameters as JsonObject);
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
function checkInputs(draft: Draft, known: KnownState, cells: readonly MatrixCell[]): void {
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
    const upstream = cells.find((cell) => cell.key === input.cell);
    if (upstream === undefined || upstream.assetType !== 'text') continue;
    throw new LayerDependencyError('wrong-asset-type', `${input.cell} is text, but this parameter takes a file.`, {
      hint: 'Reference a cell that makes pictures.',
      place,
      values: { cell: input.cell, assetType: upstream.assetType },
    });
  }
}

function decideAll(drafts: readonly Draft[], known: KnownState, options: PlanOptions): void {
  const { ordered, cycle } = orderCells(drafts.map((draft) => ({ ...draft, key: draft.cell.key, dependsOn: draft.cell.dependsOn })));
  const scoped = cellsInScope(
    options.scope,
    drafts.map((draft) => draft.cell),
  );
  const decided = new Map<CellKey, PlannedCell>();
  for (const draft of ordered) {
    const { cell } = draft;
    if (cycle.includes(cell.key)) cell.failure ??= cycleFailure(cell, cycle);
    const pick = known.picks.get(cell.key);
    cell.pickedTake = pick?.id ?? null;
    decide(draft, known, options.overwrite, decided, scoped);
    decided.set(cell.key, cell);
  }
}

function cycleFailure(cell: PlannedCell, cycle: readonly CellKey[]): FailureData {
  const path = cycle.join(' → ');
  return new LayerDependencyError('cycle', `These cells wait for each other: ${path}.`, {
    hint: 'Remove one of these references.',
    place: { unit: cell.unit, layer: cell.layerName },
    values: { path },
  }).toJSON();
}

function decide(
  draft: Draft,
  known: KnownState,
  overwrite: OverwriteRule,
  decided: ReadonlyMap<CellKey, PlannedCell>,
  scoped: ReadonlySet<CellKey>,
): void {
  const { cell } = draft;
  const pick = known.picks.get(cell.key);
  if (cell.failure !== null) return block(cell, [{ kind: 'failure' }]);
  const upstream = cell.dependsOn.flatMap((key) => decided.get(key) ?? []);
  const changing = upstream.filter((each) => each.action === 'run' && scoped.has(each.key));
  const outdated = upstream.filter((each) => each.stale);
  const hashOf = (input: CellInput): string | null => {
    if (input.kind === 'file') return known.files.get(input.path) ?? null;
    if (changing.some((each) => each.key === input.cell)) return null;
    return known.picks.get(input.cell)?.sha256 ?? null;
  };
  cell.recipe = recipeOf(cell, draft.fileParameters, hashOf);
  const reasons = staleReasons(draft, pick?.recipe ?? null, [...new Set([...changing, ...outdated])]);
  cell.stale = pick !== undefined && pick.recipe !== null && reasons.length > 0;

  const broken = upstream.find((each) => each.action === 'blocked' && each.pickedTake === null);
  if (broken !== undefined) return block(cell, [{ kind: 'upstream-blocked', cell: broken.key }]);
  const missing = upstream.find((each) => !scoped.has(each.key) && each.pickedTake === null);
  if (missing !== undefined && scoped.has(cell.key)) {
    cell.failure = missingTake(cell, missing);
    return block(cell, [{ kind: 'failure' }]);
  }
  if (overwrite === 'always') return run(cell, [{ kind: 'forced' }]);
  if (pick === undefined) return run(cell, [{ kind: 'no-take' }]);
  if (overwrite === 'never') return skip(cell, [{ kind: 'kept' }]);
  if (pick.recipe === null) return skip(cell, [{ kind: 'adopted-file' }]);
  if (reasons.length > 0) return run(cell, reasons);
  return skip(cell, [{ kind: 'up-to-date' }]);
}

function staleReasons(draft: Draft, before: PlannedCell['recipe'], upstream: readonly PlannedCell[]): PlanReason[] {
  if (before === null) return [];
  const { cell } = draft;
  const changed = upstream.map((each): PlanReason => ({ kind: 'upstream-changed', cell: each.key }));
  // With an input still unknown, compare the rest: the file parameters count as what they were.
  const comparable = cell.recipe ?? recipeOf(withOldFiles(cell, before, draft.fileParameters), new Set(), () => null);
  const own = comparable === null ? [] : compareRecipes(before, comparable, cell.inputs);
  const all = [...own, ...changed];
  return all.filter((reason, at) => all.findIndex((each) => JSON.stringify(each) === JSON.stringify(reason)) === at);
}

function withOldFiles(
  cell: PlannedCell,
  before: NonNullable<PlannedCell['recipe']>,
  fileParameters: ReadonlySet<string>,
): PlannedCell {
  const old = Object.entries(before.parameters).filter(([name]) => fileParameters.has(name));
  return { ...cell, parameters: { ...cell.parameters, ...Object.fromEntries(old) } };
}

function missingTake(cell: PlannedCell, upstream: PlannedCell): FailureData {
  return new LayerDependencyError('missing-take', `${cell.key} needs ${upstream.key}, which has no take yet.`, {
    hint: `Run ${upstream.key} first, or run everything up to this cell.`,
    place: { unit: cell.unit, layer: cell.layerName },
    values: { cell: upstream.key },
  }).toJSON();
}

function run(cell: PlannedCell, why: PlanReason[]): void {
  cell.action = 'run';
  cell.why = why;
}

function skip(cell: PlannedCell, why: PlanReason[]): void {
  cell.action = 'skip';
  cell.why = why;
}

function block(cell: PlannedCell, why: PlanReason[]): void {
  cell.action = 'blocked';
  cell.why = why;
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

/** Media type a planned cell's file has by its name. */
export function plannedMediaType(cell: PlannedCell): string | null {
  return mediaTypeOfExtension(cell.extension);
}
