import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../tests/fakes/fake-clock.ts';
import { document, emptyDatabase, intentOf, openInMemory } from '../../../../tests/run/ledger-database.ts';
import { plannedCell, planOf } from '../../../../tests/run/planned-cells.ts';
import { soakRuns } from '../../../../tests/soak.ts';
import {
  CancelledError,
  microUsd,
  ProviderError,
  takeId,
  type RunId,
  type TakeId,
} from '../../../shared/base/index.ts';
import type { PlannedCell } from '../../../shared/plan/index.ts';
import type { RunRecord } from '../../../shared/run/index.ts';
import { startRun } from '../start-run.ts';
import type { CellExecutor, ExecutionOptions } from '../cell-executor.ts';
import { createResourcePool } from '../resource-pool.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { LedgerStep } from './ledger-job.ts';

const cells = 50;

/** What becomes of a paid job: `crash` leaves it open as it stands then, at one of its steps. */
const ending = fc.constantFrom('charged', 'refused', 'failed', 'cancelled', 'gone', 'unknown', 'crash');

interface JobScript {
  priceMicroUsd: number;
  ending: 'charged' | 'refused' | 'failed' | 'cancelled' | 'gone' | 'unknown' | 'crash';
  /** Share of the price that is charged, in percent. */
  share: number;
  /** Turns of the event loop that the job leaves to others between its steps. */
  pauses: number[];
  /** After how many steps it crashes. */
  steps: number;
}

const script = fc.record<JobScript>({
  priceMicroUsd: fc.integer({ min: 0, max: 100_000 }),
  ending,
  share: fc.integer({ min: 0, max: 100 }),
  pauses: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
  steps: fc.integer({ min: 0, max: 2 }),
});

const story = fc.record({
  scripts: fc.array(script, { minLength: cells, maxLength: cells }),
  capMicroUsd: fc.integer({ min: 0, max: 3_000_000 }),
  threads: fc.integer({ min: 1, max: cells }),
});

interface Account {
  run: RunId;
  reserved: number;
  charged: number;
  isOpen: boolean;
}

/** What the jobs must add up to, kept beside the ledger in plain numbers. */
function createAccounts() {
  const accounts = new Map<TakeId, Account>();
  return {
    open: (id: TakeId, run: RunId, reserved: number) => accounts.set(id, { run, reserved, charged: 0, isOpen: true }),
    close(id: TakeId, charged: number) {
      const account = accounts.get(id);
      if (account === undefined) throw new Error(`${id} has no account`);
      Object.assign(account, { charged, isOpen: false });
    },
    countedFor(run: RunId): number {
      const own = (account: Account): number => (account.run === run ? account.charged : 0);
      return [...accounts.values()].reduce((sum, each) => sum + (each.isOpen ? each.reserved : own(each)), 0);
    },
  };
}

interface Market {
  ledger: Ledger;
  accounts: ReturnType<typeof createAccounts>;
  capMicroUsd: number;
  scripts: readonly JobScript[];
  /** Cells for which something was sent to the provider. */
  submitted: Set<string>;
}

async function pause(turns = 0): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}

/** The steps of a paid cell, in the order that SPEC §4 asks for; the cap is looked at after each of them. */
function paidExecutor(market: Market): CellExecutor {
  const { ledger, accounts, capMicroUsd, scripts, submitted } = market;

  return async (cell, { runId }: ExecutionOptions) => {
    const { priceMicroUsd, ending: end, share, pauses, steps } = scripts[cell.unitIndex] ?? failUnscripted(cell);
    const id = takeId.parse(`${runId}-${cell.unit}`);
    const check = (): void => {
      const committed = ledger.committed(runId, document);
      expect(committed).toBe(accounts.countedFor(runId));
      expect(committed).toBeLessThanOrEqual(capMicroUsd);
    };
    const record = (step: LedgerStep): void => {
      ledger.record(id, step);
      if (!['submitted', 'downloaded', 'unknown'].includes(step.kind))
        accounts.close(id, 'amount' in step ? step.amount : 0);
      check();
    };
    const amount = Math.floor((priceMicroUsd * share) / 100);
    await pause(pauses[0]);
    const fits = accounts.countedFor(runId) + priceMicroUsd <= capMicroUsd;
    const reserve = () =>
      ledger.reserve(
        intentOf({ id, run: runId, unit: cell.unitIndex, reserved: priceMicroUsd }),
        microUsd.parse(capMicroUsd),
      );
    if (!fits) {
      expect(reserve).toThrow(expect.objectContaining({ code: 'BudgetExceededError' }));
      reserve();
    }
    reserve();
    accounts.open(id, runId, priceMicroUsd);
    check();
    submitted.add(cell.key);
    await pause(pauses[1]);
    if (end === 'refused') record({ kind: 'refused', reason: 'no' });
    if (end === 'unknown') record({ kind: 'unknown' });
    if (end === 'refused' || end === 'unknown' || (end === 'crash' && steps === 0)) throw endingOf(end);
    record({ kind: 'submitted', remoteId: id });
    await pause(pauses[2]);
    if (end === 'crash' && steps === 1) throw endingOf(end);
    if (end === 'failed' || end === 'cancelled' || end === 'gone') {
      record({ kind: end, amount, reason: null });
      throw endingOf(end);
    }
    record({ kind: 'downloaded', takes: [id] });
    await pause(pauses[3]);
    if (end === 'crash') throw endingOf(end);
    record({ kind: 'charged', amount, reason: null });
    return { kind: 'made', takeId: id };
  };
}

