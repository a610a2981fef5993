import type { CellKey, DocumentId, RunId } from '../../shared/base/index.ts';
import { runRecord, type CellRun, type PastRun, type RunRecord } from '../../shared/run/index.ts';
import { durably, type Connection } from '../platform/index.ts';
import { pastRuns, toPastRun, type PastRow } from './past-rows.ts';
import { cellIdentity, cellState, runColumns, toCellRun, type CellRow, type RunRow } from './run-rows.ts';

/** Runs and their cells in the database: what screens show after a restart. */
export interface RunStore {
  /** Throws DatabaseError when the disk is full or fails. */
  insert(run: RunRecord): void;
  /** Writes the newest state of a run soon, never before the cells that were handed over earlier. */
  updateRun(run: RunRecord): void;
  /** Writes the newest state of a cell soon, together with others; `flushed` tells when. */
  updateCell(id: RunId, cell: CellRun): void;
  /** Resolves when all that was handed over has been written. */
  flushed(): Promise<void>;
  /** The newest run of a document; only real ones or only rehearsals when that is asked for. */
  latest(documentId: DocumentId, isRehearsal?: boolean): RunRecord | null;
  /** The newest runs of a document, newest first. */
  past(documentId: DocumentId, limit: number): PastRun[];
  /** Ends the runs whose process is gone: open cells become cancelled, finished ones stay. Returns how many. */
  closeInterrupted(isAlive: (processId: number) => boolean, nowMs: number): number;
}

const openCellStates = "'queued', 'waiting', 'running', 'downloading'";

/**
 * The store over a connection; `processId` marks whose runs they are. `onError` hears when states could not be written:
 * the run itself goes on, its takes and the ledger have their own records, and they are tried again with the next state.
 */
