import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCosts } from '../../src/main/cost/index.ts';
import { openDatabase, systemClock } from '../../src/main/platform/index.ts';
import { migrations } from '../../src/main/platform/database/migrations.ts';
import { createLedger } from '../../src/main/run/index.ts';
import { intentOf } from '../run/ledger-database.ts';

it('books what was paid before costs were kept', async () => {
  const home = await mkdtemp(join(tmpdir(), 'telar-costs-'));
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0003'));
  const old = await openDatabase(home, before);
  const ledger = createLedger(old.direct, systemClock);
  const paid = ledger.reserve(intentOf({ id: 'paid', reserved: 5_000, outputDir: '/films/outputs' }), null);
  ledger.reserve(intentOf({ id: 'open', unit: 1, reserved: 9_000 }), null);
  ledger.record(paid.id, { kind: 'charged', amount: 4_000, reason: null });
  await old.close();

  const database = await openDatabase(home);
  const spentSince = (ms: number) => createLedger(database.direct, systemClock).spentSince(ms);
  const costs = createCosts(database.direct, { isOn: true, clock: systemClock, spentSince });
  expect(costs.totals({ includeReset: false }, 'cell')).toMatchObject([
    { key: 'u0/l0', document: '/films/outputs', spentMicroUsd: 4_000, estimatedMicroUsd: 0, jobs: 1 },
  ]);
  expect(costs.drift({ includeReset: false })).toEqual([]);
  await database.close();
});
