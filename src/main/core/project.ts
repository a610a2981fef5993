import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Take } from '../../shared/artifact/index.ts';
import { cellKeyOf, NotFoundError, type CellKey, type DocumentId, type TakeId } from '../../shared/base/index.ts';
import { defaultOutputDir, listCells, type MatrixDocument } from '../../shared/matrix/index.ts';
import { buildPlan, listFilePaths, type KnownState, type PlanOptions, type RunPlan } from '../../shared/plan/index.ts';
import type { TemplateCatalog } from '../../shared/template/index.ts';
import {
  openTakeStore,
  refuseProtectedFolder,
  resolveOutputDir,
  takesFolderName,
  type CellFile,
  type Deletion,
  type ProtectedFolders,
  type TakeIndex,
  type TakeStore,
} from '../artifact/index.ts';
import type { Engine } from '../engine/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import { isNetworkFolder, type FileHasher } from '../platform/index.ts';
import { cellFileOf, type Ledger } from '../run/index.ts';
import { inputFile } from './input-thumbnail.ts';
import { paidRecipes, readEngineFiles, readFileParameters, readPicks, undecidedJobs } from './known-state.ts';

/** A document together with an output folder: what planning and running need. */
export interface Project {
  readonly documentId: DocumentId;
  readonly documentFile: string;
  readonly takes: TakeStore;
  /** Its folder holds placeholders only. */
  readonly isRehearsal: boolean;
  plan(matrix: MatrixDocument, options: Omit<PlanOptions, 'rehearse'>): Promise<RunPlan>;
  /** Picks a take: its file becomes the conventional one of its cell. */
  pick(matrix: MatrixDocument, id: TakeId): Promise<void>;
  /** Makes a file below the document's folder the picked take of a cell. Throws NotFoundError, AssetDownloadError. */
  useAsTake(matrix: MatrixDocument, key: CellKey, path: string): Promise<Take>;
  /** Where a take lies: under the conventional name while it is picked, else among the takes. Throws NotFoundError. */
  fileOf(matrix: MatrixDocument, id: TakeId): Promise<string>;
  /** Deletes a take with its own files, its rows and its rating. */
  deleteTake(matrix: MatrixDocument, id: TakeId): Promise<Deletion>;
}

export interface ProjectOptions {
  documentId: DocumentId;
  documentFile: string;
  matrix: MatrixDocument;
  /** Output folder as the user gave it on this machine, or null for the document's own. */
  outputDir: string | null;
  isRehearsal: boolean;
  protectedFolders: ProtectedFolders;
  /** Folders that the user allowed beside the document's own. */
  allowedFolders: readonly string[];
  templates: TemplateCatalog;
  engines: readonly Engine[];
  picture: PictureProcess;
  hasher: FileHasher;
  takeIndex: TakeIndex;
  ledger: Ledger;
  /** Cells that the last run did not get done. */
  failedCells: () => ReadonlySet<CellKey>;
}

