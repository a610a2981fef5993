import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { openDatabase, type Connection } from '../../src/main/platform/index.ts';
import type { JobIntent } from '../../src/main/run/index.ts';
import { cellKeyOf, documentId, layerName, microUsd, runId, takeId, unitId } from '../../src/shared/base/index.ts';

/** Bytes of a new database with the schema of today, to be opened in memory as often as wanted. */
export async function emptyDatabase(): Promise<Buffer> {
  const home = await mkdtemp(join(tmpdir(), 'telar-schema-'));
  try {
    await (await openDatabase(home)).close();
    const connection = new SqliteConnection(join(home, 'telar.db'));
    // A database in memory knows no WAL.
    connection.pragma('journal_mode = DELETE');
    const bytes = connection.serialize();
    connection.close();
    return bytes;
  } finally {
    await rm(home, { recursive: true });
  }
}

/** A database in memory with these bytes. */
export function openInMemory(bytes: Buffer): Connection {
  return new SqliteConnection(bytes);
}

/** Another reader of a database on disk: sees only what is committed. */
export function openReadOnly(file: string): Connection {
  return new SqliteConnection(file, { readonly: true });
}

export const document = documentId.parse('d1');
export const firstRun = runId.parse('r1');

export interface IntentSketch {
  id: string;
  run?: string;
  unit?: number;
  reserved?: number;
  outputDir?: string;
}

/** An intent of which only its id, its place and its price matter. */
export function intentOf({ id, run = firstRun, unit = 0, reserved = 0, outputDir = '/out' }: IntentSketch): JobIntent {
  const [row, column] = [unitId.parse(`u${unit}`), layerName.parse('l0')];
  return {
    id: takeId.parse(id),
    runId: runId.parse(run),
    documentId: document,
    outputDir,
    folderId: 'folder',
    cell: cellKeyOf(row, column),
    provider: 'replicate',
    reservedMicroUsd: microUsd.parse(reserved),
    order: {
      unit: row,
      layer: column,
      assetType: 'image',
      fileName: `${row}_layer0_image.png`,
      extension: 'png',
      model: 'replicate/owner/name',
      endpoint: 'owner/name',
      recipe: null,
      prompt: null,
      input: { prompt: id },
    },
  };
}
