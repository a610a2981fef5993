import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentId, microUsd, toFailure } from '../../src/shared/base/index.ts';
import { costGroup, type CostAlert, type CostRecord } from '../../src/shared/contract/index.ts';
import { openDatabase, systemClock, type Clock, type OpenDatabase } from '../../src/main/platform/index.ts';
import { createLedger, type Ledger } from '../../src/main/run/index.ts';
import { createCostBook, createCosts, type CostBookOptions, type Costs } from '../../src/main/cost/index.ts';

let database: OpenDatabase;
let now: number;
let alerts: CostAlert[];
const clock: Clock = { ...systemClock, nowMs: () => now };

beforeEach(async () => {
  database = await openDatabase(await mkdtemp(join(tmpdir(), 'telar-costs-')));
  now = Date.parse('2026-11-21T12:00:00Z');
  alerts = [];
  set('timeZone', 'Europe/Madrid');
});
afterEach(() => database.close());

function set(key: string, value: unknown): void {
  database.direct.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(key, JSON.stringify(value));
}

function start(options: Partial<CostBookOptions> = {}): { ledger: Ledger; costs: Costs } {
  const isOn = options.isOn ?? true;
  const onAlert = (alert: CostAlert): unknown => alerts.push(alert);
  const book = createCostBook(database.direct, { isOn, onBooked: () => undefined, onAlert, ...options });
  const ledger = createLedger(database.direct, clock, { book });
  const costs = createCosts(database.direct, { isOn, clock, spentSince: (ms) => ledger.spentSince(ms) });
  return { ledger, costs };
}

let jobs = 0;
/** One paid job of a cell, with an estimate of what it reserves. */
function pay(ledger: Ledger, reserved: number, charged = reserved, more: Partial<CostRecord> = {}): void {
  const id = hold(ledger, reserved, more);
  ledger.record(id, { kind: 'submitted', remoteId: `remote-${id}` });
  ledger.record(id, { kind: 'downloaded', takes: [id] });
  ledger.record(id, { kind: 'charged', amount: charged, reason: null });
}

function hold(ledger: Ledger, reserved: number, more: Partial<CostRecord> = {}) {
  const { unit = 'a', layer = 'plate', runId = 'run', model = 'replicate/x/y' } = more;
  const estimate = { lowMicroUsd: microUsd.parse(reserved), highMicroUsd: microUsd.parse(reserved) };
  const order = { unit, layer, assetType: 'image', fileName: 'f.png', extension: 'png', model, endpoint: 'x/y' };
  const intent = {
    id: `job-${++jobs}`,
    runId,
    documentId: more.documentId ?? documentId.parse('doc'),
    outputDir: '/out',
    folderId: 'f',
    cell: `${unit}/${layer}`,
    provider: more.provider ?? 'replicate',
    reservedMicroUsd: reserved,
    order: { ...order, recipe: null, prompt: null, estimate, document: more.document ?? 'film', input: {} },
  } as unknown as Parameters<Ledger['reserve']>[0];
  return ledger.reserve(intent, null).id;
}

function refusal(work: () => unknown) {
  try {
    work();
    return null;
  } catch (error) {
    const { code, kind, values } = toFailure(error);
    return { code, kind, values };
  }
}

