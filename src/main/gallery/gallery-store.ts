import { take as takeSchema } from '../../shared/artifact/index.ts';
import { generationTitle } from '../../shared/assist/index.ts';
import { NotFoundError, type DocumentId, type TakeId } from '../../shared/base/index.ts';
import type { GalleryItem } from '../../shared/contract/index.ts';
import type { Database } from '../platform/index.ts';

export interface GalleryPage {
  items: GalleryItem[];
  total: number;
  nextCursor: string | null;
}

/** Takes of all known output folders with their ratings. */
export interface GalleryStore {
  /** Newest first; `cursor` is what the page before gave. */
  list(options: { limit: number; cursor: string | null }): Promise<GalleryPage>;
  get(id: TakeId): Promise<GalleryItem>;
  /** All takes of a document with the output folder of each, in the order they were made. */
  ofDocument(id: DocumentId): Promise<(GalleryItem & { outputDir: string })[]>;
  /** Stores 1 to 5 stars; 0 takes the rating back. */
  rate(id: TakeId, stars: number, nowMs: number): Promise<GalleryItem>;
}

/** The gallery over a database; `isGeneration` tells the output folders of generations. */
export function createGalleryStore(database: Database, isGeneration: (outputDir: string) => boolean): GalleryStore {
  function toItem(row: ItemRow): GalleryItem {
    const take = takeSchema.parse(JSON.parse(row.data));
    const isOfPrompt = isGeneration(row.output_dir);
    return {
      take,
      documentId: row.document_id as DocumentId,
      // A generation is named by its prompt until somebody opens and names its document.
      documentTitle: row.title ?? (isOfPrompt ? generationTitle(take.prompt ?? '') : ''),
      isGeneration: isOfPrompt,
      rating: row.stars ?? 0,
      picked: row.picked === 1,
    };
  }

  const rows = (): ReturnType<typeof selectItems> => selectItems(database);

  async function get(id: TakeId): Promise<GalleryItem> {
    const row = await rows().where('takes.id', '=', id).executeTakeFirst();
    if (row === undefined) {
      throw new NotFoundError('take', 'This take is not in any open or known project.', {
        hint: 'Open the project it belongs to.',
      });
    }
    return toItem(row);
  }

  return {
    get,
    async ofDocument(id) {
      const found = await rows().where('takes.document_id', '=', id).orderBy('takes.sequence').execute();
      return found.map((row) => ({ ...toItem(row), outputDir: row.output_dir }));
    },
    async list({ limit, cursor }) {
      const [createdAt, sequence] = cursor === null ? [] : cursor.split('|');
      let query = rows()
        .orderBy('takes.created_at', 'desc')
        .orderBy('takes.sequence', 'desc')
        .limit(limit + 1);
      if (createdAt !== undefined && sequence !== undefined) {
        query = query.where((where) =>
          where.eb(where.refTuple('takes.created_at', 'takes.sequence'), '<', where.tuple(createdAt, Number(sequence))),
        );
      }
      const found = await query.execute();
      const counted = await database
        .selectFrom('takes')
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const more = found.length > limit && last !== undefined;
      return {
        items: page.map(toItem),
        total: counted.total,
        nextCursor: more ? `${last.created_at}|${last.sequence}` : null,
      };
    },
    async rate(id, stars, nowMs) {
      await get(id);
      if (stars === 0) {
        await database.deleteFrom('ratings').where('take_id', '=', id).execute();
      } else {
        const row = { take_id: id, stars, rated_at_ms: nowMs };
        await database
          .insertInto('ratings')
          .values(row)
          .onConflict((conflict) => conflict.column('take_id').doUpdateSet(row))
          .execute();
      }
      return get(id);
    },
  };
}

interface ItemRow {
  data: string;
  picked: number;
  document_id: string;
  output_dir: string;
  title: string | null;
  stars: number | null;
}

function selectItems(database: Database) {
  return database
    .selectFrom('takes')
    .leftJoin('ratings', 'ratings.take_id', 'takes.id')
    .leftJoin('documents', 'documents.id', 'takes.document_id')
    .select([
      'takes.data',
      'takes.picked',
      'takes.document_id',
      'takes.output_dir',
      'takes.created_at',
      'takes.sequence',
      'documents.title',
      'ratings.stars',
    ]);
}
