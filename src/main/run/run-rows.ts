import { z } from 'zod';
import { failureData } from '../../shared/base/index.ts';
import { cellNotice, cellRun, fresh, type CellRun, type RunRecord } from '../../shared/run/index.ts';

export interface RunRow {
  id: string;
  document_id: string;
  state: string;
  started_at_ms: number;
  ended_at_ms: number | null;
  interrupted: number;
  rehearsal: number;
  cap_micro_usd: number | null;
}

export interface CellRow {
  key: string;
  unit: string;
  layer_name: string;
  layer_index: number;
  state: string;
  attempt: number;
  message: string | null;
  take_id: string | null;
  failure: string | null;
  started_at_ms: number | null;
  ended_at_ms: number | null;
  cost_micro_usd: number;
}

/** State, start, end and interruption of a run, in the order of the table's columns. */
export function runColumns(run: RunRecord) {
  return [run.state, run.startedAtMs, run.endedAtMs, run.interrupted ? 1 : 0] as const;
}

/** A cell's columns from `key` to `layer_index`. */
export function cellIdentity(cell: CellRun) {
  return [cell.key, cell.unit, cell.layerName, cell.layerIndex] as const;
}

/** A cell's columns from `state` on. Progress and previews are not kept. */
export function cellState(cell: CellRun) {
  return [
    cell.state,
    cell.attempt,
    messageColumn(cell),
    cell.takeId,
    cell.failure === null ? null : JSON.stringify(cell.failure),
    cell.startedAtMs,
    cell.endedAtMs,
    cell.costMicroUsd,
  ] as const;
}

const messageAndNotices = z.object({ message: z.string().nullable(), notices: z.array(cellNotice) });

/** The column of the message also keeps the notices, as JSON, where there are any. */
function messageColumn({ message, notices }: CellRun): string | null {
  return notices.length === 0 ? message : JSON.stringify({ message, notices });
}

function readMessage(column: string | null): Pick<CellRun, 'message' | 'notices'> {
  if (column?.startsWith('{"message":') !== true) return { message: column, notices: [] };
  return messageAndNotices.parse(JSON.parse(column));
}

/** The cell a row stands for. */
export function toCellRun(row: CellRow): CellRun {
  return cellRun.parse({
    ...fresh,
    key: row.key,
    unit: row.unit,
    layerName: row.layer_name,
    layerIndex: row.layer_index,
    state: row.state,
    attempt: row.attempt,
    progress: row.state === 'succeeded' ? 1 : null,
    ...readMessage(row.message),
    costMicroUsd: row.cost_micro_usd,
    takeId: row.take_id,
    failure: row.failure === null ? null : failureData.parse(JSON.parse(row.failure)),
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
  });
}
