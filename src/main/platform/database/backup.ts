import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as SqliteDatabase } from 'better-sqlite3';

const keptDays = 7;

/** Writes a compact, consistent copy of the database to `backups/telar-<name>.db`, replacing one of that name. */
export function backUp(connection: SqliteDatabase, home: string, name: string): void {
  const folder = join(home, 'backups');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `telar-${name}.db`);
  rmSync(file, { force: true });
  connection.prepare('VACUUM INTO ?').run(file);
}

/** One copy a day, the newest seven kept. */
export function backUpDaily(connection: SqliteDatabase, home: string, now = new Date()): void {
  const day = now.toISOString().slice(0, 10);
  const folder = join(home, 'backups');
  if (existsSync(join(folder, `telar-${day}.db`))) return;
  backUp(connection, home, day);
  const days = readdirSync(folder).filter((name) => /^telar-\d{4}-\d{2}-\d{2}\.db$/.test(name));
  for (const name of days.sort().reverse().slice(keptDays)) rmSync(join(folder, name), { force: true });
}