export function createRunStore(
  connection: Connection,
  onError: (error: unknown) => void,
  processId = process.pid,
): RunStore {
  const insertRun = connection.prepare(
    `INSERT INTO runs (id, document_id, state, started_at_ms, ended_at_ms, interrupted, rehearsal,
       cap_micro_usd, process_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateRun = connection.prepare('UPDATE runs SET state = ?, ended_at_ms = ?, interrupted = ? WHERE id = ?');
  const insertCell = connection.prepare(
    `INSERT INTO cell_runs (run_id, position, key, unit, layer_name, layer_index, state, attempt, message, take_id,
       failure, started_at_ms, ended_at_ms, cost_micro_usd) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateCell = connection.prepare(
    `UPDATE cell_runs SET state = ?, attempt = ?, message = ?, take_id = ?, failure = ?, started_at_ms = ?,
       ended_at_ms = ?, cost_micro_usd = ? WHERE rowid = ?`,
  );
  const rowOf = connection.prepare<[string, string], { rowid: number }>(
    'SELECT rowid FROM cell_runs WHERE run_id = ? AND key = ?',
  );
  const countCells = connection.prepare<[string], { count: number }>(
    'SELECT COUNT(*) AS count FROM cell_runs WHERE run_id = ?',
  );
  const latestRun = connection.prepare<[string, number, number], RunRow>(
    'SELECT * FROM runs WHERE document_id = ? AND rehearsal IN (?, ?) ORDER BY started_at_ms DESC, rowid DESC LIMIT 1',
  );
  const cellsOf = connection.prepare<[string], CellRow>('SELECT * FROM cell_runs WHERE run_id = ? ORDER BY position');
  const past = connection.prepare<[string, number], PastRow>(pastRuns);
  const runningRuns = connection.prepare<[], { id: string; process_id: number }>(
    "SELECT id, process_id FROM runs WHERE state IN ('running', 'paused')",
  );
  const closeCells = connection.prepare(
    `UPDATE cell_runs SET state = 'cancelled', message = 'interrupted', ended_at_ms = ?
     WHERE run_id = ? AND state IN (${openCellStates})`,
  );
  const closeRun = connection.prepare(
    "UPDATE runs SET state = 'cancelled', interrupted = 1, ended_at_ms = ? WHERE id = ?",
  );

  const pendingCells = new Map<string, { id: RunId; cell: CellRun }>();
  const pendingRuns = new Map<RunId, RunRecord>();
  let flushing: Promise<void> | null = null;
  /** Rows of the cells of runs that go on: looking one up by its names takes longer than writing it. */
  const rows = new Map<RunId, Map<CellKey, number>>();

  function insertAt(id: RunId, position: number, cell: CellRun): void {
    const { lastInsertRowid } = insertCell.run(id, position, ...cellIdentity(cell), ...cellState(cell));
    rows.get(id)?.set(cell.key, Number(lastInsertRowid));
  }

  // Cells and runs in one commit: a run that has ended on disk while cells of it are open would never be closed.
  const writePending = connection.transaction(() => {
    for (const { id, cell } of pendingCells.values()) {
      const row = rows.get(id)?.get(cell.key) ?? rowOf.get(id, cell.key)?.rowid;
      if (row !== undefined) updateCell.run(...cellState(cell), row);
      // A cell that joined the run later stands behind the others.
      else insertAt(id, countCells.get(id)?.count ?? 0, cell);
    }
    for (const run of pendingRuns.values()) updateRun.run(run.state, run.endedAtMs, run.interrupted ? 1 : 0, run.id);
  });

  const insert = connection.transaction((run: RunRecord) => {
    insertRun.run(run.id, run.documentId, ...runColumns(run), run.rehearsal ? 1 : 0, run.capMicroUsd, processId);
    rows.set(run.id, new Map());
    for (const [position, cell] of run.cells.entries()) insertAt(run.id, position, cell);
  });

  function writeNow(): void {
    if (pendingCells.size === 0 && pendingRuns.size === 0) return;
    try {
      durably(() => writePending.immediate());
      for (const run of pendingRuns.values()) if (run.endedAtMs !== null) rows.delete(run.id);
      pendingCells.clear();
      pendingRuns.clear();
    } catch (error) {
      onError(error);
    }
  }

  /** One commit for all that changed since the one before: a fast run would else wait for the disk at every step. */
  async function flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    flushing = null;
    writeNow();
  }

  return {
    insert: (run) => durably(() => insert.immediate(run)),
    updateRun(run) {
      pendingRuns.set(run.id, run);
      flushing ??= flush();
    },
    updateCell(id, cell) {
      pendingCells.set(`${id} ${cell.key}`, { id, cell });
      flushing ??= flush();
    },
    async flushed() {
      while (flushing !== null) await flushing;
    },
    latest(documentId, isRehearsal) {
      writeNow();
      const run = latestRun.get(documentId, isRehearsal === true ? 1 : 0, isRehearsal === false ? 0 : 1);
      if (run === undefined) return null;
      return runRecord.parse({
        id: run.id,
        documentId: run.document_id,
        state: run.state,
        startedAtMs: run.started_at_ms,
        endedAtMs: run.ended_at_ms,
        interrupted: run.interrupted === 1,
        rehearsal: run.rehearsal === 1,
        capMicroUsd: run.cap_micro_usd,
        // Only a run that goes on can wait for something to be mended.
        trouble: null,
        cells: cellsOf.all(run.id).map(toCellRun),
      });
    },
    past(documentId, limit) {
      writeNow();
      return past.all(documentId, limit).map(toPastRun);
    },
    closeInterrupted(isAlive, nowMs) {
      // Called before this process starts a run: one under its own number belongs to a predecessor.
      const dead = runningRuns.all().filter((run) => run.process_id === processId || !isAlive(run.process_id));
      const close = connection.transaction(() => {
        for (const { id } of dead) {
          closeCells.run(nowMs, id);
          closeRun.run(nowMs, id);
        }
      });
      close.immediate();
      return dead.length;
    },
  };
}
