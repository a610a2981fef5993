import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Recipe, Take } from '../../shared/artifact/index.ts';
import {
  LayerDependencyError,
  ProviderUnavailableError,
  type CellKey,
  type JsonObject,
} from '../../shared/base/index.ts';
import {
  completeParameters,
  recipeOf,
  type CellInput,
  type LateValueOf,
  type PlannedCell,
} from '../../shared/plan/index.ts';
import { fileParametersOf, validateParameters, type ModelTemplate } from '../../shared/template/index.ts';
import { isInside, type CellFile, type RemoteAddress } from '../artifact/index.ts';
import type { Engine } from '../engine/index.ts';
import { hashEngineFiles } from './engine-files.ts';
import { readLateValues } from './late-values.ts';
import type { RunResources } from './run-resources.ts';

export interface LocatedFile {
  path: string;
  sha256: string;
  /** Where the provider that made it keeps the very same bytes, for a while. */
  remote: RemoteAddress | null;
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
  /** The picked take, if it is just what would be made now and nobody wants another. */
  unchanged: Take | null;
}

export interface PrepareOptions {
  /** Whether the cell runs even when nothing has changed. */
  isForced: boolean;
  /** Puts a file where the cell's engine can read it by an address. */
  addressOf: (engine: Engine, file: LocatedFile) => Promise<string>;
}

/** Looks the inputs of a cell up as they are now. Throws TelarError when one is missing or not allowed. */
export async function prepareCell(
  cell: PlannedCell,
  resources: RunResources,
  options: PrepareOptions,
): Promise<PreparedCell> {
  const template = resources.templates.get(cell.model);
  const engine = resources.engines.find((each) => each.provider === cell.provider);
  if (template === undefined || engine === undefined) throw noEngine(cell);
  const fileParameters = fileParametersOf(template);
  const located = await locateInputs(cell, resources);
  const valueOf = await readLateValues(cell, resources.takes);
  const engineFiles = await hashEngineFiles({ ...cell, parameters: withKnownValues(cell, valueOf) }, template, engine, {
    hasher: resources.hasher,
  });
  const recipe = recipeOf(cell, fileParameters, {
    hashOf: (input) => located.get(input)?.sha256 ?? null,
    valueOf,
    engineFilesOf: () => engineFiles,
  });
  const picked = resources.takes.pickOf(cell.key);
  const isSame = recipe !== null && picked?.recipe?.hash === recipe.hash && existsSync(resources.takes.fileOf(picked));
  if (isSame && !options.isForced) {
    return { cell, template, engine, parameters: cell.parameters, files: new Map(), recipe, unchanged: picked };
  }
  const addresses = await addressesOf(cell, located, (file) => options.addressOf(engine, file));
  const parameters = completeParameters(cell, (upstream, property) =>
    property === 'url' ? addresses.get(upstream) : valueOf(upstream, property),
  );
  validateParameters(template, parameters, { unit: cell.unit, layer: cell.layerName });
  const files = new Map(
    [...fileParameters]
      .filter((name) => Object.hasOwn(parameters, name))
      .map((name) => [
        name,
        [...located].filter(([input]) => input.parameter === name && isFileInput(input)).map(([, file]) => file),
      ]),
  );
  return { cell, template, engine, parameters, files, recipe, unchanged: null };
}

/** Parameters with what is known of the cells above; addresses, which are made later, stand empty. */
function withKnownValues(cell: PlannedCell, valueOf: LateValueOf): JsonObject {
  return completeParameters(cell, (upstream, property) => (property === 'url' ? '' : valueOf(upstream, property)));
}

/** Addresses that stand in texts. A provider keeps an uploaded file for a day only, so they are made for each run. */
async function addressesOf(
  cell: PlannedCell,
  located: ReadonlyMap<CellInput, LocatedFile>,
  addressOf: (file: LocatedFile) => Promise<string>,
): Promise<Map<CellKey, string>> {
  const addresses = new Map<CellKey, string>();
  for (const input of cell.inputs) {
    const file = located.get(input);
    if (input.kind === 'cell' && input.use === 'url' && file !== undefined)
      addresses.set(input.cell, await addressOf(file));
  }
  return addresses;
}

function isFileInput(input: CellInput): boolean {
  return input.kind === 'file' || input.use === 'file';
}

/** Parameters with every file parameter replaced by what `place` makes of its files. */
export function withFiles(prepared: PreparedCell, place: (file: LocatedFile) => string): JsonObject {
  const parameters = { ...prepared.parameters };
  for (const [name, files] of prepared.files) {
    const values = files.map(place);
    if (Array.isArray(parameters[name])) parameters[name] = values;
    else if (values[0] !== undefined) parameters[name] = values[0];
    // An empty string means "no file" in a form; engines know only absence.
    else Reflect.deleteProperty(parameters, name);
  }
  return parameters;
}

/** Conventional file of a planned cell. */
export function cellFileOf(cell: PlannedCell): CellFile {
  return { unit: cell.unit, layer: cell.layerName, assetType: cell.assetType, fileName: basename(cell.path) };
}

/** Files whose content counts: file parameters, and those whose address stands in a text. */
async function locateInputs(cell: PlannedCell, resources: RunResources): Promise<Map<CellInput, LocatedFile>> {
  const located = new Map<CellInput, LocatedFile>();
  for (const input of cell.inputs) {
    if (input.kind === 'cell' && input.use !== 'file' && input.use !== 'url') continue;
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
  if (take === null || path === null || sha256 === null) throw vanished(cell, input.parameter, input.cell);
  // Only the bytes that came from there are there.
  return { path, sha256, remote: sha256 === take.sha256 ? takes.remoteOf(take.id) : null };
}

async function ownFile(
  cell: PlannedCell,
  input: Extract<CellInput, { kind: 'file' }>,
  { documentFile, allowedFolders, takes, hasher }: RunResources,
): Promise<LocatedFile> {
  const path = resolve(dirname(documentFile), input.path);
  const sha256 = await hasher.hash(path);
  if (sha256 === null) throw vanished(cell, input.parameter, input.path);
  const folders = [dirname(documentFile), takes.outputDir, ...allowedFolders];
  const inside = await Promise.all(folders.map((folder) => isInside(folder, path)));
  if (!inside.includes(true)) throw vanished(cell, input.parameter, input.path);
  return { path, sha256, remote: null };
}

function vanished(cell: PlannedCell, parameter: string, what: string): Error {
  return new LayerDependencyError('missing-file', `The file of ${what} is not there (any more).`, {
    hint: 'Run the cell it comes from again, or put the file back inside the document’s folder.',
    place: { unit: cell.unit, layer: cell.layerName, parameter },
    values: { file: what },
  });
}

/** The failure of a cell whose provider this program does not know. */
export function noEngine(cell: PlannedCell): Error {
  return new ProviderUnavailableError('no-engine', `Nothing here can run models of "${cell.provider}" yet.`, {
    hint: 'Choose a local model for this cell, or rehearse it.',
    place: { unit: cell.unit, layer: cell.layerName },
    values: { provider: cell.provider },
  });
}
