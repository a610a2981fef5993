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
  '0002-ledger': {
    async up(database: Kysely<unknown>): Promise<void> {
      const statements = [
        sql`ALTER TABLE runs ADD COLUMN rehearsal INTEGER NOT NULL DEFAULT 0`,
        sql`ALTER TABLE runs ADD COLUMN cap_micro_usd INTEGER`,
        sql`ALTER TABLE cell_runs ADD COLUMN cost_micro_usd INTEGER NOT NULL DEFAULT 0`,
        sql`CREATE TABLE ledger_jobs (id TEXT PRIMARY KEY, run_id TEXT NOT NULL, document_id TEXT NOT NULL,
          output_dir TEXT NOT NULL, folder_id TEXT NOT NULL, cell TEXT NOT NULL, provider TEXT NOT NULL, state TEXT NOT NULL, remote_id TEXT,
          input_hash TEXT NOT NULL, reserved_micro_usd INTEGER NOT NULL, charged_micro_usd INTEGER NOT NULL DEFAULT 0,
          job TEXT NOT NULL, created_at_ms INTEGER NOT NULL, changed_at_ms INTEGER NOT NULL) STRICT`,
        sql`CREATE UNIQUE INDEX ledger_jobs_by_remote_id ON ledger_jobs (provider, remote_id)
          WHERE remote_id IS NOT NULL`,
        sql`CREATE INDEX ledger_jobs_by_folder ON ledger_jobs (output_dir, cell)`,
        sql`CREATE INDEX ledger_jobs_by_run ON ledger_jobs (run_id)`,
        sql`CREATE INDEX ledger_jobs_by_state ON ledger_jobs (state)`,
        sql`CREATE TABLE ledger_entries (sequence INTEGER PRIMARY KEY AUTOINCREMENT, job_id TEXT NOT NULL,
          kind TEXT NOT NULL, data TEXT NOT NULL, at_ms INTEGER NOT NULL, hash TEXT NOT NULL) STRICT`,
        sql`CREATE TABLE file_hashes (file TEXT PRIMARY KEY, identity TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT`,
      ];
      for (const statement of statements) await statement.execute(database);
    },
  },
  '0003-costs-and-history': {
    async up(database: Kysely<unknown>): Promise<void> {
      const statements = [
        sql`CREATE INDEX ledger_jobs_by_time ON ledger_jobs (created_at_ms)`,
        sql`CREATE TABLE cost_records (job_id TEXT PRIMARY KEY, run_id TEXT NOT NULL, document_id TEXT NOT NULL,
          document TEXT NOT NULL, unit TEXT NOT NULL, layer TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
          estimate_low_micro_usd INTEGER, estimate_high_micro_usd INTEGER, charged_micro_usd INTEGER NOT NULL,
          outcome TEXT NOT NULL, ordered_at_ms INTEGER NOT NULL) STRICT`,
        sql`CREATE INDEX cost_records_by_time ON cost_records (ordered_at_ms)`,
        sql`CREATE TABLE cost_marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,
        sql`CREATE TABLE inferences (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
          run_id TEXT NOT NULL, document_id TEXT NOT NULL, document TEXT NOT NULL, cell TEXT NOT NULL,
          provider TEXT NOT NULL, model TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
          started_at_ms INTEGER NOT NULL, ended_at_ms INTEGER, parameters TEXT NOT NULL, estimate_micro_usd INTEGER,
          job_id TEXT, take_id TEXT, failure TEXT, process_id INTEGER NOT NULL) STRICT`,
        sql`CREATE INDEX inferences_by_model ON inferences (model, sequence)`,
        sql`CREATE INDEX inferences_by_state ON inferences (state, sequence)`,
        sql`CREATE INDEX inferences_by_job ON inferences (job_id) WHERE job_id IS NOT NULL`,
        // What was paid before is part of the totals; its estimates were not kept.
        sql`INSERT INTO cost_records SELECT id, run_id, document_id, output_dir, json_extract(job, '$.unit'),
          json_extract(job, '$.layer'), provider, json_extract(job, '$.model'), NULL, NULL, charged_micro_usd, state,
          created_at_ms FROM ledger_jobs WHERE state IN ('charged', 'failed', 'cancelled', 'gone', 'abandoned')`,
      ];
      for (const statement of statements) await statement.execute(database);
    },
  },
};
