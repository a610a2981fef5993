import { closeSync, copyFileSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import SqliteConnection, { type Database as Connection } from 'better-sqlite3';
import { DatabaseError, type TelarError } from '../../../shared/base/index.ts';

export interface SideDatabase {
  connection: Connection;
  /** Why it is empty, older or is not kept; null when all is well. */
  problem: TelarError | null;
  /** Tells the file from another one of its name; null while what happens is kept in none. */
  identity: string | null;
}

/** Statements of each change of the schema, oldest first. A released one is never changed again. */
export type SideMigrations = readonly (readonly string[])[];

/**
 * Opens a database that the program can do without. A damaged file is put aside under another name, and the copy of the
 * last orderly end takes its place, or a new one is begun; of a file that cannot be written a copy in memory is used; one of
 * a newer Telar is left as it is. All are told as DatabaseError in `problem`: nothing is thrown.
 */
export function openSideDatabase(file: string, migrations: SideMigrations): SideDatabase {
  const identity = identityOf(file);
  try {
    return opened(file, migrations, null);
  } catch (error) {
    if (isDamaged(error)) return startAnew(file, migrations, { cause: error, identity });
    return { connection: inMemory(file, migrations, error), problem: notKept(file, error), identity: null };
  }
}

/** Whether another process has put the file aside meanwhile: what is written to it then is lost to everybody. */
export function isReplaced({ identity }: Pick<SideDatabase, 'identity'>, file: string): boolean {
  return identity !== null && identity !== identityOf(file);
}

/** Whether SQLite says that a file is damaged, at its opening or while it is read. */
export function isDamaged(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code);
}

/** Puts a damaged database aside. Where another process was faster, what it has begun is used. */
export function startAnew(
  file: string,
  migrations: SideMigrations,
  damage: { cause: unknown; identity: string | null },
): SideDatabase {
  if (identityOf(file) !== damage.identity) return openSideDatabase(file, migrations);
  const aside = freeName(file);
  try {
    for (const ending of ['', '-wal', '-shm']) {
      if (existsSync(`${file}${ending}`)) renameSync(`${file}${ending}`, `${aside}${ending}`);
    }
    return fromCopy(file, migrations, aside) ?? opened(file, migrations, putAside(file, aside, damage.cause));
  } catch (error) {
    return { connection: inMemory(file, migrations, error), problem: notKept(file, error), identity: null };
  }
}

/** Keeps a copy beside the file, for the day on which it turns out to be damaged. */
export function keepCopy(kept: Pick<SideDatabase, 'connection' | 'identity'>, file: string): void {
  if (kept.identity === null || isReplaced(kept, file)) return;
  const part = `${copyName(file)}.${process.pid}`;
  try {
    kept.connection.prepare('VACUUM INTO ?').run(part);
    renameSync(part, copyName(file));
  } finally {
    rmSync(part, { force: true });
  }
}

function copyName(file: string): string {
  return `${file}.copy`;
}

/** The copy in the place of what was put aside; null where there is none that can be read. */
function fromCopy(file: string, migrations: SideMigrations, aside: string): SideDatabase | null {
  const copy = copyName(file);
  if (!existsSync(copy)) return null;
  const date = statSync(copy).mtime.toISOString().slice(0, 16).replace('T', ' ');
  copyFileSync(copy, file);
  try {
    return opened(file, migrations, restored(file, aside, date));
  } catch (error) {
    if (!isDamaged(error)) throw error;
    rmSync(file);
    return null;
  }
}

function opened(file: string, migrations: SideMigrations, problem: TelarError | null): SideDatabase {
  return { connection: openFile(file, migrations), problem, identity: identityOf(file) };
}

function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

function openFile(file: string, migrations: SideMigrations): Connection {
  // SQLite opens a file that cannot be written all the same, and fails at the first change.
  if (existsSync(file)) closeSync(openSync(file, 'r+'));
  const connection = new SqliteConnection(file, { timeout: 5_000 });
  try {
    connection.pragma('journal_mode = WAL');
    connection.pragma('foreign_keys = ON');
    const check: unknown = connection.pragma('quick_check(1)', { simple: true });
    if (check !== 'ok') throw Object.assign(new Error(String(check)), { code: 'SQLITE_CORRUPT' });
    migrate(connection, migrations);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** With what a file that cannot be written holds, else empty. */
function inMemory(file: string, migrations: SideMigrations, reason: unknown): Connection {
  const readable = reason instanceof NewerVersion ? null : contentOf(file);
  if (readable !== null) {
    try {
      const connection = new SqliteConnection(readable);
      migrate(connection, migrations);
      return connection;
    } catch (error) {
      if (!isDamaged(error)) throw error;
    }
  }
  const connection = new SqliteConnection(':memory:');
  migrate(connection, migrations);
  return connection;
}

/** Bytes of a database, as one that needs no log beside it (version numbers of the file format at 18: 1 = no log). */
function contentOf(file: string): Buffer | null {
  try {
    const bytes = readFileSync(file);
    if (bytes.length < 100) return null;
    bytes.fill(1, 18, 20);
    return bytes;
  } catch (error) {
    // What cannot be read either is told as not writable; there is nothing to begin with.
    if (error instanceof Error && 'syscall' in error) return null;
    throw error;
  }
}

/** Processes that open a new file at the same moment change its schema one after the other. */
function migrate(connection: Connection, migrations: SideMigrations): void {
  const version = (): number => Number(connection.pragma('user_version', { simple: true }));
  if (version() > migrations.length) throw new NewerVersion(version());
  if (version() === migrations.length) return;
  connection
    .transaction(() => {
      for (const statement of migrations.slice(version()).flat()) connection.exec(statement);
      connection.pragma(`user_version = ${migrations.length}`);
    })
    .immediate();
}

class NewerVersion extends Error {
  constructor(version: number) {
    super(`version ${version}`);
  }
}

function freeName(file: string): string {
  let number = 1;
  while (existsSync(`${file}.damaged-${number}`)) number += 1;
  return `${file}.damaged-${number}`;
}

function putAside(file: string, aside: string, cause: unknown): TelarError {
  return new DatabaseError('put-aside', `${file} was damaged and is now ${aside}.`, {
    hint: 'A new one was begun. Stars stay with their pictures; if you have exported what was learned, import it again.',
    place: { file: aside },
    values: { file, aside },
    cause,
  });
}

function restored(file: string, aside: string, date: string): TelarError {
  return new DatabaseError(
    'restored',
    `${file} was damaged and is now ${aside}; the copy of ${date} is in its place.`,
    {
      hint: 'Nothing else has to be done. Stars given since then are kept with their pictures.',
      place: { file: aside },
      values: { file, aside, date },
    },
  );
}

function notKept(file: string, cause: unknown): TelarError {
  if (cause instanceof NewerVersion) {
    return new DatabaseError('newer-version', `${file} was made by a newer Telar (${cause.message}).`, {
      hint: 'Update Telar. The file was not changed; what happens until then is not kept in it.',
      place: { file },
      values: { file, migration: cause.message },
    });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseError('not-writable', `${file} cannot be opened: ${reason}.`, {
    hint: 'Make the data folder writable. Until then, what happens is forgotten when Telar ends.',
    place: { file },
    values: { file, reason },
    cause,
  });
}
