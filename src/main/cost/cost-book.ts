import type { MicroUsd } from '../../shared/base/index.ts';
import type { CostAlert, CostPeriod, CostRecord } from '../../shared/contract/index.ts';
import type { Connection } from '../platform/index.ts';
import { periodAt } from './calendar.ts';
import { createSpendingSettings } from './spending-settings.ts';

/** A hard limit that holds now: what was ordered since then may not pass it. */
export interface PeriodCap {
  kind: 'day-cap' | 'month-cap';
  startMs: number;
  capMicroUsd: MicroUsd;
}

/** Watches over the ledger of paid jobs, inside its transactions. */
export interface CostBook {
  /** Limits of the periods in which a moment lies. */
  capsAt(atMs: number): PeriodCap[];
  /** Books what a job was charged, in the transaction that writes the charge. A second booking replaces the first. */
  book(record: CostRecord, atMs: number): void;
  /** Tells what the transaction has brought about. To be called after its commit. */
  committed(): void;
}

export interface CostBookOptions {
  /** False: nothing is booked and nobody alerted; limits hold all the same. */
  isOn: boolean;
  onBooked: () => void;
  onAlert: (alert: CostAlert) => void;
}

const capKinds = { day: 'day-cap', month: 'month-cap' } as const;

/** The book over the ledger's own connection. */
export function createCostBook(connection: Connection, { isOn, onBooked, onAlert }: CostBookOptions): CostBook {
  const readSettings = createSpendingSettings(connection);
  const put = connection.prepare(
    `INSERT OR REPLACE INTO cost_records (job_id, run_id, document_id, document, unit, layer, provider, model,
       estimate_low_micro_usd, estimate_high_micro_usd, charged_micro_usd, outcome, ordered_at_ms)
     VALUES (@jobId, @runId, @documentId, @document, @unit, @layer, @provider, @model, @estimateLowMicroUsd,
       @estimateHighMicroUsd, @chargedMicroUsd, @outcome, @orderedAtMs)`,
  );
  const spentSince = connection.prepare<[number], { spent: number | null }>(
    'SELECT SUM(charged_micro_usd) AS spent FROM ledger_jobs WHERE created_at_ms >= ?',
  );
  const mark = connection.prepare(
    `INSERT INTO cost_marks (name, value) VALUES (@name, @value)
     ON CONFLICT (name) DO UPDATE SET value = @value WHERE value <> @value`,
  );
  let hasBooked = false;
  let alerts: CostAlert[] = [];

  function lookForAlerts(atMs: number): CostAlert[] {
    const { timeZone, dayAlertMicroUsd, weekAlertMicroUsd, monthAlertMicroUsd } = readSettings();
    const limits: [CostPeriod, MicroUsd | null][] = [
      ['day', dayAlertMicroUsd],
      ['week', weekAlertMicroUsd],
      ['month', monthAlertMicroUsd],
    ];
    return limits.flatMap(([period, limitMicroUsd]) => {
      if (limitMicroUsd === null) return [];
      const { from, startMs } = periodAt(atMs, period, timeZone);
      const spentMicroUsd = (spentSince.get(startMs)?.spent ?? 0) as MicroUsd;
      if (spentMicroUsd < limitMicroUsd) return [];
      // The mark is part of the transaction: of several processes, one tells it. A new limit is told again.
      const { changes } = mark.run({ name: `alert-${period}`, value: `${from} ${limitMicroUsd}` });
      return changes === 0 ? [] : [{ period, from, spentMicroUsd, limitMicroUsd }];
    });
  }

  return {
    capsAt(atMs) {
      const { timeZone, dayCapMicroUsd, monthCapMicroUsd } = readSettings();
      const caps = [
        { period: 'day', capMicroUsd: dayCapMicroUsd },
        { period: 'month', capMicroUsd: monthCapMicroUsd },
      ] as const;
      return caps.flatMap(({ period, capMicroUsd }) =>
        capMicroUsd === null
          ? []
          : [{ kind: capKinds[period], startMs: periodAt(atMs, period, timeZone).startMs, capMicroUsd }],
      );
    },
    book(record, atMs) {
      hasBooked = false;
      alerts = [];
      if (!isOn) return;
      put.run(record);
      hasBooked = true;
      alerts = lookForAlerts(atMs);
    },
    committed() {
      if (hasBooked) onBooked();
      for (const alert of alerts) onAlert(alert);
      hasBooked = false;
      alerts = [];
    },
  };
}
