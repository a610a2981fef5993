import { jobOrder, ledgerJob, type LedgerJob } from './ledger-job.ts';

/** A row of the table `ledger_jobs`. */
export interface JobRow {
  id: string;
  run_id: string;
  document_id: string;
  output_dir: string;
  folder_id: string;
  cell: string;
  provider: string;
  state: string;
  remote_id: string | null;
  input_hash: string;
  reserved_micro_usd: number;
  charged_micro_usd: number;
  job: string;
  created_at_ms: number;
  changed_at_ms: number;
}

/** The job a row stands for. */
export function toJob(row: JobRow): LedgerJob {
  return ledgerJob.parse({
    id: row.id,
    runId: row.run_id,
    documentId: row.document_id,
    outputDir: row.output_dir,
    folderId: row.folder_id,
    cell: row.cell,
    provider: row.provider,
    state: row.state,
    remoteId: row.remote_id,
    inputHash: row.input_hash,
    reservedMicroUsd: row.reserved_micro_usd,
    chargedMicroUsd: row.charged_micro_usd,
    order: jobOrder.parse(JSON.parse(row.job)),
    createdAtMs: row.created_at_ms,
  });
}
