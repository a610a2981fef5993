import {
  BudgetExceededError,
  hashJson,
  microUsd,
  NotFoundError,
  toUsd,
  type CellKey,
  type DocumentId,
  type MicroUsd,
  type RunId,
  type TakeId,
} from '../../../shared/base/index.ts';
import type { CostBook, PeriodCap } from '../../cost/index.ts';
import { dataDiskFull, durably, type Clock, type Connection, type DiskReserve } from '../../platform/index.ts';
import { costRecordOf } from './cost-record.ts';
import { appendEntry, findBrokenEntry } from './entry-chain.ts';
import { toJob, type JobRow } from './job-row.ts';
import { openJobStates, type JobIntent, type LedgerJob, type LedgerStep } from './ledger-job.ts';

/**
 * The durable journal of paid jobs. Every call is one transaction that is on disk before it returns, so the order of
 * calls is the order on disk: intent, remote id, download, charge.
 */
export interface Ledger {
  /** Writes the intent and reserves its price. Throws BudgetExceededError when a cap would be passed. */
  reserve(intent: JobIntent, capMicroUsd: MicroUsd | null): LedgerJob;
  /**
   * Writes what happened to a job. Throws DatabaseError when that could not be written, and `disk-full` after the id of a
   * submission was written with the last reserve: it is followed when there is room again.
   */
  record(id: TakeId, step: LedgerStep): LedgerJob;
  find(id: TakeId): LedgerJob;
  /** Jobs of an output folder that are not finished, oldest first. */
  openJobs(outputDir: string): LedgerJob[];
  openJobOf(outputDir: string, cell: CellKey): LedgerJob | null;
  /** Output folders with open jobs, with the document each belongs to. */
  openFolders(): { outputDir: string; documentId: DocumentId }[];
  /** What counts against the cap of a run: its own jobs, and what earlier runs of its document have still reserved. */
  committed(runId: RunId, documentId: DocumentId): MicroUsd;
  /** Refuses what does not fit into what is left of the day or the month. Throws BudgetExceededError. */
  requireRoom(wanted: MicroUsd, place: { unit?: string; layer?: string }): void;
  /** What all jobs since a moment were charged, and what is held back for those that have not ended. */
  spentSince(startMs: number): { chargedMicroUsd: MicroUsd; reservedMicroUsd: MicroUsd };
  /** What a run has been charged, and what other runs of its document have still reserved. */
  settled(runId: RunId, documentId: DocumentId): MicroUsd;
  /** Whether another job of the ledger has this id of the provider. */
  isClaimed(job: LedgerJob, remoteId: string): boolean;
  /** Places where open jobs of a folder were begun: more than one when it was moved or copied. */
  placesOf(folderId: string): string[];
  /** Moves the open jobs of a folder that lies elsewhere now. */
  moveFolder(from: string, to: string, documentId: DocumentId): void;
  /** Number of the first entry that was changed, lost, or does not fit its job; null when the journal is whole. */
  findDamage(): number | null;
}

/** What a ledger may have beside its connection. */
export interface LedgerParts {
  reserve?: DiskReserve;
  book?: CostBook;
}

const openStates = openJobStates.map((state) => `'${state}'`).join(', ');

/**
 * The ledger on a connection of its own, which commits with `synchronous = FULL`. With a reserve of disk space no job is
 * begun without it, and what happens to a job that was begun is written even when the disk is full. The book of costs, if
 * there is one, sets the limits of days and months and books charges, in the ledger's own transactions.
 */
