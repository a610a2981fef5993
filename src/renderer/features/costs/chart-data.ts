import { toUsd } from '../../../shared/base/index.ts';
import type { CostDrift, CostTotal } from '../../../shared/contract/index.ts';

/** How many days the chart shows. */
export const shownDays = 30;

/** One bar: its name, and dollars by series. */
export type ChartRow = Record<string, string | number>;

/** A line of a chart with the name of its colour. */
export interface ChartSeries {
  name: string;
  color: string;
}

/** Colours that can be told apart in both themes, in this order. */
const palette = [
  'var(--telar-accent)',
  'var(--telar-type-audio)',
  'var(--telar-type-image)',
  'var(--telar-type-video)',
  'var(--telar-good)',
  'var(--telar-type-text)',
];

/** The last days up to `today`, also those on which nothing was spent, with dollars by part. */
export function daysChart(days: readonly CostTotal[], today: string): { rows: ChartRow[]; series: ChartSeries[] } {
  const byDate = new Map(days.map((day) => [day.key, day]));
  const dates = Array.from({ length: shownDays }, (_, index) => dayBefore(today, shownDays - 1 - index));
  const parts = new Set(dates.flatMap((date) => byDate.get(date)?.parts.map((part) => part.key) ?? []));
  const series = [...parts].sort().map((name, index) => ({ name, color: colorAt(index) }));
  const rows = dates.map((date) => {
    const spent = new Map(byDate.get(date)?.parts.map((part) => [part.key, toUsd(part.spentMicroUsd)]));
    return { date, ...Object.fromEntries(series.map(({ name }) => [name, spent.get(name) ?? 0])) };
  });
  return { rows, series };
}

/** Dollars by model, the dearest first. */
export function modelsChart(models: readonly CostTotal[]): ChartRow[] {
  return models.slice(0, 10).map((each) => ({ model: shortModel(each.key), charged: toUsd(each.spentMicroUsd) }));
}

/** Estimate beside charge, in dollars, by model. */
export function driftChart(drift: readonly CostDrift[]): ChartRow[] {
  return drift.slice(0, 10).map((each) => ({
    model: shortModel(each.model),
    estimated: toUsd(each.estimatedMicroUsd),
    charged: toUsd(each.spentMicroUsd),
  }));
}

/**
 * Writes the ticks of an axis in dollars, all with as many digits as the distance between two of them needs.
 * `largest` is the longest bar; the charts set four ticks beside zero.
 */
export function axisFormat(largest: number, language: string): (usd: number) => string {
  const step = largest / 4;
  const digits = step > 0 ? Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(step)))) : 2;
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return (usd) => format.format(usd);
}

/** The longest bar of a chart; `stacked` bars of a row stand on each other. */
export function longestBar(rows: readonly ChartRow[], { stacked }: { stacked: boolean }): number {
  const lengths = rows.map((row) => Object.values(row).filter((value) => typeof value === 'number'));
  return Math.max(0, ...lengths.map((row) => (stacked ? row.reduce((a, b) => a + b, 0) : Math.max(0, ...row))));
}

/** The last part of a model's id, which fits beside a bar. */
export function shortModel(id: string): string {
  return id.split('/').at(-1) ?? id;
}

function colorAt(index: number): string {
  return palette[index % palette.length] ?? 'var(--telar-accent)';
}

function dayBefore(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - days);
  return day.toISOString().slice(0, 10);
}
