import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteConnection, { type Database as SqliteDatabase } from 'better-sqlite3';
import { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { DatabaseError } from '../../../shared/base/index.ts';
import { makeFolder } from '../make-folder.ts';
import { isNetworkFolder } from '../network-folder.ts';
import { backUp, backUpDaily } from './backup.ts';
import { migrations as ownMigrations } from './migrations.ts';
import type { Tables } from './tables.ts';
import { TransactionalSqliteDialect } from './transactional-dialect.ts';

export type Database = Kysely<Tables>;
/** A connection for synchronous statements and transactions. */
export type Connection = SqliteDatabase;

export interface OpenDatabase {
  query: Database;
  /**
   * A connection of its own: a statement on the one that kysely shares would be rolled back with a transaction that
   * happens to be open there.
   */
  direct: Connection;
  close(): Promise<void>;
}

/**
 * Opens `telar.db` of a data folder and brings its schema up to date, with a backup before. Throws DatabaseError for a
 * file that a newer Telar made (untouched), that cannot be read or written, or whose migration failed (rolled back).
 */
export async function openDatabase(
  home: string,
  migrations: Record<string, Migration> = ownMigrations,
  isOnNetwork: (folder: string) => boolean = isNetworkFolder,
): Promise<OpenDatabase> {
  const file = join(home, 'telar.db');
  makeDataFolder(home);
  if (isOnNetwork(home)) throw onNetworkShare(home);
  refuseEmptied(home, file);
  refuseNewer(file, migrations);
  const connection = connect(file);
  const query = new Kysely<Tables>({ dialect: new TransactionalSqliteDialect(connection) });
  try {
    checkPages(connection, file);
    await migrate(query, connection, home, file, migrations);
    connection.pragma(`user_version = ${Object.keys(migrations).length}`);
    backUpDaily(connection, home);
  } catch (error) {
    await query.destroy();
    throw isDamage(error) ? unreadable(file, error) : error;
  }
  const direct = connect(file);
  return {
    query,
    direct,
    async close() {
      direct.close();
      await query.destroy();
    },
  };
}

/** SQLite's locks and its write-ahead log do not hold on a file system of another machine. */
function onNetworkShare(home: string): Error {
  return new DatabaseError('network-share', `The data folder ${home} lies on another machine.`, {
    hint: 'Set TELAR_HOME to a folder on a disk of this machine; projects and outputs may stay where they are.',
    place: { file: home },
    values: { file: home },
  });
}

function makeDataFolder(home: string): void {
  try {
    makeFolder(home);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseError('not-writable', `The data folder cannot be made: ${reason}.`, {
      hint: 'Make its parent folder writable, or set TELAR_HOME to another one.',
      place: { file: home },
      values: { file: home, reason },
      cause: error,
    });
  }
}

/**
 * SQLite takes an empty file for a new database. One that was in use before, as its backups say, was cut off: starting
 * anew in silence would lose the ledger. Without a backup it is what a process killed at its first start has left.
 */
function refuseEmptied(home: string, file: string): void {
  if (!existsSync(file) || statSync(file).size > 0) return;
  const folder = join(home, 'backups');
  const isKnown = existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.db'));
  if (isKnown) throw unreadable(file, new Error('the file is empty'));
}

/** A damaged page shows when it is read, perhaps in the middle of a paid run: all are looked at before (0.3 s for 100 MB). */
function checkPages(connection: SqliteDatabase, file: string): void {
  const result: unknown = connection.pragma('quick_check(1)', { simple: true });
  if (result !== 'ok') throw unreadable(file, new Error(`it is damaged (${String(result)})`));
}

function isDamage(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|TOOBIG|FORMAT)/.test(code);
}

/** Looks for unknown migrations through a read-only connection, so that a newer file is not even switched to WAL. */
function refuseNewer(file: string, migrations: Record<string, Migration>): void {
  if (!existsSync(file)) return;
  let unknown: string | undefined;
  try {
    const connection = new SqliteConnection(file, { readonly: true });
    try {
      const version = Number(connection.pragma('user_version', { simple: true }));
      const tooNew = version > Object.keys(migrations).length ? `version ${version}` : undefined;
      unknown = appliedMigrations(connection).find((name) => migrations[name] === undefined) ?? tooNew;
    } finally {
      connection.close();
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  if (unknown === undefined) return;
  throw new DatabaseError('newer-version', `The database was made by a newer Telar (it has "${unknown}").`, {
    hint: 'Update Telar, or set TELAR_HOME to another data folder. The database was not changed.',
    place: { file },
    values: { file, migration: unknown },
  });
}

function appliedMigrations(connection: SqliteDatabase): string[] {
  const table = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = 'kysely_migration'").get();
  if (table === undefined) return [];
  const rows = connection.prepare('SELECT name FROM kysely_migration ORDER BY name').all() as { name: string }[];
  return rows.map((row) => row.name);
}

function connect(file: string): SqliteDatabase {
  try {
    const connection = new SqliteConnection(file, { timeout: 5_000 });
    connection.pragma('journal_mode = WAL');
    // SQLite falls to NORMAL once a file is in WAL mode, so FULL is set after it and checked (measured, DESIGN §3).
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    const synchronous = connection.pragma('synchronous', { simple: true });
    if (synchronous !== 2) throw new Error(`synchronous is ${String(synchronous)}, not FULL`);
    return connection;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const readonly = /readonly|read-only|EACCES|EROFS/i.test(reason);
  return new DatabaseError(readonly ? 'not-writable' : 'unreadable', `The database cannot be opened: ${reason}.`, {
    hint: readonly
      ? 'Make the data folder writable, or set TELAR_HOME to another one.'
      : 'Copies are in the folder "backups" beside it: move the damaged file away, also its -wal and -shm, and put the newest copy in its place. Takes and picks are not lost: they lie beside the documents.',
    place: { file },
    values: { file, reason },
    cause: error,
  });
}

async function migrate(
  query: Database,
  connection: SqliteDatabase,
  home: string,
  file: string,
  migrations: Record<string, Migration>,
): Promise<void> {
  const migrator = new Migrator({ db: query, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const applied = appliedMigrations(connection);
  const open = Object.keys(migrations).filter((name) => !applied.includes(name));
  for (const name of open) {
    if (applied.length > 0) backUp(connection, home, `before-${name}`);
    const { error, results } = await migrator.migrateUp();
    const failed = error ?? (results?.[0]?.status === 'Success' ? undefined : new Error('nothing was migrated'));
    if (failed === undefined) continue;
    const reason = failed instanceof Error ? failed.message : JSON.stringify(failed);
    throw new DatabaseError('migration-failed', `The database could not be updated (${name}): ${reason}.`, {
      hint: 'Nothing was changed. Free some disk space and start again; if it fails again, report it with the log.',
      place: { file },
      values: { migration: name, reason },
      cause: failed,
    });
  }
}
