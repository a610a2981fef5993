import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
import { cellKeyOf, type CellKey, type TakeId } from '../../shared/base/index.ts';
import { hashFile } from '../platform/index.ts';
import { removeOwnFile } from './own-file.ts';
import type { JournalEntry } from './take-journal.ts';

/** What the deletion of a take has done. */
export interface Deletion {
  take: Take;
  /** The take that is picked in its cell now; null where none is left. */
  picked: Take | null;
  /** Files that are not, or no more, what Telar wrote: they were left alone. Relative to the output folder. */
  keptFiles: string[];
}

export interface DeletionParts {
  outputDir: string;
  takesFolderName: string;
  list: () => readonly Take[];
  pickOf: (cell: CellKey) => Take | null;
  fileOf: (take: Take) => string;
  append: (entry: JournalEntry) => Promise<void>;
  publish: (take: Take, fileName: string) => Promise<void>;
}

/**
 * Deletes a take: first from the index, then its files, so that a crash leaves a file too many and never a take without
 * its file. A picked one hands over to the newest other take of its cell; with the last one goes the conventional file.
 * `fileName` is the conventional one, null when the document has no such cell any more.
 */
export async function deleteTake(take: Take, fileName: string | null, parts: DeletionParts): Promise<Deletion> {
  const { outputDir, takesFolderName, pickOf, append, publish } = parts;
  const key = cellKeyOf(take.unit, take.layer);
  const wasPicked = pickOf(key)?.id === take.id;
  const heir = wasPicked ? newestOther(take, parts) : null;
  const keptFiles: string[] = [];
  const isForeign = fileName !== null && (await isUnknown(join(outputDir, fileName), parts));
  if (heir !== null) {
    await append({ kind: 'pick', id: heir.id });
    if (fileName !== null && !isForeign) await publish(heir, fileName);
    else if (fileName !== null) keptFiles.push(fileName);
  }
  await append({ kind: 'delete', id: take.id });
  const remove = async (folder: string, name: string, sha256: string | undefined): Promise<void> => {
    if ((await removeOwnFile(join(outputDir, folder), name, sha256)) === 'kept') keptFiles.push(join(folder, name));
  };
  if (wasPicked && heir === null && fileName !== null) await remove('', fileName, take.sha256);
  await remove(takesFolderName, take.file, take.sha256);
  if (take.original !== null) await remove(takesFolderName, take.original, take.originalSha256);
  return { take, picked: pickOf(key), keptFiles };
}

/** Whether the bytes of a file are of no take: somebody put them there since the last look. */
async function isUnknown(file: string, { list }: DeletionParts): Promise<boolean> {
  if (!existsSync(file) || !(await stat(file)).isFile()) return existsSync(file);
  const sha256 = await hashFile(file);
  return !list().some((each) => each.sha256 === sha256);
}

/** Takes of one call are made at once: the one that was written last counts as the newest. */
function newestOther(take: Take, { list, fileOf }: DeletionParts): Take | null {
  const others = list().filter((each) => isOther(each, take.id, take) && existsSync(fileOf(each)));
  return others.reduce<Take | null>(
    (newest, each) => (newest === null || each.createdAt >= newest.createdAt ? each : newest),
    null,
  );
}

function isOther(each: Take, id: TakeId, take: Take): boolean {
  return each.id !== id && each.unit === take.unit && each.layer === take.layer && each.rehearsal === take.rehearsal;
}
