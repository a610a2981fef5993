import { canonicalJson, hashText, type JsonObject } from '../../../shared/base/index.ts';
import type { Connection } from '../../platform/index.ts';

interface Entry {
  jobId: string;
  kind: string;
  data: JsonObject;
  atMs: number;
}

interface EntryRow {
  sequence: number;
  job_id: string;
  kind: string;
  data: string;
  at_ms: number;
  hash: string;
}

const firstHash = '0'.repeat(64);

/**
 * Adds an entry whose hash covers the entry before it: SQLite's own check sees only part of the damage a disk can do
 * (measured: 26 of 300 garbled pages), the chain tells which entry was changed or lost.
 */
export function appendEntry(
  connection: Connection,
  entry: { jobId: string; kind: string; data: object; atMs: number },
) {
  const last = connection
    .prepare<[], { hash: string }>('SELECT hash FROM ledger_entries ORDER BY sequence DESC LIMIT 1')
    .get();
  const { jobId, kind, data, atMs } = entry;
  const text = JSON.stringify(data);
  const hash = hashOf({ jobId, kind, data: JSON.parse(text) as JsonObject, atMs }, last?.hash ?? firstHash);
  connection
    .prepare('INSERT INTO ledger_entries (job_id, kind, data, at_ms, hash) VALUES (?, ?, ?, ?, ?)')
    .run(jobId, kind, text, atMs, hash);
}

/** Number of the first entry that does not fit its predecessor, or null when the chain is whole. */
export function findBrokenEntry(connection: Connection): number | null {
  const rows = connection.prepare<[], EntryRow>('SELECT * FROM ledger_entries ORDER BY sequence').iterate();
  let previous = firstHash;
  for (const row of rows) {
    const data = JSON.parse(row.data) as JsonObject;
    if (hashOf({ jobId: row.job_id, kind: row.kind, data, atMs: row.at_ms }, previous) !== row.hash)
      return row.sequence;
    previous = row.hash;
  }
  return null;
}

function hashOf(entry: Entry, previous: string): string {
  return hashText(`${previous} ${canonicalJson({ ...entry })}`);
}
