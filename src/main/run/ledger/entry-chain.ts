import { canonicalJson, hashText, jsonObject, type JsonObject } from '../../../shared/base/index.ts';
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
  const hash = hashOf({ jobId, kind, data: jsonObject.parse(JSON.parse(text)), atMs }, last?.hash ?? firstHash);
  connection
    .prepare('INSERT INTO ledger_entries (job_id, kind, data, at_ms, hash) VALUES (?, ?, ?, ?, ?)')
    .run(jobId, kind, text, atMs, hash);
}

/**
 * Number of the first entry that does not fit: changed, missing before it or after it, or not what the row of its job
 * says. Null when the journal is whole. The loss of the last entries leaves a trace beside the chain: SQLite counts them,
 * and each job stands where its newest entry put it.
 */
export function findBrokenEntry(connection: Connection): number | null {
  const rows = connection.prepare<[], EntryRow>('SELECT * FROM ledger_entries ORDER BY sequence').iterate();
  const jobs = new Map<string, JobFacts>();
  let previous = firstHash;
  let last = 0;
  for (const row of rows) {
    const data = readData(row.data);
    if (data === null || hashOf({ jobId: row.job_id, kind: row.kind, data, atMs: row.at_ms }, previous) !== row.hash) {
      return row.sequence;
    }
    previous = row.hash;
    last = row.sequence;
    jobs.set(row.job_id, factsAfter(jobs.get(row.job_id), row, data));
  }
  const counted = connection
    .prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'ledger_entries'")
    .get();
  return (counted?.seq ?? 0) === last ? findStrayJob(connection, jobs, last) : last + 1;
}

/** What the entries of a job say about it. Amounts in micro-USD. */
interface JobFacts {
  state: string;
  reserved: unknown;
  charged: unknown;
  sequence: number;
}

function factsAfter(before: JobFacts | undefined, { kind, sequence }: EntryRow, data: JsonObject): JobFacts {
  return {
    state: kind,
    reserved: data.reservedMicroUsd ?? before?.reserved,
    charged: data.amount ?? before?.charged ?? 0,
    sequence,
  };
}

/** Newest entry of the first job whose row says something else than its entries, or null. */
function findStrayJob(connection: Connection, jobs: ReadonlyMap<string, JobFacts>, last: number): number | null {
  const rows = connection
    .prepare<[], JobColumns>(
      'SELECT id, state, reserved_micro_usd AS reserved, charged_micro_usd AS charged FROM ledger_jobs',
    )
    .all();
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const [id, { state, reserved, charged, sequence }] of jobs) {
    const row = byId.get(id);
    if (row?.state !== state || row.reserved !== reserved || row.charged !== charged) return sequence;
  }
  return rows.length > jobs.size ? last + 1 : null;
}

interface JobColumns {
  id: string;
  state: string;
  reserved: number;
  charged: number;
}

/** Null when the text is not even JSON any more. */
function readData(text: string): JsonObject | null {
  try {
    return jsonObject.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function hashOf(entry: Entry, previous: string): string {
  return hashText(`${previous} ${canonicalJson({ ...entry })}`);
}
