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
  type MicroUsd,
  type TakeId,
} from '../../shared/base/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import { copyFileAtomic, createFileHasher, hashFile, syncFile } from '../platform/index.ts';
import type { CellFile } from './cell-file.ts';
import { deleteTake, type Deletion } from './delete-take.ts';
import { folderReplaced, guardFolder, type FolderGuard } from './folder-guard.ts';
import { folderIdOf, readFolderId } from './folder-id.ts';
import { keepForeign } from './keep-foreign.ts';
import { inspectMedia } from './inspect-media.ts';
import { prepareOutputDir, refuseLinks, takesFolderName } from './output-folder.ts';
import { sweepLeftovers } from './sweep.ts';
import { createKnownTakes } from './known-takes.ts';
import { reconcileCells, type Reconciliation } from './reconcile.ts';
import { openTakeJournal, type JournalEntry, type RemoteAddress, type TakeJournal } from './take-journal.ts';

/** What is known of a finished asset, beside what the file itself says. */
export type TakeFacts = Pick<Take, 'model' | 'recipe' | 'prompt' | 'seed' | 'durationMs' | 'costMicroUsd' | 'runId'>;

export interface AddOptions {
  /** Id of the take; a new one when it is absent. */
  id?: TakeId;
  /** False for a further output of the same call, or one that nobody waits for any more. */
  isPicked?: boolean;
  /** Cost of a take that follows from what arrived, in the place of the one in its facts. */
  costOf?: (media: Pick<Take, 'width' | 'height' | 'durationSeconds'>) => MicroUsd;
  /** Where the provider keeps the very same bytes for a while. */
  remote?: RemoteAddress;
  /** SHA-256 of the part file, where it is known already; without it the file is read once more. */
  sha256?: string;
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
  /** Throws OutputFolderError `replaced` when they are not. */
  requireThere(): Promise<void>;
  /**
   * Takes the folder that stands in its place as the same one, if it has the same name inside: a disk that was away, or a
   * copy that was put back. Throws OutputFolderError `replaced` for any other, or none.
   */
  reopen(): Promise<void>;
  /** Takes over what other processes have added to the index; answers whether there was anything. */
  refresh(): Promise<boolean>;
  list(): readonly Take[];
  pickOf(cell: CellKey): Take | null;
  isPicked(id: TakeId): boolean;
  /** Absolute path of a take's file. */
  fileOf(take: Take): string;
  /** Where the provider that made a take keeps the same bytes, or did: nobody but that provider is told. */
  remoteOf(id: TakeId): RemoteAddress | null;
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
  /** Makes a copy of somebody's file the picked take of a cell and publishes it. Throws AssetDownloadError for another media. */
  adoptFile(cell: CellFile, file: string): Promise<Take>;
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
  const store = createStore(lane);
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

function createStore(lane: Lane): TakeStore {
  const { outputDir, folder, picture, clock } = lane;
  let journal: TakeJournal = openTakeJournal(folder, clock);
  const known = createKnownTakes(lane.isRehearsal);
  const { list, pickOf } = known;
  const hasher = createFileHasher();
  const notices: string[] = [];

  async function refresh(): Promise<boolean> {
    await lane.guard.check();
    const entries = await journal.readNew();
    known.replay(entries);
    return entries.length > 0;
  }

  async function append(entry: JournalEntry): Promise<void> {
    await lane.guard.check();
    known.replay([...(await journal.append(entry)), entry]);
  }

  function fileOf(take: Take): string {
    return join(folder, take.file);
  }

  async function publish(take: Take, fileName: string): Promise<void> {
    await lane.guard.check();
    // Where both share a folder a placeholder never stands under the name of a real take.
    if (lane.isRehearsal && known.isReallyMade(cellKeyOf(take.unit, take.layer))) return;
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
    { id = takeIdSchema.parse(randomUUID()), isPicked = true, costOf, remote, sha256 }: AddOptions = {},
  ): Promise<Take> {
    await lane.guard.check();
    const media = await inspectMedia(partFile, cell.assetType, mediaExtension, picture);
    await syncFile(partFile);
    const isConverted = media.original !== null;
    const arrivedSha256 = sha256 ?? (await hashFile(media.original?.file ?? partFile));
    const original = media.original === null ? null : `${id}.original.${media.original.extension}`;
    const take: Take = {
      ...facts,
      costMicroUsd: costOf?.(media) ?? facts.costMicroUsd,
      id,
      rehearsal: lane.isRehearsal,
      unit: cell.unit,
      layer: cell.layer,
      assetType: cell.assetType,
      file: `${id}.${media.extension}`,
      mediaType: media.mediaType,
      bytes: (await stat(partFile)).size,
      sha256: isConverted ? await hashFile(partFile) : arrivedSha256,
      width: media.width,
      height: media.height,
      durationSeconds: media.durationSeconds,
      original,
      ...(isConverted ? { originalSha256: arrivedSha256 } : {}),
      origin,
      createdAt: clock().toISOString(),
    };
    if (media.original !== null && original !== null) {
      await syncFile(media.original.file);
      await rename(media.original.file, join(folder, original));
    }
    await rename(partFile, fileOf(take));
    // What was converted is not what lies at the provider.
    const isSame = remote !== undefined && original === null;
    await append({ kind: 'take', take, picked: isPicked, ...(isSame ? { remote } : {}) });
    return take;
  }

  async function adopt(cell: CellFile): Promise<Take> {
    const take = await adoptCopy(cell, join(outputDir, cell.fileName));
    // A converted file must not look like somebody's own again next time; the original is kept with the take.
    if (take.original !== null) await publish(take, cell.fileName);
    return take;
  }

  /** Copies a file of somebody's and picks the copy as a take of the cell. */
  async function adoptCopy(cell: CellFile, file: string): Promise<Take> {
    const part = newPartFile('adopted');
    await copyFile(file, part);
    return adoptPart(cell, part, { isPicked: true }).catch(async (error: unknown) => {
      await rm(part, { force: true });
      throw error;
    });
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
    requireThere: () => lane.guard.check(),
    async reopen() {
      if (await lane.guard.isSame()) return;
      if ((await readFolderId(folder)) !== lane.folderId) throw folderReplaced(outputDir);
      await refuseLinks(folder);
      lane.guard = await guardFolder(outputDir, folder);
      // A copy may be older than what is known here.
      journal = openTakeJournal(folder, clock);
      known.clear();
      await refresh();
    },
    refresh,
    list,
    pickOf,
    isPicked: known.isPicked,
    fileOf,
    remoteOf: known.remoteOf,
    newPartFile,
    find: known.find,
    async add(cell, partFile, facts, options = {}) {
      const extension = cell.fileName.split('.').at(-1) ?? '';
      const take = await record(cell, partFile, facts, 'generated', extension, options);
      if (options.isPicked !== false) await publish(take, cell.fileName);
      return take;
    },
    async adoptFile(cell, file) {
      const take = await adoptCopy(cell, file);
      await publish(take, cell.fileName);
      return take;
    },
    sweep: (isWanted) => sweepLeftovers(outputDir, folder, isWanted),
    async pick(id, fileName) {
      const take = known.find(id);
      if (take === null || !existsSync(fileOf(take))) throw takeNotFound(outputDir, 'Run the cell again.');
      await append({ kind: 'pick', id });
      await publish(take, fileName);
      return take;
    },
    async delete(id, fileName) {
      await refresh();
      const take = known.find(id);
      if (take === null) throw takeNotFound(outputDir, 'It was deleted already.');
      return deleteTake(take, fileName, { outputDir, takesFolderName, list, pickOf, fileOf, append, publish });
    },
    async reconcile(cells) {
      await lane.guard.check();
      return reconcileCells(cells, { outputDir, hasher, list, refresh, pickOf, fileOf, publish, adopt });
    },
  };
}

function takeNotFound(outputDir: string, hint: string): Error {
  return new NotFoundError('take', 'This take is not in the output folder any more.', {
    hint,
    place: { file: outputDir },
  });
}
