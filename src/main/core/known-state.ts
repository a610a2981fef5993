import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
import { TelarError, toFailure, type CellKey, type FailureData } from '../../shared/base/index.ts';
import { listCells, type MatrixDocument } from '../../shared/matrix/index.ts';
import { isHidden, type KnownState, type KnownTake, type PlannedCell } from '../../shared/plan/index.ts';
import type { TemplateCatalog } from '../../shared/template/index.ts';
import { isInside, mediaTypeOfFile, type TakeStore } from '../artifact/index.ts';
import type { Engine } from '../engine/index.ts';
import type { FileHasher } from '../platform/index.ts';
import { hashEngineFiles, submissionUnknown, type LedgerJob } from '../run/index.ts';

const maxTextBytes = 64 * 1024;

/** Reads the picked takes of a document and the content of its text assets; what is damaged is left out with a warning. */
export async function readPicks(
  matrix: MatrixDocument,
  takes: TakeStore,
  hasher: FileHasher,
): Promise<{ picks: Map<CellKey, KnownTake>; warnings: string[] }> {
  const picks = new Map<CellKey, KnownTake>();
  const warnings: string[] = [];
  for (const cell of listCells(matrix)) {
    const take = takes.pickOf(cell.key);
    if (take === null) continue;
    const sha256 = await hasher.hash(takes.fileOf(take));
    if (sha256 === take.sha256) picks.set(cell.key, { ...take, text: await smallText(take, takes) });
    else {
      const state = sha256 === null ? 'missing' : 'damaged';
      warnings.push(`${cell.key}: the file of its take is ${state}, so it counts as not made.`);
    }
  }
  return { picks, warnings };
}

/** Content of a text that is small enough to stand in a parameter; null for anything else. */
async function smallText(take: Take, takes: TakeStore): Promise<string | null> {
  if (take.assetType !== 'text' || take.bytes > maxTextBytes) return null;
  return readFile(takes.fileOf(take), 'utf8');
}

/** Cells whose paid job needs the user's decision before they can run again. */
export function undecidedJobs(jobs: readonly LedgerJob[]): Map<CellKey, FailureData> {
  return new Map(
    jobs
      .filter((job) => job.state === 'unknown')
      .map((job) => [job.cell, toFailure(submissionUnknown({ unit: job.order.unit, layer: job.order.layer }))]),
  );
}

/**
 * Recipes of the jobs that are paid and only have to be fetched. Of an intent nobody knows yet whether it arrived: it is
 * looked up, and either fetched or left to the user; nothing is submitted for it.
 */
export function paidRecipes(jobs: readonly LedgerJob[]): Map<CellKey, string> {
  const open = jobs.filter((job) => job.state !== 'unknown');
  return new Map(open.flatMap((job) => (job.order.recipe === null ? [] : [[job.cell, job.order.recipe.hash]])));
}

/**
 * Content of what the engines of this machine add to planned cells of their own (LoRAs), and the cells that name something
 * that is not there.
 */
export async function readEngineFiles(
  cells: readonly PlannedCell[],
  { engines, templates, hasher }: { engines: readonly Engine[]; templates: TemplateCatalog; hasher: FileHasher },
): Promise<{ engineFiles: Required<KnownState>['engineFiles']; missing: Map<CellKey, FailureData> }> {
  const engineFiles = new Map<CellKey, Readonly<Record<string, string>>>();
  const missing = new Map<CellKey, FailureData>();
  for (const cell of cells) {
    const template = templates.get(cell.model);
    const engine = engines.find((each) => each.provider === cell.provider);
    if (template === undefined || engine === undefined || cell.failure !== null) continue;
    try {
      engineFiles.set(cell.key, await hashEngineFiles(cell, template, engine, { hasher }));
    } catch (error) {
      if (!(error instanceof TelarError)) throw error;
      const { place, ...failure } = error.toJSON();
      missing.set(cell.key, { ...failure, place: { unit: cell.unit, layer: cell.layerName, ...place } });
    }
  }
  return { engineFiles, missing };
}

export interface FileParametersOptions {
  documentFile: string;
  /** As the document names them; see `listFilePaths`. */
  paths: Iterable<string>;
  hasher: FileHasher;
  /** Folders that may be read beside the document's own. */
  allowed?: readonly string[];
}

/**
 * Content hashes and media types of the files a document names, by path as written. Those that may not be read, hidden
 * ones included, are missing from both; what is no picture, video or sound by its content has no hash, so that it is never
 * sent anywhere.
 */
export async function readFileParameters(
  options: FileParametersOptions,
): Promise<Required<Pick<KnownState, 'files' | 'media'>>> {
  const { documentFile, paths, hasher, allowed = [] } = options;
  const files = new Map<string, string>();
  const media = new Map<string, string | null>();
  const folders = [dirname(documentFile), ...allowed];
  for (const path of paths) {
    const file = resolve(dirname(documentFile), path);
    const sha256 = await hasher.hash(file);
    if (sha256 === null) continue;
    const readable = await Promise.all(
      folders.map(async (folder) => !isHidden(relative(folder, file)) && (await isInside(folder, file))),
    );
    if (!readable.includes(true)) continue;
    const mediaType = await mediaTypeOfFile(file);
    media.set(path, mediaType);
    if (mediaType !== null) files.set(path, sha256);
  }
  return { files, media };
}
