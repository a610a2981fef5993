import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
import { LayerDependencyError, noCost, ProviderUnavailableError, type JsonObject } from '../../shared/base/index.ts';
import { recipeOf, type CellInput, type PlannedCell } from '../../shared/plan/index.ts';
import { isFileParameter, type ModelTemplate, type TemplateCatalog } from '../../shared/template/index.ts';
import { isInside, type CellFile, type TakeStore } from '../artifact/index.ts';
import type { Engine, EngineEvent } from '../engine/index.ts';
import type { FileHasher } from '../platform/index.ts';

/** What a run works with. */
export interface RunResources {
  documentFile: string;
  templates: TemplateCatalog;
  engines: readonly Engine[];
  takes: TakeStore;
  hasher: FileHasher;
}

export interface ExecuteOptions {
  runId: string;
  /** Run even when the recipe equals that of the picked take. */
  force: boolean;
  signal: AbortSignal;
  onEvent: (event: EngineEvent) => void;
}

export type ExecutionResult = { kind: 'made'; take: Take } | { kind: 'unchanged'; take: Take };

/**
 * Runs one planned cell: looks its inputs up as they are now, skips it when its recipe then matches the picked take, else
 * lets the engine work and takes the file over. Throws TelarError, or CancelledError when the signal aborts.
 */
export async function executeCell(
  cell: PlannedCell,
  resources: RunResources,
  options: ExecuteOptions,
): Promise<ExecutionResult> {
  const template = resources.templates.get(cell.model);
  const engine = resources.engines.find((each) => each.provider === cell.provider);
  if (template === undefined || engine === undefined) throw noEngine(cell);
  const fileParameters = Object.keys(cell.parameters).filter((name) => isFileParameter(template, name));
  const files = await locateInputs(cell, new Set(fileParameters), resources);
  const recipe = recipeOf(cell, new Set(fileParameters), (input) => files.get(input)?.sha256 ?? null);
  const picked = resources.takes.pickOf(cell.key);
  const unchanged =
    recipe !== null && picked?.recipe?.hash === recipe.hash && existsSync(resources.takes.fileOf(picked));
  if (unchanged && !options.force) return { kind: 'unchanged', take: picked };

  const outputFile = resources.takes.newPartFile(cell.extension);
  const startedAt = performance.now();
  try {
    const job = { template, parameters: engineParameters(cell, template, files), label: cell.key, outputFile };
    const result = await engine.run(job, { signal: options.signal, onEvent: options.onEvent });
    const take = await resources.takes.add(cellFileOf(cell), outputFile, {
      model: cell.model,
      recipe,
      prompt: typeof cell.parameters.prompt === 'string' ? cell.parameters.prompt : null,
      seed: result.seed,
      durationMs: Math.round(performance.now() - startedAt),
      costMicroUsd: noCost,
      runId: options.runId,
    });
    return { kind: 'made', take };
  } finally {
    await rm(outputFile, { force: true });
  }
}

/** Conventional file of a planned cell. */
export function cellFileOf(cell: PlannedCell): CellFile {
  return { unit: cell.unit, layer: cell.layerName, assetType: cell.assetType, fileName: basename(cell.path) };
}

interface LocatedFile {
  path: string;
  sha256: string;
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

function engineParameters(
  cell: PlannedCell,
  template: ModelTemplate,
  files: ReadonlyMap<CellInput, LocatedFile>,
): JsonObject {
  const parameters = { ...cell.parameters };
  for (const name of Object.keys(parameters).filter((each) => isFileParameter(template, each))) {
    const paths = [...files].filter(([input]) => input.parameter === name).map(([, file]) => file.path);
    parameters[name] = Array.isArray(parameters[name]) ? paths : (paths[0] ?? null);
  }
  return parameters;
}

function noEngine(cell: PlannedCell): Error {
  return new ProviderUnavailableError('no-engine', `Nothing here can run models of "${cell.provider}" yet.`, {
    hint: 'Choose a local model for this cell.',
    place: { unit: cell.unit, layer: cell.layerName },
    values: { provider: cell.provider },
  });
}
