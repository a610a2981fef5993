import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Recipe, Take } from '../../shared/artifact/index.ts';
import { LayerDependencyError, ProviderUnavailableError, type JsonObject } from '../../shared/base/index.ts';
import { recipeOf, type CellInput, type PlannedCell } from '../../shared/plan/index.ts';
import { isFileParameter, type ModelTemplate } from '../../shared/template/index.ts';
import { isInside, type CellFile } from '../artifact/index.ts';
import type { Engine } from '../engine/index.ts';
import type { RunResources } from './run-resources.ts';

export interface LocatedFile {
  path: string;
  sha256: string;
}

/** A planned cell with all that exists only when it starts. */
export interface PreparedCell {
  cell: PlannedCell;
  template: ModelTemplate;
  engine: Engine;
  /** Complete parameters; file parameters still hold paths relative to the document. */
  parameters: JsonObject;
  /** Files of each file parameter, in order. */
  files: ReadonlyMap<string, readonly LocatedFile[]>;
  recipe: Recipe | null;
  /** The picked take, if it is just what would be made now. */
  unchanged: Take | null;
}

/** Looks the inputs of a cell up as they are now. Throws TelarError when one is missing or not allowed. */
export async function prepareCell(cell: PlannedCell, resources: RunResources): Promise<PreparedCell> {
  const template = resources.templates.get(cell.model);
  const engine = resources.engines.find((each) => each.provider === cell.provider);
  if (template === undefined || engine === undefined) throw noEngine(cell);
  const { parameters } = cell;
  const fileParameters = new Set(Object.keys(parameters).filter((name) => isFileParameter(template, name)));
  const located = await locateInputs(cell, fileParameters, resources);
  const recipe = recipeOf(cell, fileParameters, (input) => located.get(input)?.sha256 ?? null);
  const picked = resources.takes.pickOf(cell.key);
  const isSame = recipe !== null && picked?.recipe?.hash === recipe.hash && existsSync(resources.takes.fileOf(picked));
  const files = new Map(
    [...fileParameters].map((name) => [
      name,
      [...located].filter(([input]) => input.parameter === name).map(([, file]) => file),
    ]),
  );
  return { cell, template, engine, parameters, files, recipe, unchanged: isSame ? picked : null };
}

/** Parameters with every file parameter replaced by what `place` makes of its files. */
export function withFiles(prepared: PreparedCell, place: (file: LocatedFile) => string): JsonObject {
  const parameters = { ...prepared.parameters };
  for (const [name, files] of prepared.files) {
    const values = files.map(place);
    if (Array.isArray(parameters[name])) parameters[name] = values;
    else if (values[0] !== undefined) parameters[name] = values[0];
    // An empty string means "no file" in a form; engines know only absence.
    else delete parameters[name];
  }
  return parameters;
}

/** Conventional file of a planned cell. */
export function cellFileOf(cell: PlannedCell): CellFile {
  return { unit: cell.unit, layer: cell.layerName, assetType: cell.assetType, fileName: basename(cell.path) };
}

async function locateInputs(
  cell: PlannedCell,
  fileParameters: ReadonlySet<string>,
  resources: RunResources,
): Promise<Map<CellInput, LocatedFile>> {
  const located = new Map<CellInput, LocatedFile>();
  for (const input of cell.inputs.filter((each) => fileParameters.has(each.parameter))) {
    located.set(
      input,
      input.kind === 'cell' ? await upstreamFile(cell, input, resources) : await ownFile(cell, input, resources),
    );
  }
  return located;
}

async function upstreamFile(
  cell: PlannedCell,
  input: Extract<CellInput, { kind: 'cell' }>,
  { takes, hasher }: RunResources,
): Promise<LocatedFile> {
  const take = takes.pickOf(input.cell);
  const path = take === null ? null : takes.fileOf(take);
  const sha256 = path === null ? null : await hasher.hash(path);
  if (path === null || sha256 === null) throw vanished(cell, input.parameter, input.cell);
  return { path, sha256 };
}

async function ownFile(
  cell: PlannedCell,
  input: Extract<CellInput, { kind: 'file' }>,
  { documentFile, takes, hasher }: RunResources,
): Promise<LocatedFile> {
  const path = resolve(dirname(documentFile), input.path);
  const sha256 = await hasher.hash(path);
  if (sha256 === null) throw vanished(cell, input.parameter, input.path);
  const allowed = (await isInside(dirname(documentFile), path)) || (await isInside(takes.outputDir, path));
  if (!allowed) throw vanished(cell, input.parameter, input.path);
  return { path, sha256 };
}

function vanished(cell: PlannedCell, parameter: string, what: string): Error {
  return new LayerDependencyError('missing-file', `The file of ${what} is not there (any more).`, {
    hint: 'Run the cell it comes from again, or put the file back inside the document’s folder.',
    place: { unit: cell.unit, layer: cell.layerName, parameter },
    values: { file: what },
  });
}

function noEngine(cell: PlannedCell): Error {
  return new ProviderUnavailableError('no-engine', `Nothing here can run models of "${cell.provider}" yet.`, {
    hint: 'Choose a local model for this cell, or rehearse it.',
    place: { unit: cell.unit, layer: cell.layerName },
    values: { provider: cell.provider },
  });
}
