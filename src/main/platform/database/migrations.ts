import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Every change of the schema, by name, oldest first. A released one is never changed again. */
export const migrations: Record<string, Migration> = {
  '0001-first-tables': {
    async up(database: Kysely<unknown>): Promise<void> {
      const statements = [
        sql`CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,
        sql`CREATE TABLE documents (id TEXT PRIMARY KEY, file TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
          opened_at_ms INTEGER NOT NULL) STRICT`,
        sql`CREATE TABLE runs (id TEXT PRIMARY KEY, document_id TEXT NOT NULL, state TEXT NOT NULL,
          started_at_ms INTEGER NOT NULL, ended_at_ms INTEGER, interrupted INTEGER NOT NULL DEFAULT 0,
          process_id INTEGER NOT NULL) STRICT`,
        sql`CREATE INDEX runs_by_document ON runs (document_id, started_at_ms)`,
        sql`CREATE TABLE cell_runs (run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, position INTEGER NOT NULL,
          key TEXT NOT NULL, unit TEXT NOT NULL, layer_name TEXT NOT NULL, layer_index INTEGER NOT NULL,
          state TEXT NOT NULL, attempt INTEGER NOT NULL, message TEXT, take_id TEXT, failure TEXT,
          started_at_ms INTEGER, ended_at_ms INTEGER, PRIMARY KEY (run_id, key)) STRICT`,
        sql`CREATE TABLE takes (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
          document_id TEXT NOT NULL, output_dir TEXT NOT NULL, created_at TEXT NOT NULL, picked INTEGER NOT NULL,
          data TEXT NOT NULL) STRICT`,
        sql`CREATE INDEX takes_by_time ON takes (created_at DESC, sequence DESC)`,
        sql`CREATE INDEX takes_by_folder ON takes (output_dir)`,
        sql`CREATE TABLE ratings (take_id TEXT PRIMARY KEY, stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
          rated_at_ms INTEGER NOT NULL) STRICT`,
      ];
      for (const statement of statements) await statement.execute(database);
    },
  },
};
