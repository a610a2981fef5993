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
  it('refuses a data folder on another machine, where its locks do not hold', async () => {
    await expect(openDatabase(home, migrations, () => true)).rejects.toMatchObject({
      code: 'DatabaseError',
      kind: 'network-share',
    });
    expect(await readdir(home)).toEqual([]);
  });

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
    const attempt = openDatabase(home, { ...migrations, '9998-fails': failing });
    await expect(attempt).rejects.toMatchObject({
      code: 'DatabaseError',
      kind: 'migration-failed',
      values: { reason: 'no such table: no_such_table' },
    });
    expect(await tablesOf(home)).not.toContain('half_done');
    expect(await readdir(join(home, 'backups'))).toContain('telar-before-9998-fails.db');
    await (await openDatabase(home)).close();
  });

  it('keeps the data of the steps that worked', async () => {
    const first = await openDatabase(home);
    await first.query.insertInto('settings').values({ key: 'language', value: '"es"' }).execute();
    await first.close();
    await openDatabase(home, { ...migrations, '9998-fails': failing }).catch(() => null);
    const again = await openDatabase(home);
    expect(await again.query.selectFrom('settings').selectAll().execute()).toEqual([
      { key: 'language', value: '"es"' },
    ]);
    await again.close();
  });

  it('brings a database of the first version up to date and keeps all that is in it', async () => {
    const fixture = await readFile(
      join(import.meta.dirname, '../../../../tests/migrations/0001-first-tables.sql'),
      'utf8',
    );
    const old = new SqliteConnection(join(home, 'telar.db'));
    old.exec(fixture);
    old.close();
    const database = await openDatabase(home);
    const rows = (table: string): unknown[] => database.direct.prepare(`SELECT * FROM ${table}`).all();
    expect(rows('settings')).toEqual([{ key: 'language', value: '"es"' }]);
    expect(rows('documents')).toEqual([
      { id: 'd1', file: '/home/ana/cuento.telar.json', title: 'Cuento', opened_at_ms: 1_700_000_000_000 },
    ]);
    expect(rows('runs')).toMatchObject([
      { id: 'r1', state: 'succeeded', ended_at_ms: 1_700_000_009_000, rehearsal: 0, cap_micro_usd: null },
      { id: 'r2', state: 'running', ended_at_ms: null, rehearsal: 0, cap_micro_usd: null },
    ]);
    expect(rows('cell_runs')).toMatchObject([
      { run_id: 'r1', key: 'u1/base', take_id: 't1', failure: null, cost_micro_usd: 0 },
      { run_id: 'r2', key: 'u1/base', state: 'failed', failure: '{"code":"ProviderError"}', cost_micro_usd: 0 },
    ]);
    expect(rows('takes')).toMatchObject([{ sequence: 1, id: 't1', picked: 1, data: '{"fileName":"ñandú 🦩.png"}' }]);
    expect(rows('ratings')).toEqual([{ take_id: 't1', stars: 5, rated_at_ms: 1_700_000_010_000 }]);
    expect(database.direct.prepare('SELECT COUNT(*) FROM ledger_jobs').pluck().get()).toBe(0);
    await database.close();
    const backup = new SqliteConnection(join(home, 'backups', 'telar-before-0002-ledger.db'), { readonly: true });
    expect(backup.prepare('SELECT title FROM documents').pluck().all()).toEqual(['Cuento']);
    expect(backup.prepare("SELECT name FROM sqlite_master WHERE name = 'ledger_jobs'").all()).toEqual([]);
    backup.close();
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
