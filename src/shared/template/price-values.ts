import type { JsonObject, JsonValue } from '../base/index.ts';
import type { OutputCount, Rate } from './cost.ts';
import { exact, exactText, isLess, times, type Exact } from './exact.ts';
import type { ParameterSchema } from './parameter-schema.ts';
import type { Usage } from './usage.ts';

/** From low to high; equal when certain. */
export interface Range {
  low: Exact;
  high: Exact;
}

/** What a price is worked out from: parameters beforehand, and what was used once it is known. */
export interface Values {
  schemas: Record<string, ParameterSchema>;
  parameters: JsonObject;
  /** Parameters that get their value when the cell starts. */
  late: ReadonlySet<string>;
  /** Null before the job is done. */
  usage: Usage | null;
}

export function certain(value: number | Exact): Range {
  const amount = typeof value === 'number' ? exact(value) : value;
  return { low: amount, high: amount };
}

export function between(low: number, high: number): Range {
  return { low: exact(low), high: exact(high) };
}

export function product(...ranges: readonly Range[]): Range {
  return { low: times(...ranges.map((each) => each.low)), high: times(...ranges.map((each) => each.high)) };
}

export function rangeText({ low, high }: Range): string {
  return isLess(low, high) ? `${exactText(low)} to ${exactText(high)}` : exactText(low);
}

/** A parameter's number, also where it is written as text ("5", "8s"); null where there is none. */
export function numberOf(name: string, { schemas, parameters, late }: Values): Range | null {
  if (!late.has(name)) {
    const value = toNumber(parameters[name]);
    return value === null ? null : certain(value);
  }
  const schema = schemas[name] ?? {};
  const choices = (schema.enum ?? []).map(toNumber).filter((each) => each !== null);
  const low = schema.minimum ?? (choices.length > 0 ? Math.min(...choices) : null);
  const high = schema.maximum ?? (choices.length > 0 ? Math.max(...choices) : null);
  return low === null || high === null || low < 0 || high < low ? null : between(low, high);
}

function toNumber(value: JsonValue | undefined): number | null {
  const text = typeof value === 'string' ? /^(\d+(?:\.\d+)?)s?$/.exec(value)?.[1] : undefined;
  const amount = typeof value === 'number' ? value : Number(text ?? Number.NaN);
  return Number.isFinite(amount) && amount >= 0 ? amount : null;
}

/** Dollars per unit; null where the table has none for the chosen value. */
export function rateOf(usd: Rate, { parameters, late }: Values): Range | null {
  if (typeof usd === 'number') return certain(usd);
  if (late.has(usd.parameter)) {
    const rates = Object.values(usd.rates);
    return rates.length === 0 ? null : between(Math.min(...rates), Math.max(...rates));
  }
  const chosen = parameters[usd.parameter];
  const key = typeof chosen === 'object' || chosen === undefined ? null : String(chosen);
  const found = key !== null && Object.hasOwn(usd.rates, key) ? usd.rates[key] : undefined;
  return found === undefined ? null : certain(found);
}

/** How many files the call makes. */
export function outputsOf(count: OutputCount | undefined, values: Values): Range | null {
  if (values.usage !== null) return certain(values.usage.outputs);
  if (count === undefined) return certain(1);
  const { when } = count;
  const isUndecided = when !== undefined && values.late.has(when.parameter);
  if (when !== undefined && !isUndecided && values.parameters[when.parameter] !== when.equals) return certain(1);
  const stated = numberOf(count.parameter, values);
  const each = count.times === undefined ? certain(1) : numberOf(count.times, values);
  if (stated === null || each === null) return null;
  const fewest = count.meaning === 'exact' && !isUndecided ? stated.low : least(stated.low, exact(1));
  return { low: times(fewest, least(each.low, exact(1))), high: times(stated.high, each.high) };
}

function least(a: Exact, b: Exact): Exact {
  return isLess(a, b) ? a : b;
}

/** A film of 5 s measures 5.04 s: containers hold whole frames, encoders add a little. */
const lengthSlackSeconds = 0.5;

/** Seconds that are charged: those asked for, unless what arrived is clearly of another length. */
export function secondsOf(duration: string, values: Values): Range | null {
  const asked = numberOf(duration, values);
  if (values.usage === null) return asked;
  const measured = values.usage.seconds;
  if (measured === null || !Number.isFinite(measured) || measured < 0) return null;
  const isAsAsked =
    asked !== null &&
    !isLess(asked.high, exact(Math.max(0, measured - lengthSlackSeconds))) &&
    !isLess(exact(measured + lengthSlackSeconds), asked.low);
  return isAsAsked ? asked : certain(measured);
}

/** Characters of a text, counted as Unicode code points. */
export function charactersOf(name: string, { schemas, parameters, late }: Values): Range | null {
  if (late.has(name)) {
    const most = schemas[name]?.maxLength;
    return most === undefined ? null : between(0, most);
  }
  const text = parameters[name];
  return typeof text === 'string' ? certain(Array.from(text).length) : null;
}
