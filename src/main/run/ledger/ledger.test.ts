import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../tests/fakes/fake-clock.ts';
import {
  document,
  emptyDatabase,
  firstRun,
  intentOf,
  openInMemory,
  openReadOnly,
} from '../../../../tests/run/ledger-database.ts';
import { cellKey, microUsd, runId, takeId } from '../../../shared/base/index.ts';
import { openDatabase, type Connection, type OpenDatabase } from '../../platform/index.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { LedgerStep } from './ledger-job.ts';

const usd = (amount: number) => microUsd.parse(amount * 1_000_000);
const job = (id: string) => takeId.parse(id);

/** The way of a job that goes well. */
const goodWay: LedgerStep[] = [
  { kind: 'submitted', remoteId: 'p1' },
  { kind: 'downloaded', takes: ['a'] },
  { kind: 'charged', amount: 40_000, reason: null },
];

describe('on disk', () => {
  let database: OpenDatabase;
  let other: Connection;
  let ledger: Ledger;
  const clock = createFakeClock();

  beforeEach(async () => {
    const home = await mkdtemp(join(tmpdir(), 'telar-ledger-'));
    database = await openDatabase(home);
    ledger = createLedger(database.direct, clock);
    other = openReadOnly(join(home, 'telar.db'));
  });
  afterEach(async () => {
    other.close();
    await database.close();
  });

  const read = (statement: string): unknown[] => other.prepare(statement).raw().all();

  it('commits with synchronous = FULL', () => {
    expect(database.direct.pragma('synchronous', { simple: true })).toBe(2);
  });

  it('has each step before the call returns, in the order of the calls', async () => {
    const state = (): unknown => read('SELECT state, remote_id, charged_micro_usd FROM ledger_jobs')[0];
    const entries = (): unknown => read('SELECT kind, at_ms FROM ledger_entries ORDER BY sequence');
    const at = clock.nowMs();
    ledger.reserve(intentOf({ id: 'a', reserved: 50_000 }), usd(1));
    expect([state(), entries()]).toEqual([['intent', null, 0], [['intent', at]]]);
    await clock.advance(5);
    const seen = goodWay.map((step) => {
      ledger.record(job('a'), step);
      return state();
    });
    expect(seen).toEqual([
      ['submitted', 'p1', 0],
      ['downloaded', 'p1', 0],
      ['charged', 'p1', 40_000],
    ]);
    expect(entries()).toEqual([
      ['intent', at],
      ['submitted', at + 5],
      ['downloaded', at + 5],
      ['charged', at + 5],
    ]);
  });

  it('says that the disk is full, and has nothing of the step that did not fit', () => {
    ledger.reserve(intentOf({ id: 'a' }), null);
    const pages = Number(database.direct.pragma('page_count', { simple: true }));
    database.direct.pragma(`max_page_count = ${pages}`);
    const big = intentOf({ id: 'b' });
    const tooBig = { ...big, order: { ...big.order, prompt: 'x'.repeat(100_000) } };
    expect(() => ledger.reserve(tooBig, null)).toThrow(
      expect.objectContaining({ code: 'DatabaseError', kind: 'disk-full' }),
    );
    expect(read('SELECT id FROM ledger_jobs')).toEqual([['a']]);
    database.direct.pragma('max_page_count = 100000');
    ledger.record(job('a'), { kind: 'submitted', remoteId: 'p1' });
    expect(ledger.findDamage()).toBeNull();
  });

  it('finds after a restart what was not finished, oldest first', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    ids.forEach((id, unit) => ledger.reserve(intentOf({ id, unit, outputDir: id === 'e' ? '/else' : '/out' }), null));
    ledger.record(job('b'), { kind: 'submitted', remoteId: 'p-b' });
    ledger.record(job('c'), { kind: 'refused', reason: 'no' });
    ledger.record(job('d'), { kind: 'unknown' });
    const again = createLedger(database.direct, clock);
    expect(again.openJobs('/out').map(({ id, state, remoteId }) => [id, state, remoteId])).toEqual([
      ['a', 'intent', null],
      ['b', 'submitted', 'p-b'],
      ['d', 'unknown', null],
    ]);
    expect(again.openFolders().map((folder) => folder.outputDir)).toEqual(['/else', '/out']);
    expect(again.openJobOf('/out', cellKey.parse('u1/l0'))?.id).toBe('b');
    expect(again.openJobOf('/out', cellKey.parse('u2/l0'))).toBeNull();
  });
});