function failUnscripted(cell: PlannedCell): never {
  throw new Error(`nothing was said about ${cell.key}`);
}

function endingOf(end: JobScript['ending']): Error {
  if (end === 'cancelled' || end === 'crash') return new CancelledError();
  return new ProviderError(end === 'unknown' ? 'submission-unknown' : 'failed', end, { hint: 'h' });
}

async function runAll(market: Market, threads: number): Promise<RunRecord> {
  const plan = planOf(
    market.scripts.map((_, unit) => plannedCell({ unit, layer: 0, provider: 'replicate' })),
    { onError: 'continue' },
  );
  const bugs: unknown[] = [];
  const run = startRun(
    plan,
    {
      execute: paidExecutor(market),
      pool: createResourcePool(),
      needsOf: () => [{ key: 'threads', slots: threads }],
      clock: createFakeClock(),
      random: () => 0.5,
      isPaid: () => true,
      onStorageTrouble: 'stop',
    },
    {
      onCell: () => undefined,
      onRun: () => undefined,
      onTake: () => Promise.resolve(),
      onPreview: () => '',
      onBug: (error) => bugs.push(error),
    },
    { documentId: document, capMicroUsd: microUsd.parse(market.capMicroUsd) },
  );
  const record = await run.finished;
  expect(bugs).toEqual([]);
  return record;
}

describe('the cap holds (R15)', () => {
  let schema: Buffer;
  beforeAll(async () => {
    schema = await emptyDatabase();
  });

  it(
    'reserved and spent never add up to more, in any order of 50 parallel cells, also after a crash',
    async () => {
      let refusals = 0;
      await fc.assert(
        fc.asyncProperty(story, async ({ scripts, capMicroUsd, threads }) => {
          const before = openInMemory(schema);
          const accounts = createAccounts();
          const first: Market = {
            ledger: createLedger(before, createFakeClock()),
            accounts,
            capMicroUsd,
            scripts,
            submitted: new Set(),
          };
          refusals += checkRefusals(await runAll(first, threads), first);

          // The process is gone: the next one knows what is on disk, and starts a run of its own.
          const after = openInMemory(before.serialize());
          before.close();
          const ledger = createLedger(after, createFakeClock());
          const left = ledger.committed('none' as RunId, document);
          expect(left).toBe(accounts.countedFor('none' as RunId));
          const second: Market = { ...first, ledger, submitted: new Set() };
          refusals += checkRefusals(await runAll(second, threads), second);
          expect(ledger.findDamage()).toBeNull();
          after.close();
        }),
        { numRuns: soakRuns(100, 5_000) },
      );
      expect(refusals).toBeGreaterThan(0);
    },
    soakRuns(60_000, 1_800_000),
  );
});

/** Cells that did not fit failed for that reason, and nothing was sent for them. Answers how many. */
function checkRefusals(record: RunRecord, { submitted }: Market): number {
  const refused = record.cells.filter((cell) => cell.failure?.code === 'BudgetExceededError');
  for (const cell of record.cells) expect(submitted.has(cell.key)).toBe(!refused.includes(cell));
  return refused.length;
}
