import { basename } from 'node:path';
import type { CostRecord } from '../../../shared/contract/index.ts';
import type { LedgerJob } from './ledger-job.ts';

/** How a job that was charged is booked. */
export function costRecordOf(job: LedgerJob): CostRecord {
  const { order } = job;
  return {
    jobId: job.id,
    runId: job.runId,
    documentId: job.documentId,
    // Jobs of earlier versions know their output folder only.
    document: order.document ?? basename(job.outputDir),
    unit: order.unit,
    layer: order.layer,
    provider: job.provider,
    model: order.model,
    estimateLowMicroUsd: order.estimate?.lowMicroUsd ?? null,
    estimateHighMicroUsd: order.estimate?.highMicroUsd ?? null,
    chargedMicroUsd: job.chargedMicroUsd,
    outcome: job.state,
    orderedAtMs: job.createdAtMs,
  };
}
