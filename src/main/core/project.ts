import { readFile } from 'node:fs/promises';
import { dirname, normalize, resolve } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
import { cellKeyOf, NotFoundError, type CellKey, type DocumentId, type TakeId } from '../../shared/base/index.ts';
import { defaultOutputDir, listCells, type MatrixDocument } from '../../shared/matrix/index.ts';
import {
  buildPlan,
  listFilePaths,
  type KnownState,
  type KnownTake,
  type OverwriteRule,
  type PlanScope,
  type RunPlan,
} from '../../shared/plan/index.ts';
import type { TemplateCatalog } from '../../shared/template/index.ts';
import {
  isInside,
  openTakeStore,
  resolveOutputDir,
  type CellFile,
  type TakeIndex,
  type TakeStore,
} from '../artifact/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import type { FileHasher } from '../platform/index.ts';
import { cellFileOf } from '../run/index.ts';

const maxTextBytes = 64 * 1024;

/** A document together with its output folder: what planning and running need. */
export interface Project {
  readonly documentId: DocumentId;
  readonly documentFile: string;
  readonly takes: TakeStore;
  plan(matrix: MatrixDocument, options: { scope: PlanScope; overwrite: OverwriteRule }): Promise<RunPlan>;
  /** Picks a take: its file becomes the conventional one of its cell. */
  pick(matrix: MatrixDocument, id: TakeId): Promise<void>;
}

export interface ProjectOptions {
  documentId: DocumentId;
  documentFile: string;
  matrix: MatrixDocument;
  /** Output folder as the user gave it on this machine, or null for the document's own. */
  outputDir: string | null;
  templates: TemplateCatalog;
  picture: PictureProcess;
  hasher: FileHasher;
  takeIndex: TakeIndex;
}

/** Opens the output folder of a document and indexes its takes. Throws OutputFolderError. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { documentId, documentFile, templates, hasher, takeIndex } = options;
  const shownDir = tidyFolder(options.outputDir ?? options.matrix.output_dir ?? defaultOutputDir);
  const outputDir = resolveOutputDir(documentFile, shownDir, options.outputDir);
  const takes = await openTakeStore(outputDir, { picture: options.picture });
  await takeIndex.rebuild(documentId, takes);

  async function knownState(matrix: MatrixDocument, warnings: string[]): Promise<KnownState> {
    const picks = new Map<CellKey, KnownTake>();
    for (const cell of listCells(matrix)) {
      const take = takes.pickOf(cell.key);
      if (take === null) continue;
      const sha256 = await hasher.hash(takes.fileOf(take));
      if (sha256 === take.sha256) picks.set(cell.key, { ...take, durationSeconds: null, text: await smallText(take) });
      else
        warnings.push(
          `${cell.key}: the file of its take is ${sha256 === null ? 'missing' : 'damaged'}, so it counts as not made.`,
        );
    }
    return {
      picks,
      files: await hashFileParameters({ documentFile, matrix, templates, hasher, allowed: [outputDir] }),
    };
  }

  /** Content of a text that is small enough to stand in a parameter; null for anything else. */
  async function smallText(take: Take): Promise<string | null> {
    if (take.assetType !== 'text' || take.bytes > maxTextBytes) return null;
    return readFile(takes.fileOf(take), 'utf8');
  }

  async function conventionalFileOf(matrix: MatrixDocument, key: CellKey): Promise<string> {
    const { cells } = await project.plan(matrix, { scope: { kind: 'cells', cells: [key] }, overwrite: 'stale' });
    const cell = cells[0];
    if (cell !== undefined) return cellFileOf(cell).fileName;
    throw new NotFoundError('cell', `The document has no cell ${key} any more.`, { hint: 'Undo its removal first.' });
  }

  const project: Project = {
    documentId,
    documentFile,
    takes,
    async pick(matrix, id) {
      const take = takes.list().find((each) => each.id === id);
      if (take === undefined) {
        throw new NotFoundError('take', 'This take belongs to another document.', {
          hint: 'Open that document first.',
        });
      }
      const key = cellKeyOf(take.unit, take.layer);
      await takes.pick(id, await conventionalFileOf(matrix, key));
      await takeIndex.refreshCell(documentId, takes, key);
    },
    async plan(matrix, planOptions) {
      if (await takes.refresh()) await takeIndex.rebuild(documentId, takes);
      const shown = { ...matrix, output_dir: shownDir };
      const predicted = buildPlan(shown, templates, await knownState(matrix, []), {
        scope: { kind: 'all' },
        overwrite: 'stale',
      });
      const files = predicted.cells.flatMap((cell): CellFile[] => (cell.failure === null ? [cellFileOf(cell)] : []));
      const { adopted, problems } = await takes.reconcile(files);
      for (const take of adopted) await takeIndex.refreshCell(documentId, takes, cellKeyOf(take.unit, take.layer));
      const warnings = takes.damagedIndex === null ? [] : [damagedIndexWarning(takes.damagedIndex)];
      const plan = buildPlan(shown, templates, { ...(await knownState(matrix, warnings)), problems }, planOptions);
      return { ...plan, warnings: [...warnings, ...plan.warnings] };
    },
  };
  return project;
}

/** One spelling of a folder: `./out/` and `out//` are `out`. */
export function tidyFolder(folder: string): string {
  const tidy = normalize(folder);
  return tidy.length > 1 ? tidy.replace(/[\\/]+$/, '') : tidy;
}

function damagedIndexWarning(file: string): string {
  return `The index of takes was damaged; what came after the damage is kept in .takes/${file}, its files were not touched.`;
}

export interface FileParametersOptions {
  documentFile: string;
  matrix: MatrixDocument;
  templates: TemplateCatalog;
  hasher: FileHasher;
  /** Folders that may be read beside the document's own. */
  allowed?: readonly string[];
}

/** Content hashes of the files a document names, by path as written; those that may not be read are missing. */
export async function hashFileParameters(options: FileParametersOptions): Promise<Map<string, string>> {
  const { documentFile, matrix, templates, hasher, allowed = [] } = options;
  const files = new Map<string, string>();
  const folders = [dirname(documentFile), ...allowed];
  for (const path of listFilePaths(matrix, templates)) {
    const file = resolve(dirname(documentFile), path);
    const sha256 = await hasher.hash(file);
    if (sha256 === null) continue;
    const inside = await Promise.all(folders.map((folder) => isInside(folder, file)));
    if (inside.includes(true)) files.set(path, sha256);
  }
  return files;
}
