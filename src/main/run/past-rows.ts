import { pastRun, type PastRun } from '../../shared/run/index.ts';

/** A run with the counts of its cells and its costs. */
export interface PastRow {
  id: string;
  state: string;
  started_at_ms: number;
  ended_at_ms: number | null;
  interrupted: number;
  rehearsal: number;
  done: number;
  failed: number;
  cancelled: number;
  total: number;
  charged_micro_usd: number;
  estimate_micro_usd: number | null;
}

/** The newest runs of a document; cells that were skipped had no part in them. Parameters: document, number of runs. */
export const pastRuns = `WITH newest AS (SELECT *, rowid AS sequence FROM runs WHERE document_id = ?
    ORDER BY started_at_ms DESC, rowid DESC LIMIT ?)
  SELECT newest.id, newest.state, newest.started_at_ms, newest.ended_at_ms, newest.interrupted, newest.rehearsal,
    COUNT(CASE WHEN cell.state = 'succeeded' THEN 1 END) AS done,
    COUNT(CASE WHEN cell.state IN ('failed', 'blocked', 'unknown') THEN 1 END) AS failed,
    COUNT(CASE WHEN cell.state = 'cancelled' THEN 1 END) AS cancelled,
    COUNT(CASE WHEN cell.state <> 'skipped' THEN 1 END) AS total,
    COALESCE(SUM(cell.cost_micro_usd), 0) AS charged_micro_usd,
    (SELECT SUM(estimate_high_micro_usd) FROM cost_records
      WHERE run_id = newest.id AND outcome = 'charged') AS estimate_micro_usd
  FROM newest LEFT JOIN cell_runs AS cell ON cell.run_id = newest.id
  GROUP BY newest.id ORDER BY newest.started_at_ms DESC, newest.sequence DESC`;

/** The run a row stands for. */
export function toPastRun(row: PastRow): PastRun {
  return pastRun.parse({
    id: row.id,
    state: row.state,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    interrupted: row.interrupted === 1,
    rehearsal: row.rehearsal === 1,
    done: row.done,
    failed: row.failed,
    cancelled: row.cancelled,
    total: row.total,
    chargedMicroUsd: row.charged_micro_usd,
    estimateMicroUsd: row.estimate_micro_usd,
  });
}
