import { z } from 'zod';
import { assertNever, microUsd, noCost, sumMicroUsd, type JsonObject, type JsonValue } from '../base/index.ts';
import type { CostRule } from './cost.ts';
import { parameterSchemas, type ParameterSchema } from './parameter-schema.ts';
import type { ModelTemplate } from './schema.ts';

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

/** Numbers from low to high; equal when certain. */
interface Range {
  low: number;
  high: number;
}

/**
 * Price of one inference with resolved parameters, each bound rounded up to a micro-dollar. Parameters named in `late`
 * get their values when the cell starts: they count with the smallest and the largest value that the template allows.
 */
export function estimatePrice(template: ModelTemplate, parameters: JsonObject, late: ReadonlySet<string>): Price {
  const values: Values = { schemas: parameterSchemas(template), parameters, late };
  const { cost } = template;
  switch (cost.kind) {
    case 'free':
      return freePrice;
    case 'unknown':
      return unknownPrice;
    case 'per-output': {
      const count = outputsOf(cost, values);
      return priceOf(count, { low: cost.usd, high: cost.usd }, `${rangeText(count)} × $${cost.usd} per output`);
    }
    case 'per-second': {
      const seconds = numberOf(cost.duration, values);
      const rate = rateOf(cost.usd, values);
      return priceOf(seconds, rate, `${rangeText(seconds)} s × $${rangeText(rate)} per second`);
    }
    default:
      return assertNever(cost);
  }
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

interface Values {
  schemas: Record<string, ParameterSchema>;
  parameters: JsonObject;
  late: ReadonlySet<string>;
}

function priceOf(amount: Range | null, usd: Range | null, basis: string): Price {
  if (amount === null || usd === null) return unknownPrice;
  const low = toMicroUsd(amount.low * usd.low);
  const high = toMicroUsd(amount.high * usd.high);
  if (!Number.isSafeInteger(high)) return unknownPrice;
  return { lowMicroUsd: microUsd.parse(low), highMicroUsd: microUsd.parse(high), basis, isKnown: true };
}

/** Rounded up, but not for the error of binary fractions: 5 × 0.07 × 1,000,000 is 350,000 and not 350,001. */
function toMicroUsd(usd: number): number {
  return Math.ceil(Number((usd * 1_000_000).toFixed(6)));
}

function outputsOf(cost: Extract<CostRule, { kind: 'per-output' }>, values: Values): Range | null {
  const { count } = cost;
  if (count === undefined) return { low: 1, high: 1 };
  const isUndecided = count.when !== undefined && values.late.has(count.when.parameter);
  if (count.when !== undefined && !isUndecided && values.parameters[count.when.parameter] !== count.when.equals) {
    return { low: 1, high: 1 };
  }
  const stated = numberOf(count.parameter, values);
  if (stated === null) return null;
  return count.meaning === 'up-to' || isUndecided ? { low: Math.min(1, stated.low), high: stated.high } : stated;
}

function rateOf(usd: Extract<CostRule, { kind: 'per-second' }>['usd'], values: Values): Range | null {
  if (typeof usd === 'number') return { low: usd, high: usd };
  if (values.late.has(usd.parameter)) {
    const rates = Object.values(usd.rates);
    return rates.length === 0 ? null : { low: Math.min(...rates), high: Math.max(...rates) };
  }
  const chosen = values.parameters[usd.parameter];
  const rate = typeof chosen === 'string' || typeof chosen === 'number' ? usd.rates[chosen] : undefined;
  return rate === undefined ? null : { low: rate, high: rate };
}

/** A parameter's number, also where it is written as text; null where there is none. */
function numberOf(name: string, { schemas, parameters, late }: Values): Range | null {
  if (!late.has(name)) {
    const value = toNumber(parameters[name]);
    return value === null ? null : { low: value, high: value };
  }
  const schema = schemas[name] ?? {};
  const choices = (schema.enum ?? []).map(toNumber).filter((each) => each !== null);
  const low = schema.minimum ?? (choices.length > 0 ? Math.min(...choices) : null);
  const high = schema.maximum ?? (choices.length > 0 ? Math.max(...choices) : null);
  return low === null || high === null || low < 0 ? null : { low, high };
}

function toNumber(value: JsonValue | undefined): number | null {
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value));
  const amount = Number(value);
  return isNumeric && Number.isFinite(amount) && amount >= 0 ? amount : null;
}

function rangeText(range: Range | null): string {
  if (range === null) return '?';
  return range.low === range.high ? String(range.low) : `${range.low} to ${range.high}`;
}
