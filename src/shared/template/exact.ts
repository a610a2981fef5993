import { microUsd, type MicroUsd } from '../base/index.ts';

/** A decimal number of any length, `digits` × 10^-`scale`: money is never rounded but once, at the end. Never negative. */
export interface Exact {
  digits: bigint;
  scale: number;
}

/** The number as it is written: 0.07 is seven hundredths here. Throws RangeError on what is negative or not finite. */
export function exact(value: number): Exact {
  const written = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (written === null) throw new RangeError(`${value} is no amount`);
  const [, whole = '0', fraction = '', exponent = '0'] = written;
  return shifted(BigInt(whole + fraction), fraction.length - Number(exponent));
}

export const zero: Exact = { digits: 0n, scale: 0 };

/** Product of all. */
export function times(...factors: readonly Exact[]): Exact {
  return factors.reduce((product, each) => ({
    digits: product.digits * each.digits,
    scale: product.scale + each.scale,
  }));
}

/** Sum of all. */
export function plus(...terms: readonly Exact[]): Exact {
  return terms.reduce((sum, each) => {
    const scale = Math.max(sum.scale, each.scale);
    return { digits: digitsAt(sum, scale) + digitsAt(each, scale), scale };
  }, zero);
}

/** What remains of `a` after `b` is taken away; nothing where `b` is more. */
export function minus(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale);
  const rest = digitsAt(a, scale) - digitsAt(b, scale);
  return rest < 0n ? zero : { digits: rest, scale };
}

export function isLess(a: Exact, b: Exact): boolean {
  const scale = Math.max(a.scale, b.scale);
  return digitsAt(a, scale) < digitsAt(b, scale);
}

/** The next whole number. */
export function ceiling(value: Exact): Exact {
  const unit = 10n ** BigInt(value.scale);
  return { digits: (value.digits + unit - 1n) / unit, scale: 0 };
}

/** Dollars in micro-dollars, rounded up; null beyond the numbers that are counted exactly (about 9 billion dollars). */
export function toMicroUsd(usd: Exact): MicroUsd | null {
  const amount = Number(ceiling(times(usd, exact(1_000_000))).digits);
  return Number.isSafeInteger(amount) ? microUsd.parse(amount) : null;
}

/** For people: at most six significant digits. */
export function exactText({ digits, scale }: Exact): string {
  return String(Number((Number(digits) / 10 ** scale).toPrecision(6)));
}

function shifted(digits: bigint, scale: number): Exact {
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function digitsAt(value: Exact, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}
