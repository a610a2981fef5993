import { failureData, type DocumentId, type RunId } from '../../shared/base/index.ts';
import { cellRun, runRecord, type CellRun, type RunRecord } from '../../shared/run/index.ts';
import type { Database } from '../platform/index.ts';

/** Runs and their cells in the database: what screens show after a restart. */
export interface RunStore {
  insert(run: RunRecord): Promise<void>;
  updateRun(run: RunRecord): Promise<void>;
  updateCell(id: RunId, cell: CellRun): Promise<void>;
  latest(documentId: DocumentId): Promise<RunRecord | null>;
  /** Ends the runs whose process is gone: open cells become cancelled, finished ones stay. Returns how many. */
  closeInterrupted(isAlive: (processId: number) => boolean, nowMs: number): Promise<number>;
}

/** The store over a database; `processId` marks whose runs they are. */
export function createRunStore(database: Database, processId = process.pid): RunStore {
  return {
    async insert(run) {
      await database.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('runs')
          .values({ ...runColumns(run), id: run.id, document_id: run.documentId, process_id: processId })
          .execute();
        for (const [position, cell] of run.cells.entries()) {
          await transaction
            .insertInto('cell_runs')
            .values({ run_id: run.id, position, ...cellIdentity(cell), ...cellColumns(cell) })
            .execute();
        }
      });
    },
    async updateRun(run) {
      await database.updateTable('runs').set(runColumns(run)).where('id', '=', run.id).execute();
    },
    async updateCell(id, cell) {
      await database
        .updateTable('cell_runs')
        .set(cellColumns(cell))
        .where('run_id', '=', id)
        .where('key', '=', cell.key)
        .execute();
    },
    async latest(documentId) {
      const run = await database
        .selectFrom('runs')
        .selectAll()
        .where('document_id', '=', documentId)
        .orderBy('started_at_ms', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (run === undefined) return null;
      const cells = await database
        .selectFrom('cell_runs')
        .selectAll()
        .where('run_id', '=', run.id)
        .orderBy('position')
        .execute();
      return runRecord.parse({
        id: run.id,
        documentId: run.document_id,
        state: run.state,
        startedAtMs: run.started_at_ms,
        endedAtMs: run.ended_at_ms,
        interrupted: run.interrupted === 1,
        cells: cells.map(toCellRun),
      });
    },
    async closeInterrupted(isAlive, nowMs) {
      const open = await database
        .selectFrom('runs')
        .select(['id', 'process_id'])
        .where('state', '=', 'running')
        .execute();
      // Called before this process starts a run: one under its own number belongs to a predecessor.
      const dead = open.filter((run) => run.process_id === processId || !isAlive(run.process_id)).map((run) => run.id);
      for (const id of dead) {
        await database.transaction().execute(async (transaction) => {
          await transaction
            .updateTable('cell_runs')
            .set({ state: 'cancelled', message: 'interrupted', ended_at_ms: nowMs })
            .where('run_id', '=', id)
            .where('state', 'in', ['queued', 'waiting', 'running', 'downloading'])
            .execute();
          await transaction
            .updateTable('runs')
            .set({ state: 'cancelled', interrupted: 1, ended_at_ms: nowMs })
            .where('id', '=', id)
            .execute();
        });
      }
      return dead.length;
    },
  };
}

function runColumns(run: RunRecord) {
  return {
    state: run.state,
    started_at_ms: run.startedAtMs,
    ended_at_ms: run.endedAtMs,
    interrupted: run.interrupted ? 1 : 0,
  };
}

function cellIdentity(cell: CellRun) {
  return { key: cell.key, unit: cell.unit, layer_name: cell.layerName, layer_index: cell.layerIndex };
}

function cellColumns(cell: CellRun) {
  return {
    state: cell.state,
    attempt: cell.attempt,
    message: cell.message,
    take_id: cell.takeId,
    failure: cell.failure === null ? null : JSON.stringify(cell.failure),
    started_at_ms: cell.startedAtMs,
    ended_at_ms: cell.endedAtMs,
  };
}

interface CellRow extends ReturnType<typeof cellColumns> {
  key: string;
  unit: string;
  layer_name: string;
  layer_index: number;
}

function toCellRun(row: Omit<CellRow, 'state' | 'take_id'> & { state: string; take_id: string | null }): CellRun {
  return cellRun.parse({
    key: row.key,
    unit: row.unit,
    layerName: row.layer_name,
    layerIndex: row.layer_index,
    state: row.state,
    attempt: row.attempt,
    progress: row.state === 'succeeded' ? 1 : null,
    step: null,
    steps: null,
    preview: null,
    message: row.message,
    takeId: row.take_id,
    failure: row.failure === null ? null : failureData.parse(JSON.parse(row.failure)),
    startedAtMs: row.started_at_ms,
    endedAtMs: row.ended_at_ms,
  });
}
