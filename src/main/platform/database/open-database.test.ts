import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { beforeEach, describe, expect, it } from 'vitest';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'telar-db-'));
});

async function tablesOf(folder: string): Promise<string[]> {
  const database = await openDatabase(folder).catch(() => null);
  await database?.close();
  const connection = new SqliteConnection(join(folder, 'telar.db'), { readonly: true });
  const rows = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[];
  connection.close();
  return rows.map((row) => row.name);
}

const failing: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`CREATE TABLE half_done (id INTEGER)`.execute(database);
    await sql`INSERT INTO no_such_table VALUES (1)`.execute(database);
  },
};

describe('openDatabase', () => {
  it('makes the tables, in WAL mode with full synchronisation', async () => {
    const database = await openDatabase(home);
    const mode = await sql<{ journal_mode: string }>`PRAGMA journal_mode`.execute(database.query);
    const synchronous = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(database.query);
    expect([mode.rows[0]?.journal_mode, synchronous.rows[0]?.synchronous]).toEqual(['wal', 2]);
    await database.close();
    expect(await tablesOf(home)).toEqual(expect.arrayContaining(['settings', 'runs', 'cell_runs', 'takes', 'ratings']));
  });

  it('leaves nothing of a failing migration behind, and a backup from before it', async () => {
    await (await openDatabase(home)).close();
    const attempt = openDatabase(home, { ...migrations, '0002-fails': failing });
    await expect(attempt).rejects.toMatchObject({ code: 'DatabaseError', kind: 'migration-failed' });
    expect(await tablesOf(home)).not.toContain('half_done');
    expect(await readdir(join(home, 'backups'))).toContain('telar-before-0002-fails.db');
    await (await openDatabase(home)).close();
  });

  it('keeps the data of the steps that worked', async () => {
    const first = await openDatabase(home);
    await first.query.insertInto('settings').values({ key: 'language', value: '"es"' }).execute();
    await first.close();
    await openDatabase(home, { ...migrations, '0002-fails': failing }).catch(() => null);
    const again = await openDatabase(home);
    expect(await again.query.selectFrom('settings').selectAll().execute()).toEqual([
      { key: 'language', value: '"es"' },
    ]);
    await again.close();
  });

  it('refuses a database of a newer Telar and does not touch it', async () => {
    const newer: Migration = {
      async up(database) {
        await sql`CREATE TABLE new_thing (id)`.execute(database);
      },
    };
    await (await openDatabase(home, { ...migrations, '9999-from-the-future': newer })).close();
    const before = await readFile(join(home, 'telar.db'));
    await expect(openDatabase(home)).rejects.toMatchObject({ code: 'DatabaseError', kind: 'newer-version' });
    expect(await readFile(join(home, 'telar.db'))).toEqual(before);
  });

  it('says what to do about a file that is no database', async () => {
    await writeFile(join(home, 'telar.db'), 'this is not a database, whatever its name says'.repeat(40));
    await expect(openDatabase(home)).rejects.toMatchObject({ code: 'DatabaseError', kind: 'unreadable' });
  });
});