/** Opens the output folder of a document and indexes its takes. Throws OutputFolderError. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { documentId, documentFile, templates, engines, hasher, takeIndex, isRehearsal } = options;
  const shownDir = shownFolder(options.matrix, options.outputDir, isRehearsal);
  const outputDir = resolveOutputDir(documentFile, shownDir, options.outputDir);
  refuseProtectedFolder(outputDir, options.protectedFolders);
  const takes = await openTakeStore(outputDir, { picture: options.picture, isRehearsal });
  await takeIndex.rebuild(documentId, takes);
  // A project that was moved takes its open paid jobs along; a copy leaves them to the one that is still there.
  for (const place of options.ledger.placesOf(takes.folderId)) {
    if (place !== outputDir && !existsSync(place)) options.ledger.moveFolder(place, outputDir, documentId);
  }

  async function readWorld(
    matrix: MatrixDocument,
    paths: ReadonlySet<string>,
  ): Promise<KnownState & { warnings: string[] }> {
    const allowed = [outputDir, ...options.allowedFolders];
    const files = await readFileParameters({ documentFile, paths, hasher, allowed });
    return { ...(await readPicks(matrix, takes, hasher)), ...files, failed: options.failedCells() };
  }

  async function cellFileAt(matrix: MatrixDocument, key: CellKey): Promise<CellFile> {
    const { cells } = await project.plan(matrix, { scope: { kind: 'cells', cells: [key] }, overwrite: 'stale' });
    const cell = cells[0];
    if (cell !== undefined) return cellFileOf(cell);
    throw new NotFoundError('cell', `The document has no cell ${key} any more.`, { hint: 'Undo its removal first.' });
  }

  function requireTake(id: TakeId): Take {
    const take = takes.find(id);
    if (take !== null) return take;
    throw new NotFoundError('take', 'This take belongs to another document.', { hint: 'Open that document first.' });
  }

  const project: Project = {
    documentId,
    documentFile,
    takes,
    isRehearsal,
    async pick(matrix, id) {
      const take = requireTake(id);
      const key = cellKeyOf(take.unit, take.layer);
      await takes.pick(id, (await cellFileAt(matrix, key)).fileName);
      await takeIndex.refreshCell(documentId, takes, key);
    },
    async useAsTake(matrix, key, path) {
      const file = await inputFile(documentFile, path);
      const take = await takes.adoptFile(await cellFileAt(matrix, key), file);
      await takeIndex.refreshCell(documentId, takes, key);
      return take;
    },
    async fileOf(matrix, id) {
      const take = requireTake(id);
      const key = cellKeyOf(take.unit, take.layer);
      const own = join(outputDir, takesFolderName, take.file);
      const isThere = listCells(matrix).some((cell) => cell.key === key);
      if (!isThere || takes.pickOf(key)?.id !== id) return own;
      const conventional = join(outputDir, (await cellFileAt(matrix, key)).fileName);
      return existsSync(conventional) ? conventional : own;
    },
    async deleteTake(matrix, id) {
      const take = requireTake(id);
      const key = cellKeyOf(take.unit, take.layer);
      // The cell may be gone from the document: then there is no conventional file to look after.
      const isThere = listCells(matrix).some((cell) => cell.key === key);
      const deletion = await takes.delete(id, isThere ? (await cellFileAt(matrix, key)).fileName : null);
      await takeIndex.forget(id);
      await takeIndex.refreshCell(documentId, takes, key);
      return deletion;
    },
    async plan(matrix, wanted) {
      if (await takes.refresh()) await takeIndex.rebuild(documentId, takes);
      const shown = { ...matrix, output_dir: shownDir };
      const planOptions = { ...wanted, rehearse: isRehearsal };
      const all = { ...planOptions, scope: { kind: 'all' }, overwrite: 'stale' } as const;
      const paths = listFilePaths(matrix, templates);
      const before = await readWorld(matrix, paths);
      const predicted = buildPlan(shown, templates, { ...before, engineFiles: new Map() }, all);
      const files = predicted.cells.flatMap((cell): CellFile[] => (cell.failure === null ? [cellFileOf(cell)] : []));
      const { adopted, problems } = await takes.reconcile(files);
      for (const take of adopted) await takeIndex.refreshCell(documentId, takes, cellKeyOf(take.unit, take.layer));
      const world = await readWorld(matrix, paths);
      const { engineFiles, missing } = await readEngineFiles(predicted.cells, { engines, templates, hasher });
      for (const [key, failure] of missing) problems.set(key, failure);
      const jobs = isRehearsal ? [] : options.ledger.openJobs(outputDir);
      for (const [key, failure] of undecidedJobs(jobs)) problems.set(key, failure);
      const damaged = takes.damagedIndex === null ? [] : [damagedIndexWarning(takes.damagedIndex)];
      if (isNetworkFolder(outputDir)) damaged.push(networkWarning(outputDir));
      const known = { ...world, engineFiles, problems, paid: paidRecipes(jobs) };
      // Mostly nothing was found that the prediction did not know of: then it is the plan.
      const isForeseen =
        isEverything(wanted) && jobs.length === 0 && addsNothing(known) && isDeepStrictEqual(world, before);
      const plan = isForeseen ? predicted : buildPlan(shown, templates, known, planOptions);
      return { ...plan, warnings: [...damaged, ...takes.notices, ...world.warnings, ...plan.warnings] };
    },
  };
  return project;
}

/** What is predicted before anything else is known. */
function isEverything({ scope, overwrite }: Pick<PlanOptions, 'scope' | 'overwrite'>): boolean {
  return scope.kind === 'all' && overwrite === 'stale';
}

function addsNothing({ engineFiles, problems }: Required<Pick<KnownState, 'engineFiles' | 'problems'>>): boolean {
  return problems.size === 0 && [...engineFiles.values()].every((files) => Object.keys(files).length === 0);
}

/** Output folder of a document as it is shown: a rehearsal has its own beside the real one, unless the user named one. */
export function shownFolder(matrix: MatrixDocument, named: string | null, isRehearsal: boolean): string {
  const own = tidyFolder(named ?? matrix.output_dir ?? defaultOutputDir);
  return isRehearsal && named === null ? `${own}-rehearsal` : own;
}

/** One spelling of a folder: `./out/` and `out//` are `out`. */
function tidyFolder(folder: string): string {
  const tidy = normalize(folder);
  return tidy.length > 1 ? tidy.replace(/[\\/]+$/, '') : tidy;
}

function damagedIndexWarning(file: string): string {
  const place = join('.takes', file);
  return `The index of takes was damaged; what came after the damage is kept in ${place}, its files were not touched.`;
}

function networkWarning(folder: string): string {
  return `The output folder ${folder} lies on another machine: a lost connection stops cells, and two machines must not run it at once.`;
}
