import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Take } from '../../shared/artifact/index.ts';
import {
  cellKeyOf,
  NotFoundError,
  noCost,
  takeId as takeIdSchema,
  type CellKey,
  type TakeId,
} from '../../shared/base/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import { copyFileAtomic, createFileHasher, hashFile, syncFile } from '../platform/index.ts';
import type { CellFile } from './cell-file.ts';
import { deleteTake, type Deletion } from './delete-take.ts';
import { guardFolder, type FolderGuard } from './folder-guard.ts';
import { folderIdOf } from './folder-id.ts';
import { keepForeign } from './keep-foreign.ts';
import { inspectMedia } from './inspect-media.ts';
import { prepareOutputDir, takesFolderName } from './output-folder.ts';
import { sweepLeftovers } from './sweep.ts';
import { reconcileCells, type Reconciliation } from './reconcile.ts';
import { openTakeJournal, type JournalEntry, type TakeJournal } from './take-journal.ts';

/** What is known of a finished asset, beside what the file itself says. */
export type TakeFacts = Pick<Take, 'model' | 'recipe' | 'prompt' | 'seed' | 'durationMs' | 'costMicroUsd' | 'runId'>;

export interface AddOptions {
  /** Id of the take; a new one when it is absent. */
  id?: TakeId;
  /** False for a further output of the same call, or one that nobody waits for any more. */
  isPicked?: boolean;
}

/** The takes of one output folder. All changes are on disk before a call returns. */
export interface TakeStore {
  readonly outputDir: string;
  /** Name of the folder that stays when the project is moved. */
  readonly folderId: string;
  /** File inside `.takes/` that keeps the unreadable rest of a damaged index; null when all of it was good. */
  readonly damagedIndex: string | null;
  /** What became of files that somebody put in the place of a take while it was made, in words. */
  readonly notices: readonly string[];
  /** Whether its folders are still those that were opened. */
  isThere(): Promise<boolean>;
  /** Takes over what other processes have added to the index; answers whether there was anything. */
  refresh(): Promise<boolean>;
  list(): readonly Take[];
  pickOf(cell: CellKey): Take | null;
  isPicked(id: TakeId): boolean;
  /** Absolute path of a take's file. */
  fileOf(take: Take): string;
  /** A new absolute path inside the takes folder for an engine to write to. */
  newPartFile(extension: string): string;
  /** A take by its id, null when the index does not have it. */
  find(id: TakeId): Take | null;
  /**
   * Takes a finished file over as a take. Unless told otherwise it is picked and published under the conventional name.
   */
  add(cell: CellFile, partFile: string, facts: TakeFacts, options?: AddOptions): Promise<Take>;
  /**
   * Removes unfinished files that a killed process has left, except those of which `isWanted` says that they are still to
   * be finished. Only for whoever works here alone.
   */
  sweep(isWanted: (fileName: string) => boolean): Promise<void>;
  /** Picks a take and publishes it. */
  pick(id: TakeId, fileName: string): Promise<Take>;
  /** Deletes a take with its own files; see deleteTake. Throws NotFoundError for one that the index does not have. */
  delete(id: TakeId, fileName: string | null): Promise<Deletion>;
  /**
   * Brings the conventional files in line with the index: a missing one is published again, a file that the index does
   * not know is adopted as the picked take. A file that is no asset is left alone and reported.
   */
  reconcile(cells: readonly CellFile[]): Promise<Reconciliation>;
}

/**
 * Opens the takes of an output folder, making it when needed. Real takes and those of rehearsals are picked apart, so that
 * neither ever stands in for the other where both share a folder. Throws OutputFolderError.
 */
export async function openTakeStore(
  outputDir: string,
  dependencies: { picture: PictureProcess; isRehearsal?: boolean; clock?: () => Date },
): Promise<TakeStore> {
  const { picture, isRehearsal = false, clock = (): Date => new Date() } = dependencies;
  await prepareOutputDir(outputDir);
  const folder = join(outputDir, takesFolderName);
  const guard = await guardFolder(outputDir, folder);
  const folderId = await folderIdOf(folder);
  const lane = { outputDir, folderId, folder, guard, picture, isRehearsal, clock };
  const store = createStore(lane, openTakeJournal(folder, clock));
  await store.refresh();
  return store;
}

interface Lane {
  outputDir: string;
  folderId: string;
  /** Its `.takes`. */
  folder: string;
  guard: FolderGuard;
  picture: PictureProcess;
  isRehearsal: boolean;
  clock: () => Date;
}