describe('sums', () => {
  it('are the same by whatever they are grouped, and split', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const record = fc.record({
      unit: names,
      layer: names,
      runId: names,
      documentId: names,
      document: names,
      provider: fc.constantFrom('replicate', 'fal'),
      model: names,
      chargedMicroUsd: fc.integer({ min: 0, max: 5_000_000 }),
      orderedAtMs: fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 0) }),
    });
    const { costs } = start();
    const book = createCostBook(database.direct, { isOn: true, onBooked: () => undefined, onAlert: () => undefined });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), (records) => {
        database.direct.exec('DELETE FROM cost_records');
        for (const [index, each] of records.entries()) {
          const rest = {
            jobId: `j${index}`,
            outcome: 'charged',
            estimateLowMicroUsd: null,
            estimateHighMicroUsd: null,
          };
          book.book({ ...each, ...rest } as unknown as CostRecord, now);
        }
        const whole = records.reduce((sum, each) => sum + each.chargedMicroUsd, 0);
        for (const by of costGroup.options) {
          const totals = costs.totals({ includeReset: true }, by, 'model');
          const sum = totals.reduce((all, each) => all + each.spentMicroUsd, 0);
          const parts = totals.flatMap((each) => each.parts).reduce((all, each) => all + each.spentMicroUsd, 0);
          const count = totals.reduce((all, each) => all + each.jobs, 0);
          expect({ by, sum, parts, count }).toEqual({ by, sum: whole, parts: whole, count: records.length });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('count a job on the day of the user’s time zone on which it was ordered', () => {
    const { ledger, costs } = start();
    for (const moment of [
      '2026-10-24T21:59:59Z',
      '2026-10-24T22:00:00Z',
      '2026-10-25T22:59:59Z',
      '2026-10-25T23:00:00Z',
    ]) {
      now = Date.parse(moment);
      pay(ledger, 1_000);
    }
    const days = (zone: string): unknown => {
      set('timeZone', zone);
      return costs.totals({ includeReset: false }, 'day').map((day) => [day.key, day.jobs]);
    };
    // The 25th has 25 hours in Madrid.
    expect(days('Europe/Madrid')).toEqual([
      ['2026-10-24', 1],
      ['2026-10-25', 2],
      ['2026-10-26', 1],
    ]);
    expect(days('UTC')).toEqual([
      ['2026-10-24', 2],
      ['2026-10-25', 2],
    ]);
    set('timeZone', 'Europe/Madrid');
    const range = { since: '2026-10-25', until: '2026-10-25', includeReset: false };
    expect(costs.totals(range, 'week').map((week) => [week.key, week.jobs])).toEqual([['2026-10-19', 2]]);
  });

  it('begin anew at a reset, while the ledger keeps what was spent today', () => {
    const { ledger, costs } = start();
    pay(ledger, 3_000);
    now += 1_000;
    expect(costs.reset()).toMatchObject({ sinceMs: now, total: { spentMicroUsd: 0, jobs: 0 } });
    now += 1_000;
    pay(ledger, 5_000);
    expect(costs.summary()).toMatchObject({
      total: { spentMicroUsd: 5_000, jobs: 1 },
      periods: [
        { period: 'day', from: '2026-11-21', spentMicroUsd: 8_000 },
        { from: '2026-11-16' },
        { from: '2026-11-01' },
      ],
    });
    expect(costs.totals({ includeReset: true }, 'model')).toMatchObject([{ spentMicroUsd: 8_000 }]);
  });
});

