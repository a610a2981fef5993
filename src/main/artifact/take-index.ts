import { existsSync } from 'node:fs';
import type { Transaction } from 'kysely';
import { take as takeSchema, type Take } from '../../shared/artifact/index.ts';
import { cellKeyOf, type CellKey, type DocumentId, type TakeId } from '../../shared/base/index.ts';
import type { Database, Tables } from '../platform/index.ts';
import type { TakeStore } from './take-store.ts';

export interface IndexedTake {
  take: Take;
  documentId: DocumentId;
  outputDir: string;
}

/** Copy of all takes folders in the database, so that the gallery can search them. */
export interface TakeIndex {
  /** Makes the rows of an output folder equal to its store. */
  rebuild(documentId: DocumentId, store: TakeStore): Promise<void>;
  /** Brings the rows of one cell up to date. */
  refreshCell(documentId: DocumentId, store: TakeStore, cell: CellKey): Promise<void>;
  find(id: TakeId): Promise<IndexedTake | null>;
  /** Drops a deleted take with its rating. */
  forget(id: TakeId): Promise<void>;
  /** Drops the rows of output folders that are gone (their ratings stay, should a folder come back). */
  forgetMissingFolders(): Promise<void>;
}

/** The index over a database. */
export function createTakeIndex(database: Database): TakeIndex {
  return {
    async rebuild(documentId, store) {
      await database.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('takes').where('output_dir', '=', store.outputDir).execute();
        for (const take of store.list()) await upsert(transaction, documentId, store, take);
      });
    },
    async refreshCell(documentId, store, cell) {
      await database.transaction().execute(async (transaction) => {
        for (const take of store.list()) {
          if (cellKeyOf(take.unit, take.layer) === cell) await upsert(transaction, documentId, store, take);
        }
      });
    },
    async find(id) {
      const row = await database.selectFrom('takes').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) return null;
      const take = takeSchema.parse(JSON.parse(row.data));
      return { take, documentId: row.document_id as DocumentId, outputDir: row.output_dir };
    },
    async forget(id) {
      await database.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('takes').where('id', '=', id).execute();
        await transaction.deleteFrom('ratings').where('take_id', '=', id).execute();
      });
    },
    async forgetMissingFolders() {
      const rows = await database.selectFrom('takes').select('output_dir').distinct().execute();
      const gone = rows.map((row) => row.output_dir).filter((folder) => !existsSync(folder));
      if (gone.length > 0) await database.deleteFrom('takes').where('output_dir', 'in', gone).execute();
    },
  };
}

async function upsert(
  transaction: Transaction<Tables>,
  documentId: DocumentId,
  store: TakeStore,
  take: Take,
): Promise<void> {
  const row = {
    id: take.id,
    document_id: documentId,
    output_dir: store.outputDir,
    created_at: take.createdAt,
    picked: store.isPicked(take.id) ? 1 : 0,
    data: JSON.stringify(take),
  };
  await transaction
    .insertInto('takes')
    .values(row)
    // A copied project holds the same takes: the folder that was opened last owns the row.
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
