import type { MicroUsd } from '../../shared/base/index.ts';
import type { CostDrift, CostGroup, CostTotal } from '../../shared/contract/index.ts';
import type { Connection } from '../platform/index.ts';
import { dateOf, firstDayOf, quarterHourMs } from './calendar.ts';

/** Moments between which jobs were ordered, in milliseconds since 1970; the end is not included. */
export interface TimeRange {
  startMs: number;
  endMs: number;
}

interface GroupRow {
  /** What the group is, also where two documents have units of the same name. */
  identity: string | number;
  key: string | number;
  document: string | null;
  part: string;
  spent: number;
  estimated: number;
  jobs: number;
  firstAtMs: number;
}

const quarterHour = `ordered_at_ms / ${quarterHourMs}`;

/** Identity, key and document of each group, as SQL. */
const groups: Record<CostGroup, readonly [identity: string, key: string, document: string]> = {
  day: [quarterHour, quarterHour, 'NULL'],
  week: [quarterHour, quarterHour, 'NULL'],
  month: [quarterHour, quarterHour, 'NULL'],
  model: ['model', 'model', 'NULL'],
  provider: ['provider', 'provider', 'NULL'],
  run: ['run_id', 'run_id', 'MIN(document)'],
  unit: ["document_id || ' ' || unit", 'unit', 'MIN(document)'],
  layer: ["document_id || ' ' || layer", 'layer', 'MIN(document)'],
  cell: ["document_id || ' ' || unit || '/' || layer", "unit || '/' || layer", 'MIN(document)'],
};

export interface TotalsOptions {
  by: CostGroup;
  splitBy: 'model' | 'provider' | undefined;
  timeZone: string;
}

/** Sums of what was booked: periods oldest first, anything else the dearest first. */
export function totalCosts(
  connection: Connection,
  { startMs, endMs }: TimeRange,
  { by, splitBy, timeZone }: TotalsOptions,
): CostTotal[] {
  const [identity, key, document] = groups[by];
  const rows = connection
    .prepare<[number, number], GroupRow>(
      `SELECT ${identity} AS identity, ${key} AS key, ${document} AS document, ${splitBy ?? "''"} AS part,
         SUM(charged_micro_usd) AS spent, SUM(COALESCE(estimate_high_micro_usd, 0)) AS estimated, COUNT(*) AS jobs,
         MIN(ordered_at_ms) AS firstAtMs
       FROM cost_records WHERE ordered_at_ms >= ? AND ordered_at_ms < ? GROUP BY identity, part`,
    )
    .all(startMs, endMs);
  const isPeriod = by === 'day' || by === 'week' || by === 'month';
  const totals = new Map<string, CostTotal & { split: Map<string, number> }>();
  for (const row of rows) {
    const name = isPeriod ? firstDayOf(dateOf(row.firstAtMs, timeZone), by) : String(row.key);
    const at = isPeriod ? name : String(row.identity);
    const before = totals.get(at);
    const split = before?.split ?? new Map<string, number>();
    split.set(row.part, (split.get(row.part) ?? 0) + row.spent);
    totals.set(at, {
      key: name,
      document: row.document,
      spentMicroUsd: ((before?.spentMicroUsd ?? 0) + row.spent) as MicroUsd,
      estimatedMicroUsd: ((before?.estimatedMicroUsd ?? 0) + row.estimated) as MicroUsd,
      jobs: (before?.jobs ?? 0) + row.jobs,
      firstAtMs: Math.min(before?.firstAtMs ?? Infinity, row.firstAtMs),
      parts: [],
      split,
    });
  }
  return [...totals.values()]
    .map(({ split, ...total }) => ({ ...total, parts: splitBy === undefined ? [] : partsOf(split) }))
    .sort((a, b) =>
      isPeriod ? (a.key < b.key ? -1 : 1) : b.spentMicroUsd - a.spentMicroUsd || a.firstAtMs - b.firstAtMs,
    );
}

function partsOf(split: ReadonlyMap<string, number>): CostTotal['parts'] {
  return [...split]
    .map(([key, spent]) => ({ key, spentMicroUsd: spent as MicroUsd }))
    .sort((a, b) => b.spentMicroUsd - a.spentMicroUsd);
}

interface DriftRow {
  model: string;
  low: number;
  high: number;
  charged: number;
}

/** Estimates against charges, by model; the model with most jobs first. */
export function costDrift(connection: Connection, { startMs, endMs }: TimeRange): CostDrift[] {
  const rows = connection
    .prepare<[number, number], DriftRow>(
      `SELECT model, estimate_low_micro_usd AS low, estimate_high_micro_usd AS high, charged_micro_usd AS charged
       FROM cost_records WHERE ordered_at_ms >= ? AND ordered_at_ms < ? AND outcome = 'charged'
         AND estimate_high_micro_usd > 0`,
    )
    .all(startMs, endMs);
  const models = new Map<string, { ratios: number[]; estimated: number; spent: number }>();
  for (const { model, low, high, charged } of rows) {
    const estimate = (low + high) / 2;
    const before = models.get(model) ?? { ratios: [], estimated: 0, spent: 0 };
    before.ratios.push(charged / estimate);
    models.set(model, { ...before, estimated: before.estimated + estimate, spent: before.spent + charged });
  }
  return [...models]
    .map(([model, { ratios, estimated, spent }]) => ({
      model,
      jobs: ratios.length,
      medianRatio: median(ratios),
      estimatedMicroUsd: Math.round(estimated) as MicroUsd,
      spentMicroUsd: spent as MicroUsd,
    }))
    .sort((a, b) => b.jobs - a.jobs);
}

/** The middle of some numbers; of an even count, the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
