import { z } from 'zod';
import { microUsd, noCost, sumMicroUsd, type JsonObject, type MicroUsd } from '../base/index.ts';
import { toMicroUsd } from './exact.ts';
import { parameterSchemas } from './parameter-schema.ts';
import { withDefaults } from './parameters.ts';
import { billOf } from './price-kinds.ts';
import type { ModelTemplate } from './schema.ts';
import type { Usage } from './usage.ts';

/** What a cell may cost: equal bounds when it is certain. Where `isKnown` is false, the bounds say nothing. */
export const price = z.object({
  lowMicroUsd: microUsd,
  highMicroUsd: microUsd,
  basis: z.string(),
  isKnown: z.boolean(),
});
export type Price = z.output<typeof price>;

export const freePrice: Price = { lowMicroUsd: noCost, highMicroUsd: noCost, basis: 'free', isKnown: true };
export const unknownPrice: Price = { ...freePrice, basis: 'unknown', isKnown: false };

const nothingLate: ReadonlySet<string> = new Set();

/**
 * Price of one inference with resolved parameters and the template's defaults, each bound rounded up to a micro-dollar.
 * Parameters named in `late` get their values when the cell starts: they count with the smallest and the largest value
 * that the template allows. A price that cannot be worked out, or is beyond exact numbers, is unknown, never a guess.
 */
export function estimatePrice(template: ModelTemplate, parameters: JsonObject, late: ReadonlySet<string>): Price {
  const { cost } = template;
  if (cost.kind === 'free') return freePrice;
  if (cost.kind === 'unknown') return unknownPrice;
  const bill = billOf(cost, { schemas: parameterSchemas(template), parameters, late, usage: null });
  const low = bill === null ? null : toMicroUsd(bill.usd.low);
  const high = bill === null ? null : toMicroUsd(bill.usd.high);
  if (bill === null || low === null || high === null) return unknownPrice;
  return { lowMicroUsd: low, highMicroUsd: high, basis: bill.basis, isKnown: true };
}

/** What a job has cost. */
export interface ActualPrice {
  amountMicroUsd: MicroUsd;
  /** Whether everything the tariff counts was told or measured; else the amount is the high estimate. */
  isMeasured: boolean;
}

/**
 * What a finished job costs by what it used, rounded up to a micro-dollar. Where the usage that the tariff counts is
 * missing it is the high estimate, which is 0 for a model of unknown price.
 */
export function actualPrice(template: ModelTemplate, parameters: JsonObject, usage: Usage): ActualPrice {
  const { cost } = template;
  if (cost.kind === 'free') return { amountMicroUsd: noCost, isMeasured: true };
  const filled = withDefaults(template, parameters);
  const values = { schemas: parameterSchemas(template), parameters: filled, late: nothingLate, usage };
  const bill = cost.kind === 'unknown' ? null : billOf(cost, values);
  const amount = bill === null ? null : toMicroUsd(bill.usd.high);
  if (amount !== null) return { amountMicroUsd: amount, isMeasured: true };
  return { amountMicroUsd: estimatePrice(template, filled, nothingLate).highMicroUsd, isMeasured: false };
}

/** Sum of prices; not known as soon as one of them is not, and then a lower bound only. */
export function sumPrices(prices: readonly Price[]): Price {
  return {
    lowMicroUsd: sumMicroUsd(prices.map((each) => each.lowMicroUsd)),
    highMicroUsd: sumMicroUsd(prices.map((each) => each.highMicroUsd)),
    basis: prices.every((each) => each.basis === freePrice.basis) ? freePrice.basis : 'sum of the cells',
    isKnown: prices.every((each) => each.isKnown),
  };
}
