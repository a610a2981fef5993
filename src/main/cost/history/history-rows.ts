import { failureData, jsonObject } from '../../../shared/base/index.ts';
import { inferenceRecord, type InferenceRecord, type InferenceState } from '../../../shared/contract/index.ts';

/** A row of the table `inferences`, with what the ledger says of its job. */
export interface InferenceRow {
  id: string;
  run_id: string;
  document_id: string;
  document: string;
  cell: string;
  provider: string;
  model: string;
  kind: string;
  state: string;
  started_at_ms: number;
  ended_at_ms: number | null;
  parameters: string;
  estimate_micro_usd: number | null;
  take_id: string | null;
  failure: string | null;
  remote_id: string | null;
  charged_micro_usd: number | null;
}

/** The inference a row stands for; without amounts where they are not kept. */
export function toInference(row: InferenceRow, hasAmounts: boolean): InferenceRecord {
  return inferenceRecord.parse({
    id: row.id,
    runId: row.run_id,
    documentId: row.document_id,
    document: row.document,
    cell: row.cell,
    provider: row.provider,
    model: row.model,
    kind: row.kind,
    state: row.state,
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
    parameters: jsonObject.parse(JSON.parse(row.parameters)),
    estimateMicroUsd: hasAmounts ? row.estimate_micro_usd : null,
    chargedMicroUsd: hasAmounts ? row.charged_micro_usd : null,
    providerRequestId: row.remote_id,
    takeId: row.take_id,
    failure: row.failure === null ? null : failureData.parse(JSON.parse(row.failure)),
  });
}

/** What is written of an inference while this process knows it. */
export interface InferenceFacts {
  id: string;
  runId: string;
  documentId: string;
  document: string;
  cell: string;
  provider: string;
  model: string;
  kind: string;
  state: InferenceState;
  startedAtMs: number;
  endedAtMs: number | null;
  parameters: string;
  estimateMicroUsd: number | null;
  jobId: string | null;
  takeId: string | null;
  failure: string | null;
  processId: number;
}

export const upsertInference = `INSERT INTO inferences (id, run_id, document_id, document, cell, provider, model, kind, state,
    started_at_ms, ended_at_ms, parameters, estimate_micro_usd, job_id, take_id, failure, process_id)
  VALUES (@id, @runId, @documentId, @document, @cell, @provider, @model, @kind, @state, @startedAtMs, @endedAtMs,
    @parameters, @estimateMicroUsd, @jobId, @takeId, @failure, @processId)
  ON CONFLICT (id) DO UPDATE SET state = @state, ended_at_ms = @endedAtMs, job_id = @jobId, take_id = @takeId,
    failure = @failure`;
