import { beforeEach, describe, expect, it } from 'vitest';
import { document, emptyDatabase, openInMemory } from '../../../tests/run/ledger-database.ts';
import { plannedCell } from '../../../tests/run/planned-cells.ts';
import { microUsd, runId, takeId } from '../../shared/base/index.ts';
import {
  initialCellRun,
  reduceCellRun,
  type CellRun,
  type CellRunEvent,
  type RunRecord,
} from '../../shared/run/index.ts';
import type { Connection } from '../platform/index.ts';
import { createRunStore, type RunStore } from './run-store.ts';

const id = runId.parse('r1');
const take = takeId.parse('t1');

function cellOf(unit: number, ...events: CellRunEvent[]): CellRun {
  return events.reduce(reduceCellRun, initialCellRun(plannedCell({ unit, layer: 0 })));
}

const started: CellRunEvent = { type: 'started', atMs: 2_000 };
const succeeded: CellRunEvent = { type: 'succeeded', takeId: take, atMs: 3_000 };
const failed: CellRunEvent = {
  type: 'failed',
  failure: { code: 'ProviderError', kind: 'policy', message: 'm', hint: 'h', place: { unit: 'u1' }, values: { n: 1 } },
  atMs: 3_000,
};

const newRun: RunRecord = {
  id,
  documentId: document,
  state: 'running',
  startedAtMs: 1_000,
  endedAtMs: null,
  interrupted: false,
  rehearsal: false,
  capMicroUsd: microUsd.parse(5_000_000),
  trouble: null,
  cells: [cellOf(0), cellOf(1), cellOf(2)],
};

let schema: Buffer | undefined;
let connection: Connection;
let errors: unknown[];
let store: RunStore;

beforeEach(async () => {
  schema ??= await emptyDatabase();
  connection = openInMemory(schema);
  errors = [];
  store = createRunStore(connection, (error) => errors.push(error), 77);
});

/** What a process that starts later finds. */
function afterRestart(): RunStore {
  return createRunStore(openInMemory(connection.serialize()), (error) => errors.push(error), 78);
}

describe('the run store', () => {
  it('gives back a run as it was, also after a restart', async () => {
    store.insert(newRun);
    const cells = [cellOf(0, started, succeeded), cellOf(1, started, failed), cellOf(2, started)];
    for (const cell of cells) store.updateCell(id, cell);
    store.updateCell(id, cellOf(2, started, { type: 'charged', costMicroUsd: microUsd.parse(40_000) }));
    await store.flushed();
    const expected = { ...newRun, cells: [...cells.slice(0, 2), { ...cells[2], costMicroUsd: 40_000 }] };
    expect(store.latest(document)).toEqual(expected);
    expect(afterRestart().latest(document)).toEqual(expected);
  });

  it('shows what was handed over also before it is on disk', () => {
    store.insert(newRun);
    store.updateCell(id, cellOf(0, started));
    store.updateRun({ ...newRun, state: 'paused' });
    expect(store.latest(document)).toMatchObject({ state: 'paused', cells: [{ state: 'running' }, {}, {}] });
  });

  it('lists the runs of a document with their counts, costs and what was shown before', () => {
    store.insert(newRun);
    const skipped = { ...cellOf(2), state: 'skipped' as const };
    const later: RunRecord = {
      ...newRun,
      id: runId.parse('r2'),
      state: 'failed',
      startedAtMs: 5_000,
      endedAtMs: 9_000,
      cells: [
        cellOf(0, started, { type: 'charged', costMicroUsd: microUsd.parse(40_000) }, succeeded),
        cellOf(1, started, failed),
        skipped,
      ],
    };
    store.insert(later);
    connection
      .prepare(
        `INSERT INTO cost_records VALUES ('j1', 'r2', 'd', 'd', 'u0', 'l0', 'fake', 'm', 30000, 50000, 40000, 'charged', 1)`,
      )
      .run();
    const facts = { interrupted: false, rehearsal: false };
    expect(store.past(document, 10)).toEqual([
      {
        ...facts,
        id: later.id,
        state: 'failed',
        startedAtMs: 5_000,
        endedAtMs: 9_000,
        done: 1,
        failed: 1,
        cancelled: 0,
        total: 2,
        chargedMicroUsd: 40_000,
        estimateMicroUsd: 50_000,
      },
      {
        ...facts,
        id,
        state: 'running',
        startedAtMs: 1_000,
        endedAtMs: null,
        done: 0,
        failed: 0,
        cancelled: 0,
        total: 3,
        chargedMicroUsd: 0,
        estimateMicroUsd: null,
      },
    ]);
    expect(store.past(document, 1)).toHaveLength(1);
  });

  it('writes only the newest of many states of a cell', async () => {
    store.insert(newRun);
    const before = changedRows();
    for (const event of [[started], [started, failed]])
      for (const unit of [0, 1, 2]) store.updateCell(id, cellOf(unit, ...event));
    await store.flushed();
    expect(changedRows() - before).toBe(3);
    expect(store.latest(document)?.cells.map((cell) => cell.state)).toEqual(['failed', 'failed', 'failed']);
  });

  it('adds cells that joined the run behind the others', async () => {
    store.insert(newRun);
    store.updateCell(id, cellOf(9));
    store.updateCell(id, cellOf(8, started));
    await store.flushed();
    expect(store.latest(document)?.cells.map((cell) => cell.key)).toEqual([
      'u0/l0',
      'u1/l0',
      'u2/l0',
      'u9/l0',
      'u8/l0',
    ]);
  });

  it('never has a run ended whose cells are open', async () => {
    store.insert(newRun);
    for (const unit of [0, 1, 2]) store.updateCell(id, cellOf(unit, started, succeeded));
    store.updateRun({ ...newRun, state: 'succeeded', endedAtMs: 3_000 });
    expect(afterRestart().latest(document)).toMatchObject({ state: 'running' });
    await store.flushed();
    expect(afterRestart().latest(document)).toMatchObject({
      state: 'succeeded',
      cells: [{ state: 'succeeded' }, { state: 'succeeded' }, { state: 'succeeded' }],
    });
  });

  it('tells of a failed write and writes the same states with the next one', async () => {
    store.insert(newRun);
    connection.exec("CREATE TRIGGER full BEFORE UPDATE ON cell_runs BEGIN SELECT RAISE(ABORT, 'no'); END");
    store.updateCell(id, cellOf(0, started, succeeded));
    await store.flushed();
    expect(errors).toHaveLength(1);
    connection.exec('DROP TRIGGER full');
    store.updateCell(id, cellOf(1, started));
    await store.flushed();
    expect(store.latest(document)?.cells.map((cell) => cell.state)).toEqual(['succeeded', 'running', 'queued']);
    expect(errors).toHaveLength(1);
  });

  it('has the newest run of a document, also when two began at the same time', () => {
    store.insert(newRun);
    store.insert({ ...newRun, id: runId.parse('r2') });
    expect(store.latest(document)?.id).toBe('r2');
  });
});