describe('limits of day and month', () => {
  it('hold over documents and processes, with what is reserved, and free what was not used', () => {
    set('dayCapMicroUsd', 10_000);
    const { ledger } = start();
    const other = start().ledger;
    pay(ledger, 4_000, 3_000, { documentId: documentId.parse('one') });
    const held = hold(other, 6_000, { documentId: documentId.parse('two') });
    expect(refusal(() => hold(ledger, 1_001))).toEqual({
      code: 'BudgetExceededError',
      kind: 'day-cap',
      values: { wanted: 0.001001, left: 0.001 },
    });
    other.record(held, { kind: 'refused', reason: 'no' });
    expect(refusal(() => hold(ledger, 7_000))).toBeNull();
  });

  it('let go at midnight of the user, not of the machine; the month goes on', () => {
    set('dayCapMicroUsd', 5_000);
    set('monthCapMicroUsd', 8_000);
    const { ledger } = start();
    now = Date.parse('2026-11-21T22:59:59Z');
    pay(ledger, 5_000);
    expect(refusal(() => hold(ledger, 1))?.kind).toBe('day-cap');
    now += 1_000;
    pay(ledger, 3_000);
    expect(refusal(() => hold(ledger, 1))?.kind).toBe('month-cap');
    now = Date.parse('2026-11-30T23:00:00Z');
    expect(refusal(() => hold(ledger, 5_000))).toBeNull();
  });

  it('are not outwitted by a clock that is put back', () => {
    set('dayCapMicroUsd', 5_000);
    const { ledger } = start();
    now = Date.parse('2026-11-21T23:30:00Z');
    pay(ledger, 5_000);
    now -= 3_600_000;
    expect(refusal(() => hold(ledger, 1))?.kind).toBe('day-cap');
  });

  it('hold although nothing is booked, and free work is never refused', () => {
    set('dayCapMicroUsd', 1_000);
    const { ledger, costs } = start({ isOn: false });
    pay(ledger, 1_000);
    expect(refusal(() => hold(ledger, 1))?.kind).toBe('day-cap');
    expect(refusal(() => hold(ledger, 0))).toBeNull();
    expect([costs.summary().isOn, costs.totals({ includeReset: true }, 'day')]).toEqual([false, []]);
    expect(database.direct.prepare('SELECT COUNT(*) AS n FROM cost_records').get()).toEqual({ n: 0 });
  });

  it('are kept by any order of reservations and ends', () => {
    const step = fc.record({
      price: fc.integer({ min: 0, max: 4_000 }),
      ends: fc.boolean(),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.integer({ min: 0, max: 10_000 }), (steps, cap) => {
        database.direct.exec('DELETE FROM ledger_jobs');
        set('dayCapMicroUsd', cap);
        const { ledger } = start({ isOn: false });
        for (const { price, ends, share } of steps) {
          try {
            const id = hold(ledger, price);
            if (ends) ledger.record(id, { kind: 'failed', amount: Math.floor(price * share), reason: null });
          } catch (error) {
            expect(toFailure(error).kind).toBe('day-cap');
          }
          const { chargedMicroUsd, reservedMicroUsd } = ledger.spentSince(0);
          expect(chargedMicroUsd + reservedMicroUsd).toBeLessThanOrEqual(cap);
        }
      }),
      { numRuns: 30 },
    );
  });
});

it('tells once in a period that an amount is reached, in one process only, and again for another amount', () => {
  set('dayAlertMicroUsd', 5_000);
  set('weekAlertMicroUsd', 100_000);
  const { ledger } = start();
  const other = start().ledger;
  pay(ledger, 3_000);
  expect(alerts).toEqual([]);
  // Dearer than estimated: what counts is the charge.
  pay(other, 3_000, 4_000);
  pay(ledger, 3_000);
  const day = { period: 'day', from: '2026-11-21', spentMicroUsd: 7_000, limitMicroUsd: 5_000 };
  expect(alerts).toEqual([day]);
  set('dayAlertMicroUsd', 9_000);
  pay(ledger, 1_000);
  expect(alerts).toEqual([day, { ...day, spentMicroUsd: 11_000, limitMicroUsd: 9_000 }]);
});

it('compares estimates with charges, by model', () => {
  const { ledger, costs } = start();
  for (const charged of [1_000, 1_100, 3_000]) pay(ledger, 1_000, charged, { model: 'fal/a' });
  pay(ledger, 2_000, 1_000, { model: 'fal/b' });
  expect(costs.drift({ includeReset: false })).toEqual([
    { model: 'fal/a', jobs: 3, medianRatio: 1.1, estimatedMicroUsd: 3_000, spentMicroUsd: 5_100 },
    { model: 'fal/b', jobs: 1, medianRatio: 0.5, estimatedMicroUsd: 2_000, spentMicroUsd: 1_000 },
  ]);
});

it('exports a table in which no cell is a formula', () => {
  const { ledger, costs } = start();
  pay(ledger, 3_000, 3_000, { document: '=HYPERLINK("http://x")', model: '+1', unit: '-unit', layer: '-layer' });
  const [row] = parse(costs.exportCsv({ includeReset: false }), { columns: true }) as unknown as Record<
    string,
    string
  >[];
  expect(row).toMatchObject({
    ordered_at: '2026-11-21T12:00:00.000Z',
    date: '2026-11-21',
    document: '\'=HYPERLINK("http://x")',
    model: "'+1",
    unit: "'-unit",
    layer: "'-layer",
    estimate_high_usd: '0.003000',
    charged_usd: '0.003000',
    outcome: 'charged',
  });
});
