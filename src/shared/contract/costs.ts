import { z } from 'zod';
import { documentId, microUsd, runId } from '../base/index.ts';
import { procedure } from './failures.ts';

/** Stretch of the calendar in the user's time zone; a week begins on Monday. */
export const costPeriod = z.enum(['day', 'week', 'month']);
export type CostPeriod = z.output<typeof costPeriod>;

/** What totals can be grouped by. */
export const costGroup = z.enum(['day', 'week', 'month', 'model', 'provider', 'run', 'unit', 'layer', 'cell']);
export type CostGroup = z.output<typeof costGroup>;

/** A day of the calendar, `2026-11-21`. */
const calendarDate = z.iso.date();

/** What a period has cost so far, and what is set for it. */
export const periodSpending = z.object({
  period: costPeriod,
  /** Its first day. */
  from: calendarDate,
  spentMicroUsd: microUsd,
  /** Held back for jobs that have not ended. */
  reservedMicroUsd: microUsd,
  /** Hard limit: spent and reserved never pass it. Null for none; weeks have none. */
  capMicroUsd: microUsd.nullable(),
  /** From here on the user is told. */
  alertMicroUsd: microUsd.nullable(),
});
export type PeriodSpending = z.output<typeof periodSpending>;

/** Spending at a glance. `isOn` false: nothing is kept (`TELAR_COSTS=off`), and amounts are zero; limits still hold. */
export const costSummary = z.object({
  isOn: z.boolean(),
  timeZone: z.string(),
  /** When the totals were last reset; null: never. */
  sinceMs: z.number().nullable(),
  periods: z.array(periodSpending),
  /** Since the reset. */
  total: z.object({ spentMicroUsd: microUsd, jobs: z.int() }),
});
export type CostSummary = z.output<typeof costSummary>;

/** Which jobs count: those ordered from one day to another, both included; all since the reset, or really all. */
export const costRange = z.strictObject({
  since: calendarDate.optional(),
  until: calendarDate.optional(),
  includeReset: z.boolean().default(false),
});
export type CostRange = z.output<typeof costRange>;

/** Sum over a group of jobs. */
export const costTotal = z.object({
  /** A date for periods, else what stands for the group. */
  key: z.string(),
  /** The document it belongs to, for runs, units, layers and cells. */
  document: z.string().nullable(),
  spentMicroUsd: microUsd,
  /** Upper end of what was shown before, of jobs with a known price. */
  estimatedMicroUsd: microUsd,
  jobs: z.int(),
  firstAtMs: z.number(),
  /** The same sum by model or provider, when asked for; the dearest first. */
  parts: z.array(z.object({ key: z.string(), spentMicroUsd: microUsd })),
});
export type CostTotal = z.output<typeof costTotal>;

/** How well a model's estimates meet what is charged. */
export const costDrift = z.object({
  model: z.string(),
  /** Charged jobs that had an estimate. */
  jobs: z.int(),
  /** Median of charged to estimated; 1 = exact. The estimate is the middle of its range. */
  medianRatio: z.number(),
  estimatedMicroUsd: microUsd,
  spentMicroUsd: microUsd,
});
export type CostDrift = z.output<typeof costDrift>;

/** Spending has reached an amount that the user wants to hear of; told once in each period. */
export const costAlert = z.object({
  period: costPeriod,
  from: calendarDate,
  spentMicroUsd: microUsd,
  limitMicroUsd: microUsd,
});
export type CostAlert = z.output<typeof costAlert>;

/** A paid job as it was booked. */
export const costRecord = z.object({
  jobId: z.string(),
  runId,
  documentId,
  document: z.string(),
  unit: z.string(),
  layer: z.string(),
  provider: z.string(),
  model: z.string(),
  /** Null when its price was not known. */
  estimateLowMicroUsd: microUsd.nullable(),
  estimateHighMicroUsd: microUsd.nullable(),
  chargedMicroUsd: microUsd,
  /** How it ended: charged, failed, cancelled, gone or abandoned. */
  outcome: z.string(),
  orderedAtMs: z.number(),
});
export type CostRecord = z.output<typeof costRecord>;

export const costs = {
  summary: procedure.output(costSummary),
  totals: procedure
    .input(costRange.extend({ by: costGroup, splitBy: z.enum(['model', 'provider']).optional() }))
    .output(z.array(costTotal)),
  drift: procedure.input(costRange).output(z.array(costDrift)),
  /** All booked jobs as a table; no cell of it is taken for a formula. */
  exportCsv: procedure.input(costRange).output(z.object({ text: z.string() })),
  /** Totals count from now on; ledger and history stay. */
  reset: procedure.output(costSummary),
};
