import { stringify } from 'csv-stringify/sync';
import { toUsd, type MicroUsd } from '../../shared/base/index.ts';
import type { CostRecord } from '../../shared/contract/index.ts';
import { dateOf } from './calendar.ts';

const columns = [
  'ordered_at',
  'date',
  'document',
  'unit',
  'layer',
  'provider',
  'model',
  'estimate_low_usd',
  'estimate_high_usd',
  'charged_usd',
  'outcome',
  'run',
  'job',
];

/** Booked jobs as CSV, with the day in the user's time zone. A cell that a spreadsheet would take for a formula is quoted by an apostrophe. */
export function costCsv(records: readonly CostRecord[], timeZone: string): string {
  const rows = records.map((record) => [
    new Date(record.orderedAtMs).toISOString(),
    dateOf(record.orderedAtMs, timeZone),
    record.document,
    record.unit,
    record.layer,
    record.provider,
    record.model,
    usdText(record.estimateLowMicroUsd),
    usdText(record.estimateHighMicroUsd),
    usdText(record.chargedMicroUsd),
    record.outcome,
    record.runId,
    record.jobId,
  ]);
  return stringify([columns, ...rows], { escape_formulas: true, record_delimiter: 'windows' });
}

function usdText(amount: MicroUsd | null): string {
  return amount === null ? '' : toUsd(amount).toFixed(6);
}