describe('runs whose process is gone', () => {
  it('are ended: open cells are cancelled, finished ones stay', async () => {
    store.insert(newRun);
    store.updateCell(id, cellOf(0, started, succeeded));
    store.updateCell(id, cellOf(1, started, { type: 'retrying', message: 'later', untilMs: 9_000 }));
    await store.flushed();
    const next = afterRestart();
    expect(next.closeInterrupted(() => false, 8_000)).toBe(1);
    expect(next.latest(document)).toMatchObject({
      state: 'cancelled',
      interrupted: true,
      endedAtMs: 8_000,
      cells: [
        { state: 'succeeded', takeId: 't1', endedAtMs: 3_000 },
        { state: 'cancelled', message: 'interrupted', endedAtMs: 8_000 },
        { state: 'cancelled', message: 'interrupted', endedAtMs: 8_000 },
      ],
    });
    expect(next.closeInterrupted(() => false, 9_000)).toBe(0);
  });

  it('are left alone while their process lives, and ended where it had the number of this one', () => {
    store.insert(newRun);
    expect(afterRestart().closeInterrupted((processId) => processId === 77, 8_000)).toBe(0);
    expect(store.closeInterrupted(() => true, 8_000)).toBe(1);
  });
});

/** Rows changed so far on this connection. */
function changedRows(): number {
  return Number(connection.prepare('SELECT total_changes()').pluck().get());
}

it('keeps what was not as planned about a cell, beside what is said of its end', async () => {
  store.insert(newRun);
  const notice = {
    kind: 'dearer',
    expectedMicroUsd: microUsd.parse(80_000),
    chargedMicroUsd: microUsd.parse(120_000),
  } as const;
  const cancelled: CellRunEvent = { type: 'cancelled', message: 'cancelled-by-user', atMs: 4_000 };
  const cells = [
    cellOf(0, started, { type: 'noticed', notice }, succeeded),
    cellOf(1, started, cancelled, { type: 'noticed', notice }),
    cellOf(2, started, cancelled),
  ];
  for (const cell of cells) store.updateCell(id, cell);
  await store.flushed();
  const found = afterRestart()
    .latest(document)
    ?.cells.map(({ message, notices }) => ({ message, notices }));
  expect(found).toEqual([
    { message: null, notices: [notice] },
    { message: 'cancelled-by-user', notices: [notice] },
    { message: 'cancelled-by-user', notices: [] },
  ]);
});