function createStore(lane: Lane, journal: TakeJournal): TakeStore {
  const { outputDir, folder, picture, clock } = lane;
  const takes = new Map<TakeId, Take>();
  const picks = new Map<CellKey, TakeId>();
  /** Cells with a real take, seen from the lane of rehearsals. */
  const reallyMade = new Set<CellKey>();
  const hasher = createFileHasher();
  const notices: string[] = [];
  const list = (): readonly Take[] => [...takes.values()];

  /** Takes over what the index says. */
  function replay(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      if (entry.kind === 'take') remember(entry.take, entry.picked);
      else if (entry.kind === 'pick') setPick(entry.id);
      else forget(entry.id);
    }
  }

  async function refresh(): Promise<boolean> {
    await lane.guard.check();
    const entries = await journal.readNew();
    replay(entries);
    return entries.length > 0;
  }

  async function append(entry: JournalEntry): Promise<void> {
    await lane.guard.check();
    replay([...(await journal.append(entry)), entry]);
  }

  function remember(take: Take, picked: boolean): void {
    takes.set(take.id, take);
    if (picked) setPick(take.id);
  }

  function forget(id: TakeId): void {
    const take = takes.get(id);
    if (take === undefined) return;
    takes.delete(id);
    const key = cellKeyOf(take.unit, take.layer);
    if (picks.get(key) === id) picks.delete(key);
  }

  function setPick(id: TakeId): void {
    const take = takes.get(id);
    if (take === undefined) return;
    const key = cellKeyOf(take.unit, take.layer);
    if (take.rehearsal === lane.isRehearsal) picks.set(key, id);
    else if (!take.rehearsal) reallyMade.add(key);
  }

  function pickOf(cell: CellKey): Take | null {
    const id = picks.get(cell);
    return id === undefined ? null : (takes.get(id) ?? null);
  }

  function fileOf(take: Take): string {
    return join(folder, take.file);
  }

  async function publish(take: Take, fileName: string): Promise<void> {
    await lane.guard.check();
    // Where both share a folder a placeholder never stands under the name of a real take.
    if (lane.isRehearsal && reallyMade.has(cellKeyOf(take.unit, take.layer))) return;
    const cell = { unit: take.unit, layer: take.layer, assetType: take.assetType, fileName };
    const notice = await keepForeign(cell, { outputDir, list, refresh, newPartFile, adoptPart, clock });
    if (notice !== null) notices.push(notice);
    await copyFileAtomic(fileOf(take), join(outputDir, fileName));
  }

  async function record(
    cell: CellFile,
    partFile: string,
    facts: TakeFacts,
    origin: Take['origin'],
    mediaExtension: string,
    { id = takeIdSchema.parse(randomUUID()), isPicked = true }: AddOptions = {},
  ): Promise<Take> {
    await lane.guard.check();
    const media = await inspectMedia(partFile, cell.assetType, mediaExtension, picture);
    await syncFile(partFile);
    const original = media.original === null ? null : `${id}.original.${media.original.extension}`;
    const take: Take = {
      ...facts,
      id,
      rehearsal: lane.isRehearsal,
      unit: cell.unit,
      layer: cell.layer,
      assetType: cell.assetType,
      file: `${id}.${media.extension}`,
      mediaType: media.mediaType,
      bytes: (await stat(partFile)).size,
      sha256: await hashFile(partFile),
      width: media.width,
      height: media.height,
      durationSeconds: media.durationSeconds,
      original,
      ...(media.original === null ? {} : { originalSha256: await hashFile(media.original.file) }),
      origin,
      createdAt: clock().toISOString(),
    };
    if (media.original !== null && original !== null) {
      await syncFile(media.original.file);
      await rename(media.original.file, join(folder, original));
    }
    await rename(partFile, fileOf(take));
    await append({ kind: 'take', take, picked: isPicked });
    return take;
  }

  async function adopt(cell: CellFile): Promise<Take> {
    const part = newPartFile('adopted');
    await copyFile(join(outputDir, cell.fileName), part);
    const take = await adoptPart(cell, part, { isPicked: true }).catch(async (error: unknown) => {
      await rm(part, { force: true });
      throw error;
    });
    // A converted file must not look like somebody's own again next time; the original is kept with the take.
    if (take.original !== null) await publish(take, cell.fileName);
    return take;
  }

  /** Makes a file of somebody's a take of the cell; not picked unless told so. */
  async function adoptPart(cell: CellFile, part: string, options: AddOptions = { isPicked: false }): Promise<Take> {
    const facts = {
      model: null,
      recipe: null,
      prompt: null,
      seed: null,
      durationMs: null,
      costMicroUsd: noCost,
      runId: null,
    };
    const extension = cell.fileName.split('.').at(-1) ?? '';
    return record(cell, part, facts, 'adopted', extension, options);
  }

  function newPartFile(extension: string): string {
    return join(folder, `${randomUUID()}.${extension}.part`);
  }

  return {
    outputDir,
    folderId: lane.folderId,
    get damagedIndex() {
      return journal.damagedFile;
    },
    notices,
    isThere: () => lane.guard.isSame(),
    refresh,
    list,
    pickOf,
    isPicked: (id) => {
      const take = takes.get(id);
      return take !== undefined && picks.get(cellKeyOf(take.unit, take.layer)) === id;
    },
    fileOf,
    newPartFile,
    find: (id) => takes.get(id) ?? null,
    async add(cell, partFile, facts, options = {}) {
      const extension = cell.fileName.split('.').at(-1) ?? '';
      const take = await record(cell, partFile, facts, 'generated', extension, options);
      if (options.isPicked !== false) await publish(take, cell.fileName);
      return take;
    },
    sweep: (isWanted) => sweepLeftovers(outputDir, folder, isWanted),
    async pick(id, fileName) {
      const take = takes.get(id);
      if (take === undefined || !existsSync(fileOf(take))) {
        throw new NotFoundError('take', 'This take is not in the output folder any more.', {
          hint: 'Run the cell again.',
          place: { file: outputDir },
        });
      }
      await append({ kind: 'pick', id });
      await publish(take, fileName);
      return take;
    },
    async delete(id, fileName) {
      await refresh();
      const take = takes.get(id);
      if (take === undefined) {
        throw new NotFoundError('take', 'This take is not in the output folder any more.', {
          hint: 'It was deleted already.',
          place: { file: outputDir },
        });
      }
      return deleteTake(take, fileName, { outputDir, takesFolderName, list, pickOf, fileOf, append, publish });
    },
    async reconcile(cells) {
      await lane.guard.check();
      return reconcileCells(cells, { outputDir, hasher, list, refresh, pickOf, fileOf, publish, adopt });
    },
  };
}
