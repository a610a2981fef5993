import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
import { cellKeyOf, NotFoundError, type CellKey, type DocumentId, type TakeId } from '../../shared/base/index.ts';
import { defaultOutputDir, listCells, type MatrixDocument } from '../../shared/matrix/index.ts';
import { buildPlan, type KnownState, type PlanOptions, type RunPlan } from '../../shared/plan/index.ts';
import type { TemplateCatalog } from '../../shared/template/index.ts';
import {
  openTakeStore,
  refuseProtectedFolder,
  resolveOutputDir,
  type CellFile,
  type Deletion,
  type ProtectedFolders,
  type TakeIndex,
  type TakeStore,
} from '../artifact/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import { isNetworkFolder, type FileHasher } from '../platform/index.ts';
import { cellFileOf, type Ledger } from '../run/index.ts';
import { readFileParameters, paidRecipes, readPicks, undecidedJobs } from './known-state.ts';

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
  picture: PictureProcess;
  hasher: FileHasher;
  takeIndex: TakeIndex;
  ledger: Ledger;
  /** Cells that the last run did not get done. */
  failedCells: () => ReadonlySet<CellKey>;
}

/** Opens the output folder of a document and indexes its takes. Throws OutputFolderError. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { documentId, documentFile, templates, hasher, takeIndex, isRehearsal } = options;
  const shownDir = shownFolder(options.matrix, options.outputDir, isRehearsal);
  const outputDir = resolveOutputDir(documentFile, shownDir, options.outputDir);
  refuseProtectedFolder(outputDir, options.protectedFolders);
  const takes = await openTakeStore(outputDir, { picture: options.picture, isRehearsal });
  await takeIndex.rebuild(documentId, takes);
  // A project that was moved takes its open paid jobs along; a copy leaves them to the one that is still there.
  for (const place of options.ledger.placesOf(takes.folderId)) {
    if (place !== outputDir && !existsSync(place)) options.ledger.moveFolder(place, outputDir, documentId);
  }

  async function readWorld(matrix: MatrixDocument): Promise<KnownState & { warnings: string[] }> {
    const allowed = [outputDir, ...options.allowedFolders];
    const files = await readFileParameters({ documentFile, matrix, templates, hasher, allowed });
    return { ...(await readPicks(matrix, takes, hasher)), ...files, failed: options.failedCells() };
  }

  async function conventionalFileOf(matrix: MatrixDocument, key: CellKey): Promise<string> {
    const { cells } = await project.plan(matrix, { scope: { kind: 'cells', cells: [key] }, overwrite: 'stale' });
    const cell = cells[0];
    if (cell !== undefined) return cellFileOf(cell).fileName;
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
      await takes.pick(id, await conventionalFileOf(matrix, key));
      await takeIndex.refreshCell(documentId, takes, key);
    },
    async deleteTake(matrix, id) {
      const take = requireTake(id);
      const key = cellKeyOf(take.unit, take.layer);
      // The cell may be gone from the document: then there is no conventional file to look after.
      const isThere = listCells(matrix).some((cell) => cell.key === key);
      const deletion = await takes.delete(id, isThere ? await conventionalFileOf(matrix, key) : null);
      await takeIndex.forget(id);
      await takeIndex.refreshCell(documentId, takes, key);
      return deletion;
    },
    async plan(matrix, wanted) {
      if (await takes.refresh()) await takeIndex.rebuild(documentId, takes);
      const shown = { ...matrix, output_dir: shownDir };
      const planOptions = { ...wanted, rehearse: isRehearsal };
      const all = { ...planOptions, scope: { kind: 'all' }, overwrite: 'stale' } as const;
      const predicted = buildPlan(shown, templates, await readWorld(matrix), all);
      const files = predicted.cells.flatMap((cell): CellFile[] => (cell.failure === null ? [cellFileOf(cell)] : []));
      const { adopted, problems } = await takes.reconcile(files);
      for (const take of adopted) await takeIndex.refreshCell(documentId, takes, cellKeyOf(take.unit, take.layer));
      const world = await readWorld(matrix);
      const jobs = isRehearsal ? [] : options.ledger.openJobs(outputDir);
      for (const [key, failure] of undecidedJobs(jobs)) problems.set(key, failure);
      const damaged = takes.damagedIndex === null ? [] : [damagedIndexWarning(takes.damagedIndex)];
      if (isNetworkFolder(outputDir)) damaged.push(networkWarning(outputDir));
      const plan = buildPlan(shown, templates, { ...world, problems, paid: paidRecipes(jobs) }, planOptions);
      return { ...plan, warnings: [...damaged, ...takes.notices, ...world.warnings, ...plan.warnings] };
    },
  };
  return project;
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