describe('the ledger', () => {
  let connection: Connection;
  let ledger: Ledger;
  let schema: Buffer | undefined;

  beforeEach(async () => {
    schema ??= await emptyDatabase();
    connection = openInMemory(schema);
    ledger = createLedger(connection, createFakeClock());
  });
  afterEach(() => {
    connection.close();
  });

  it('lets one job only have an id of a provider', () => {
    for (const id of ['a', 'b']) ledger.reserve(intentOf({ id }), null);
    ledger.record(job('a'), { kind: 'submitted', remoteId: 'p1' });
    expect(() => ledger.record(job('b'), { kind: 'submitted', remoteId: 'p1' })).toThrow(/UNIQUE/);
    expect(ledger.find(job('b'))).toMatchObject({ state: 'intent', remoteId: null });
    const own = ledger.find(job('a'));
    const other = ledger.find(job('b'));
    const claims = [
      ledger.isClaimed(other, 'p1'),
      ledger.isClaimed(own, 'p1'),
      ledger.isClaimed({ ...other, provider: 'fal' }, 'p1'),
    ];
    expect(claims).toEqual([true, false, false]);
    expect(ledger.findDamage()).toBeNull();
  });

  it('keeps the id of the provider through all later steps', () => {
    ledger.reserve(intentOf({ id: 'a' }), null);
    for (const step of goodWay) expect(ledger.record(job('a'), step).remoteId).toBe('p1');
  });

  it('does not know a job that was never reserved', () => {
    expect(() => ledger.record(job('x'), { kind: 'unknown' })).toThrow(
      expect.objectContaining({ code: 'NotFoundError' }),
    );
    expect(connection.prepare('SELECT COUNT(*) FROM ledger_entries').pluck().get()).toBe(0);
  });

  describe('a cap', () => {
    const reserve = (id: string, reserved: number, run: string = firstRun) =>
      ledger.reserve(intentOf({ id, run, reserved }), usd(1));

    it('is reached exactly, and not passed by a millionth', () => {
      reserve('a', 600_000);
      reserve('b', 400_000);
      expect(() => reserve('c', 1)).toThrow(
        expect.objectContaining({ code: 'BudgetExceededError', kind: 'cap', values: { wanted: 0.000001, left: 0 } }),
      );
      expect(() => ledger.find(job('c'))).toThrow();
    });

    it.each<[string, LedgerStep, number]>([
      ['charged less', { kind: 'charged', amount: 100_000, reason: null }, 100_000],
      ['refused', { kind: 'refused', reason: 'no' }, 0],
      ['failed, and charged', { kind: 'failed', amount: 200_000, reason: null }, 200_000],
      ['cancelled', { kind: 'cancelled', amount: 0, reason: null }, 0],
      ['unknown', { kind: 'unknown' }, 600_000],
      ['downloaded', { kind: 'downloaded', takes: [] }, 600_000],
      ['abandoned', { kind: 'abandoned', amount: 600_000, reason: null }, 600_000],
    ])('counts a job that was %s', (_name, step, committed) => {
      reserve('a', 600_000);
      ledger.record(job('a'), step);
      expect(ledger.committed(firstRun, document)).toBe(committed);
    });

    it('counts what earlier runs of the document have still open, and not what they have spent', () => {
      reserve('a', 300_000);
      reserve('b', 500_000);
      ledger.record(job('b'), { kind: 'charged', amount: 500_000, reason: null });
      expect(ledger.committed(runId.parse('r2'), document)).toBe(300_000);
      expect(() => reserve('c', 700_001, 'r2')).toThrow(expect.objectContaining({ code: 'BudgetExceededError' }));
      expect(reserve('d', 700_000, 'r2').state).toBe('intent');
    });

    it('lets nothing more in after a provider charged more than was agreed', () => {
      reserve('a', 600_000);
      ledger.record(job('a'), { kind: 'charged', amount: 1_200_000, reason: null });
      expect(() => reserve('b', 1)).toThrow(expect.objectContaining({ code: 'BudgetExceededError' }));
    });
  });

  describe('damage', () => {
    beforeEach(() => {
      for (const id of ['a', 'b']) {
        ledger.reserve(intentOf({ id, reserved: 50_000 }), null);
        ledger.record(job(id), { kind: 'submitted', remoteId: `p-${id}` });
        ledger.record(job(id), { kind: 'charged', amount: 40_000, reason: null });
      }
      expect(ledger.findDamage()).toBeNull();
    });

    it.each<[string, string, number]>([
      [
        'an amount that was changed',
        `UPDATE ledger_entries SET data = '{"amount":1,"reason":null}' WHERE sequence = 3`,
        3,
      ],
      ['data that is no JSON any more', `UPDATE ledger_entries SET data = '{"amo' WHERE sequence = 4`, 4],
      ['another kind', `UPDATE ledger_entries SET kind = 'failed' WHERE sequence = 3`, 3],
      ['another job', `UPDATE ledger_entries SET job_id = 'b' WHERE sequence = 2`, 2],
      ['another time', `UPDATE ledger_entries SET at_ms = at_ms + 1 WHERE sequence = 5`, 5],
      ['another checksum', `UPDATE ledger_entries SET hash = upper(hash) WHERE sequence = 1`, 1],
      ['the first entry gone', `DELETE FROM ledger_entries WHERE sequence = 1`, 2],
      ['an entry in the middle gone', `DELETE FROM ledger_entries WHERE sequence = 4`, 5],
      ['the last entry gone', `DELETE FROM ledger_entries WHERE sequence = 6`, 6],
      ['all entries gone', `DELETE FROM ledger_entries`, 1],
      ['a job whose charge was changed', `UPDATE ledger_jobs SET charged_micro_usd = 0 WHERE id = 'b'`, 6],
      ['a job whose state was changed', `UPDATE ledger_jobs SET state = 'refused' WHERE id = 'a'`, 3],
      ['a job gone', `DELETE FROM ledger_jobs WHERE id = 'a'`, 3],
      [
        'a job that no entry knows',
        `INSERT INTO ledger_jobs SELECT 'z', run_id, document_id, output_dir, folder_id, cell, provider,
         state, 'p-z', input_hash, 1, 1, job, 1, 1 FROM ledger_jobs WHERE id = 'a'`,
        7,
      ],
    ])('is found: %s', (_name, statement, first) => {
      connection.exec(statement);
      expect(ledger.findDamage()).toBe(first);
    });
  });
});
