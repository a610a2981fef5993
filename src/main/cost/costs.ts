import type { MicroUsd } from '../../shared/base/index.ts';
import type {
  CostDrift,
  CostGroup,
  CostPeriod,
  CostRange,
  CostRecord,
  CostSummary,
  CostTotal,
  PeriodSpending,
} from '../../shared/contract/index.ts';
import { durably, type Clock, type Connection } from '../platform/index.ts';
import { daysAfter, periodAt, startOf } from './calendar.ts';
import { costCsv } from './cost-csv.ts';
import { costDrift, totalCosts, type TimeRange } from './cost-totals.ts';
import { createSpendingSettings, type SpendingSettings } from './spending-settings.ts';

/** What was spent, for screens and the command line. With the bookkeeping off, there is nothing to tell but the limits. */
export interface Costs {
  summary(): CostSummary;
  totals(range: CostRange, by: CostGroup, splitBy?: 'model' | 'provider'): CostTotal[];
  drift(range: CostRange): CostDrift[];
  exportCsv(range: CostRange): string;
  /** Totals count from now on; what is booked stays. */
  reset(): CostSummary;
}

export interface CostsOptions {
  isOn: boolean;
  clock: Clock;
  /** What the ledger says of all jobs since a moment. */
  spentSince: (startMs: number) => { chargedMicroUsd: MicroUsd; reservedMicroUsd: MicroUsd };
}

const everything: TimeRange = { startMs: 0, endMs: Number.MAX_SAFE_INTEGER };

/** The reports over the booked jobs. */
export function createCosts(connection: Connection, { isOn, clock, spentSince }: CostsOptions): Costs {
  const readSettings = createSpendingSettings(connection);
  const readReset = connection.prepare<[], { value: string }>("SELECT value FROM cost_marks WHERE name = 'reset'");
  const writeReset = connection.prepare("INSERT OR REPLACE INTO cost_marks (name, value) VALUES ('reset', ?)");

  const sumSince = connection.prepare<[number], { spent: number | null; jobs: number }>(
    'SELECT SUM(charged_micro_usd) AS spent, COUNT(*) AS jobs FROM cost_records WHERE ordered_at_ms >= ?',
  );

  function resetAtMs(): number | null {
    const row = readReset.get();
    return row === undefined ? null : Number(row.value);
  }

  function rangeOf({ since, until, includeReset }: CostRange): TimeRange {
    const { timeZone } = readSettings();
    const startMs = since === undefined ? 0 : startOf(since, timeZone);
    return {
      startMs: includeReset ? startMs : Math.max(startMs, resetAtMs() ?? 0),
      endMs: until === undefined ? everything.endMs : startOf(daysAfter(until, 1), timeZone),
    };
  }

  function periodSpending(period: CostPeriod, settings: SpendingSettings): PeriodSpending {
    const { from, startMs } = periodAt(clock.nowMs(), period, settings.timeZone);
    const { chargedMicroUsd, reservedMicroUsd } = spentSince(startMs);
    const limits = limitsOf(period, settings);
    return isOn
      ? { period, from, spentMicroUsd: chargedMicroUsd, reservedMicroUsd, ...limits }
      : { period, from, spentMicroUsd: 0 as MicroUsd, reservedMicroUsd: 0 as MicroUsd, ...limits };
  }

  function records({ startMs, endMs }: TimeRange): CostRecord[] {
    return connection
      .prepare<[number, number], CostRecord>(
        `SELECT job_id AS jobId, run_id AS runId, document_id AS documentId, document, unit, layer, provider, model,
           estimate_low_micro_usd AS estimateLowMicroUsd, estimate_high_micro_usd AS estimateHighMicroUsd,
           charged_micro_usd AS chargedMicroUsd, outcome, ordered_at_ms AS orderedAtMs
         FROM cost_records WHERE ordered_at_ms >= ? AND ordered_at_ms < ? ORDER BY ordered_at_ms, rowid`,
      )
      .all(startMs, endMs);
  }

  function summary(): CostSummary {
    const settings = readSettings();
    const sinceMs = resetAtMs();
    const total = isOn ? sumSince.get(sinceMs ?? 0) : undefined;
    return {
      isOn,
      timeZone: settings.timeZone,
      sinceMs,
      periods: (['day', 'week', 'month'] as const).map((period) => periodSpending(period, settings)),
      total: { spentMicroUsd: (total?.spent ?? 0) as MicroUsd, jobs: total?.jobs ?? 0 },
    };
  }

  return {
    summary,
    totals(range, by, splitBy) {
      const { timeZone } = readSettings();
      return isOn ? totalCosts(connection, rangeOf(range), { by, splitBy, timeZone }) : [];
    },
    drift: (range) => (isOn ? costDrift(connection, rangeOf(range)) : []),
    exportCsv: (range) => costCsv(isOn ? records(rangeOf(range)) : [], readSettings().timeZone),
    reset() {
      durably(() => writeReset.run(String(clock.nowMs())));
      return summary();
    },
  };
}

function limitsOf(
  period: CostPeriod,
  settings: SpendingSettings,
): Pick<PeriodSpending, 'capMicroUsd' | 'alertMicroUsd'> {
  switch (period) {
    case 'day':
      return { capMicroUsd: settings.dayCapMicroUsd, alertMicroUsd: settings.dayAlertMicroUsd };
    case 'week':
      return { capMicroUsd: null, alertMicroUsd: settings.weekAlertMicroUsd };
    case 'month':
      return { capMicroUsd: settings.monthCapMicroUsd, alertMicroUsd: settings.monthAlertMicroUsd };
  }
}