export function createLedger(
  connection: Connection,
  clock: Clock,
  { reserve: reserved, book }: LedgerParts = {},
): Ledger {
  const select = (where: string) => connection.prepare<unknown[], JobRow>(`SELECT * FROM ledger_jobs WHERE ${where}`);
  const byId = select('id = ?');
  const openByFolder = select(`output_dir = ? AND state IN (${openStates}) ORDER BY created_at_ms, rowid`);
  const openByCell = select(`output_dir = ? AND cell = ? AND state IN (${openStates}) ORDER BY rowid DESC LIMIT 1`);
  const folders = connection.prepare<[], { output_dir: string; document_id: string }>(
    `SELECT output_dir, document_id FROM ledger_jobs WHERE state IN (${openStates}) GROUP BY output_dir`,
  );
  const sum = connection.prepare<{ runId: string; documentId: string }, { total: number | null }>(
    `SELECT SUM(CASE WHEN state IN (${openStates}) THEN reserved_micro_usd ELSE charged_micro_usd END) AS total
     FROM ledger_jobs WHERE run_id = @runId OR (document_id = @documentId AND state IN (${openStates}))`,
  );
  const settledSum = connection.prepare<{ runId: string; documentId: string }, { total: number | null }>(
    `SELECT SUM(CASE WHEN state IN (${openStates}) THEN reserved_micro_usd ELSE charged_micro_usd END) AS total
     FROM ledger_jobs WHERE (run_id = @runId AND state NOT IN (${openStates}))
       OR (run_id <> @runId AND document_id = @documentId AND state IN (${openStates}))`,
  );
  const sumSince = connection.prepare<[number], { charged: number | null; reserved: number | null }>(
    `SELECT SUM(CASE WHEN state IN (${openStates}) THEN 0 ELSE charged_micro_usd END) AS charged,
       SUM(CASE WHEN state IN (${openStates}) THEN reserved_micro_usd ELSE 0 END) AS reserved
     FROM ledger_jobs WHERE created_at_ms >= ?`,
  );
  const claimed = select('provider = ? AND remote_id = ? AND id <> ?');
  const places = connection.prepare<[string], { output_dir: string }>(
    `SELECT DISTINCT output_dir FROM ledger_jobs WHERE folder_id = ? AND state IN (${openStates})`,
  );
  const move = connection.prepare(
    `UPDATE ledger_jobs SET output_dir = ?, document_id = ? WHERE output_dir = ? AND state IN (${openStates})`,
  );
  const insert = connection.prepare(
    `INSERT INTO ledger_jobs (id, run_id, document_id, output_dir, folder_id, cell, provider, state, input_hash,
       reserved_micro_usd, job, created_at_ms, changed_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'intent', ?, ?, ?, ?, ?)`,
  );
  const update = connection.prepare(
    `UPDATE ledger_jobs SET state = ?, remote_id = COALESCE(?, remote_id), charged_micro_usd = ?, changed_at_ms = ?
     WHERE id = ?`,
  );

  function find(id: TakeId): LedgerJob {
    const row = byId.get(id);
    if (row !== undefined) return toJob(row);
    throw new NotFoundError('run', 'The ledger has no such job.', { hint: 'Look at the list of open jobs.' });
  }

  function committed(runId: RunId, documentId: DocumentId): MicroUsd {
    return microUsd.parse(sum.get({ runId, documentId })?.total ?? 0);
  }

  function spentSince(startMs: number): ReturnType<Ledger['spentSince']> {
    const { charged, reserved } = sumSince.get(startMs) ?? {};
    return { chargedMicroUsd: microUsd.parse(charged ?? 0), reservedMicroUsd: microUsd.parse(reserved ?? 0) };
  }

  function requireRoom(wanted: MicroUsd, place: { unit?: string; layer?: string }): void {
    if (wanted === 0) return;
    for (const { kind, startMs, capMicroUsd } of book?.capsAt(clock.nowMs()) ?? []) {
      const { chargedMicroUsd, reservedMicroUsd } = spentSince(startMs);
      const left = capMicroUsd - chargedMicroUsd - reservedMicroUsd;
      if (wanted > left) throw budgetExceeded(wanted, left, place, kind);
    }
  }

  const reserve = connection.transaction((intent: JobIntent, cap: MicroUsd | null): LedgerJob => {
    if (cap !== null) checkCap(intent, cap, committed(intent.runId, intent.documentId));
    requireRoom(intent.reservedMicroUsd, { unit: intent.order.unit, layer: intent.order.layer });
    const now = clock.nowMs();
    const { id, runId, documentId, outputDir, folderId, cell, provider, reservedMicroUsd, order } = intent;
    const inputHash = hashJson({ endpoint: order.endpoint, input: order.input });
    const job = JSON.stringify(order);
    insert.run(id, runId, documentId, outputDir, folderId, cell, provider, inputHash, reservedMicroUsd, job, now, now);
    appendEntry(connection, { jobId: id, kind: 'intent', data: { cell, reservedMicroUsd, inputHash }, atMs: now });
    return find(id);
  });

  const record = connection.transaction((id: TakeId, step: LedgerStep): LedgerJob => {
    const now = clock.nowMs();
    const { kind, ...data } = step;
    const before = find(id);
    const amount = 'amount' in step ? step.amount : before.chargedMicroUsd;
    update.run(kind, 'remoteId' in step ? step.remoteId : null, amount, now, id);
    appendEntry(connection, { jobId: id, kind, data: { ...data }, atMs: now });
    const after = find(id);
    if ('amount' in step) book?.book(costRecordOf(after), now);
    return after;
  });

  return {
    reserve(intent, cap) {
      reserved?.require();
      return durably(() => reserve.immediate(intent, cap));
    },
    record(id, step) {
      const write = (): LedgerJob => record.immediate(id, step);
      const { result, isSpent } = reserved?.spend(write) ?? { result: durably(write), isSpent: false };
      if ('amount' in step) book?.committed();
      // The id of the job is safe; what would follow it finds no more room.
      if (isSpent && step.kind === 'submitted') throw dataDiskFull(new Error('the reserve was used up'));
      return result;
    },
    requireRoom,
    spentSince,
    find,
    openJobs: (outputDir) => openByFolder.all(outputDir).map(toJob),
    openJobOf(outputDir, cell) {
      const row = openByCell.get(outputDir, cell);
      return row === undefined ? null : toJob(row);
    },
    openFolders: () =>
      folders.all().map((row) => ({ outputDir: row.output_dir, documentId: row.document_id as DocumentId })),
    committed,
    settled: (runId, documentId) => microUsd.parse(settledSum.get({ runId, documentId })?.total ?? 0),
    isClaimed: (job, remoteId) => claimed.get(job.provider, remoteId, job.id) !== undefined,
    placesOf: (folderId) => places.all(folderId).map((row) => row.output_dir),
    moveFolder: (from, to, documentId) => void durably(() => move.run(to, documentId, from)),
    findDamage: () => findBrokenEntry(connection),
  };
}

function checkCap(intent: JobIntent, cap: MicroUsd, committed: MicroUsd): void {
  if (committed + intent.reservedMicroUsd <= cap) return;
  throw budgetExceeded(intent.reservedMicroUsd, cap - committed, {
    unit: intent.order.unit,
    layer: intent.order.layer,
  });
}

const leftOf = { cap: 'the limit', 'day-cap': 'the limit of the day', 'month-cap': 'the limit of the month' };

/** The failure of something that does not fit into what is left of a cap; amounts in micro-USD. */
export function budgetExceeded(
  wanted: number,
  left: number,
  place: { unit?: string; layer?: string; file?: string } = {},
  kind: 'cap' | PeriodCap['kind'] = 'cap',
): Error {
  const values = { wanted: toUsd(wanted as MicroUsd), left: toUsd(Math.max(0, left) as MicroUsd) };
  return new BudgetExceededError(
    kind,
    `This would cost up to $${values.wanted}, but only $${values.left} of ${leftOf[kind]} is left.`,
    {
      hint:
        kind === 'cap'
          ? 'Raise the limit, or run fewer cells.'
          : 'Raise the limit in the settings, run fewer cells, or wait for the next one.',
      place,
      values,
    },
  );
}
