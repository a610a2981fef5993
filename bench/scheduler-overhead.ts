import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as onNextTurn } from 'node:timers';
import { setImmediate } from 'node:timers/promises';
import PQueue from 'p-queue';
import { openDatabase, systemClock, type Connection } from '../src/main/platform/index.ts';
import { createResourcePool, createRunStore, startRun, type RunListener } from '../src/main/run/index.ts';
import { documentId, takeId, type RunId } from '../src/shared/base/index.ts';
import type { CellRun } from '../src/shared/run/index.ts';
import { plannedCell, planOf } from '../tests/run/planned-cells.ts';

const units = 2_000;
const layers = 5;
const cellCount = units * layers;
const rounds = 5;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function matrixOfChains() {
  return Array.from({ length: cellCount }, (_, at) => {
    const [unit, layer] = [at % units, Math.floor(at / units)];
    return plannedCell({ unit, layer, dependsOn: layer === 0 ? [] : [`u${unit}/l${layer - 1}`] });
  });
}

/** One run to its end on disk. Answers milliseconds, and how many states of cells were handed to the store. */
async function runOnce(
  connection: Connection,
  concurrency: number,
  work: () => Promise<unknown>,
): Promise<{ ms: number; states: number }> {
  const store = createRunStore(connection, (error) => {
    throw error;
  });
  const seen = new Set<RunId>();
  let states = 0;
  const listener: RunListener = {
    onRun(record) {
      if (seen.has(record.id)) store.updateRun(record);
      else store.insert(record);
      seen.add(record.id);
    },
    onCell(id: RunId, cell: CellRun) {
      states += 1;
      store.updateCell(id, cell);
    },
    onTake: () => Promise.resolve(),
    onPreview: () => '',
    onBug: (error) => {
      throw error;
    },
  };
  const take = takeId.parse('t');
  const plan = planOf(matrixOfChains());
  const start = performance.now();
  const run = startRun(
    plan,
    {
      async execute() {
        await work();
        return { kind: 'made', takeId: take };
      },
      pool: createResourcePool(),
      needsOf: () => [{ key: 'threads', slots: concurrency }],
      clock: systemClock,
      random: Math.random,
      isPaid: () => false,
      onStorageTrouble: 'stop',
    },
    listener,
    { documentId: documentId.parse('bench'), capMicroUsd: null },
  );
  const { state } = await run.finished;
  await store.flushed();
  if (state !== 'succeeded') throw new Error(`the run ended as ${state}`);
  return { ms: performance.now() - start, states };
}

/** The same number of jobs that only write: as many states each, one commit for all that wait at the same time. */
async function queueOnce(connection: Connection, concurrency: number, statesPerCell: number): Promise<number> {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS bare (job INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT; DELETE FROM bare',
  );
  const put = connection.prepare(
    'INSERT INTO bare VALUES (?, ?) ON CONFLICT (job) DO UPDATE SET state = excluded.state',
  );
  let waiting: { job: number; state: string }[] = [];
  let commit: Promise<void> | null = null;

  function written(job: number, state: string): Promise<void> {
    waiting.push({ job, state });
    commit ??= new Promise((done) => {
      onNextTurn(() => {
        const batch = waiting;
        waiting = [];
        commit = null;
        connection.transaction(() => batch.forEach((each) => put.run(each.job, each.state))).immediate();
        done();
      });
    });
    return commit;
  }

  const queue = new PQueue({ concurrency });
  const start = performance.now();
  for (let job = 0; job < cellCount; job++) {
    void queue.add(async () => {
      for (let state = 0; state < statesPerCell; state++) await written(job, `state ${state}`);
    });
  }
  await queue.onIdle();
  return performance.now() - start;
}

/** Most memory that this process ever had, after one run: to be called before anything else needs some. */
export async function measureMemory(home: string): Promise<Record<string, number>> {
  const database = await openDatabase(home);
  const before = process.resourceUsage().maxRSS;
  await runOnce(database.direct, 4, () => setImmediate());
  await database.close();
  // Linux and macOS tell it in KiB through libuv.
  const [startRssMiB, peakRssMiB] = [before, process.resourceUsage().maxRSS].map((kib) => Math.round(kib / 1_024));
  return { cells: cellCount, startRssMiB: startRssMiB ?? 0, peakRssMiB: peakRssMiB ?? 0 };
}

/**
 * Milliseconds per cell of runs and of the baseline, medians over rounds that take turns. A cell that ends `atOnce` lets
 * many states fall into one commit; one that ends in the next turn of the event loop is written as often as the baseline.
 */
export async function measureOverhead(home: string, concurrency: number): Promise<Record<string, number>> {
  const folder = join(home, String(concurrency));
  mkdirSync(folder);
  const database = await openDatabase(folder);
  const [atOnce, nextTurn, bare]: [number[], number[], number[]] = [[], [], []];
  let statesPerCell = 0;
  for (let round = 0; round < rounds; round++) {
    const { ms, states } = await runOnce(database.direct, concurrency, () => Promise.resolve());
    statesPerCell = states / cellCount;
    atOnce.push(ms);
    nextTurn.push((await runOnce(database.direct, concurrency, () => setImmediate())).ms);
    bare.push(await queueOnce(database.direct, concurrency, statesPerCell));
  }
  await database.close();
  const perCell = (times: readonly number[]): number => Number((median(times) / cellCount).toFixed(4));
  const ratio = (times: readonly number[]): number => Number((median(times) / median(bare)).toFixed(2));
  return {
    cells: cellCount,
    concurrency,
    statesPerCell,
    baselineMsPerJob: perCell(bare),
    atOnceMsPerCell: perCell(atOnce),
    atOnceRatio: ratio(atOnce),
    nextTurnMsPerCell: perCell(nextTurn),
    nextTurnRatio: ratio(nextTurn),
  };
}
