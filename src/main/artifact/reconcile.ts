import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
import { cellKeyOf, OutputFolderError, TelarError, type CellKey, type FailureData } from '../../shared/base/index.ts';
import { copyFileAtomic, type FileHasher } from '../platform/index.ts';
import type { CellFile } from './cell-file.ts';
import { isInside } from './output-folder.ts';

/** What was found under the conventional names. */
export interface Reconciliation {
  adopted: Take[];
  /** Cells whose name is taken by something that Telar can neither use nor overwrite. */
  problems: Map<CellKey, FailureData>;
}

export interface ReconcileParts {
  outputDir: string;
  hasher: FileHasher;
  list: () => readonly Take[];
  /** Takes over what other processes have added to the index; answers whether there was anything. */
  refresh: () => Promise<boolean>;
  pickOf: (cell: CellKey) => Take | null;
  fileOf: (take: Take) => string;
  publish: (take: Take, fileName: string) => Promise<void>;
  adopt: (cell: CellFile) => Promise<Take>;
}

/** Failures that lie in the file; any other is not this cell's alone. */
const fileFailures: ReadonlySet<unknown> = new Set(['AssetDownloadError', 'OutputFolderError']);

/** Brings the conventional files of cells in line with the index of takes; see TakeStore.reconcile. */
export async function reconcileCells(cells: readonly CellFile[], parts: ReconcileParts): Promise<Reconciliation> {
  const result: Reconciliation = { adopted: [], problems: new Map() };
  const standingAt = cells.length < worthListing ? () => 'unknown' as const : await listFolder(parts.outputDir);
  for (const cell of cells) {
    try {
      const take = await reconcileCell(cell, standingAt(cell.fileName), parts);
      if (take !== null) result.adopted.push(take);
    } catch (error) {
      if (!(error instanceof TelarError) || !fileFailures.has(error.code)) throw error;
      const file = join(parts.outputDir, cell.fileName);
      result.problems.set(cellKeyOf(cell.unit, cell.layer), unusableFile(file, error.message));
    }
  }
  return result;
}

/** Number of cells from which on the folder is listed once: asking for each name is a hundred times the work. */
const worthListing = 16;

/** What a folder holds under a name. */
type Standing = 'nothing' | 'file' | 'unknown';

/**
 * Lists a folder. Names that some systems take for the same one (by case or by the form of accents), and anything but a
 * plain file, stay unknown: those are asked for.
 */
async function listFolder(folder: string): Promise<(name: string) => Standing> {
  const entries = await readdir(folder, { withFileTypes: true });
  const plain = new Set(entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])));
  const alike = new Set(entries.map(({ name }) => spellingFor(name)));
  return (name) => {
    if (plain.has(name)) return 'file';
    return alike.has(spellingFor(name)) ? 'unknown' : 'nothing';
  };
}

function spellingFor(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

async function reconcileCell(cell: CellFile, standing: Standing, parts: ReconcileParts): Promise<Take | null> {
  const { list, refresh, pickOf, fileOf, publish, adopt } = parts;
  const path = join(parts.outputDir, cell.fileName);
  const picked = pickOf(cellKeyOf(cell.unit, cell.layer));
  const published = await hashPublished(path, standing, parts);
  if (published === null) {
    if (picked !== null && existsSync(fileOf(picked))) await publish(picked, cell.fileName);
    return null;
  }
  if (published === picked?.sha256) {
    // The take itself was deleted or damaged: the published copy is as good.
    if ((await parts.hasher.hash(fileOf(picked))) !== published) await copyFileAtomic(path, fileOf(picked));
    return null;
  }
  // A file that the index knows, of this cell or, after a layer was inserted or renamed, of another one: nothing is lost
  // when it is published over. What it does not know is somebody's own.
  if (!list().some((take) => take.sha256 === published)) {
    // Another process may have made it just now: it writes the index before it publishes, so the index is read again.
    return (await refresh()) ? reconcileCell(cell, 'unknown', parts) : adopt(cell);
  }
  if (picked !== null && existsSync(fileOf(picked))) await publish(picked, cell.fileName);
  return null;
}

/** Content of what stands under a cell's name; null for nothing. Throws OutputFolderError for a folder. */
async function hashPublished(
  path: string,
  standing: Standing,
  { hasher, outputDir }: Pick<ReconcileParts, 'hasher' | 'outputDir'>,
): Promise<string | null> {
  if (standing === 'nothing') return null;
  if (standing === 'file') return hasher.hash(path);
  await refuseFolder(path);
  // What a link leads to elsewhere is not read: the link alone will be replaced.
  return (await leadsOut(path, outputDir)) ? null : hasher.hash(path);
}

async function leadsOut(path: string, folder: string): Promise<boolean> {
  return existsSync(path) && !(await isInside(folder, path));
}

async function refuseFolder(path: string): Promise<void> {
  if (!existsSync(path) || (await stat(path)).isFile()) return;
  throw new OutputFolderError('not-a-file', 'It is a folder.', { hint: 'Move it away.' });
}

function unusableFile(file: string, reason: string): FailureData {
  return new OutputFolderError('not-a-file', `${file} stands in the place of this cell’s file: ${reason}`, {
    hint: 'Telar does not overwrite what it did not make: move it away.',
    place: { file },
    values: { file, reason },
  }).toJSON();
}
