import { z } from 'zod';

/** An amount in millionths of a US dollar, a whole number: sums are exact. */
export const microUsd = z.int().min(0).brand<'MicroUsd'>();
export type MicroUsd = z.output<typeof microUsd>;

export const noCost = microUsd.parse(0);

/** Adds amounts; the result is an amount. */
export function sumMicroUsd(amounts: readonly MicroUsd[]): MicroUsd {
  return microUsd.parse(amounts.reduce((sum, amount) => sum + amount, 0));
}

/** Amount of dollars that somebody wrote down, to the nearest millionth: 1.001 is no binary fraction. */
export function fromUsd(usd: number): MicroUsd {
  return microUsd.parse(Math.round(usd * 1_000_000));
}

/** Amount in dollars, for people and JSON output. */
export function toUsd(amount: MicroUsd): number {
  return amount / 1_000_000;
}
