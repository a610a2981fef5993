import { noCost, toUsd, type MicroUsd } from '../../shared/base/index.ts';
import type { Price } from '../../shared/template/index.ts';
import type { Translate } from './i18n.ts';

/** Amounts below a cent need more digits to be seen. */
const oneCent = 10_000;

/** Dollars, rounded up: what is shown is never less than what may be charged. */
function usdFormat(largest: MicroUsd, language: string): Intl.NumberFormat {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: largest > 0 && largest < oneCent ? 4 : 2,
    roundingMode: 'ceil',
  });
}

/** An amount in dollars, rounded up to a cent; four digits below one. */
export function formatUsd(amount: MicroUsd, language: string): string {
  return usdFormat(amount, language).format(toUsd(amount));
}

/** Price for people: "free", "$0.42", "$0.30 – $0.42", "$0.42 + unknown", or that it is not known. */
export function formatPrice(price: Price, t: Translate, language: string): string {
  const { lowMicroUsd, highMicroUsd, isKnown } = price;
  if (highMicroUsd === noCost) return t(isKnown ? 'run.free' : 'run.unknownPrice');
  const format = usdFormat(highMicroUsd, language);
  const known =
    lowMicroUsd === highMicroUsd
      ? format.format(toUsd(highMicroUsd))
      : format.formatRange(toUsd(lowMicroUsd), toUsd(highMicroUsd));
  return isKnown ? known : t('run.partlyUnknown', { price: known });
}

/**
 * How the core writes what a price is made of, with the name of its sentence in the catalogue. Parts that are called
 * rates are dollars, counts are numbers, the rest are names.
 */
const bases = [
  ['perOutput', /^(?<count>.+) × \$(?<rate>.+) per output$/],
  ['perMachineSecond', /^(?<count>.+) s × \$(?<rate>.+) per second of (?<machine>.+)$/],
  ['perSecond', /^(?<count>[^$]+) s × \$(?<rate>.+) per second$/],
  ['perMegapixel', /^(?<count>.+) MP × \$(?<rate>.+) per megapixel$/],
  ['perThousand', /^(?<count>.+) thousand characters × \$(?<rate>.+) per thousand$/],
  ['perMillion', /^(?<count>.+) M tokens × \$(?<rate>.+) per million$/],
  [
    'firstThen',
    /^\$(?<rateFirst>.+) for the first (?<countFirst>.+) s, then \$(?<rate>.+) per second, of (?<count>.+) s$/,
  ],
  [
    'perToken',
    /^(?<countRead>.+) tokens × \$(?<rateRead>.+) and (?<countWritten>.+) × \$(?<rateWritten>.+) per million$/,
  ],
] as const;

/** How a price is made up, in the reader's language; the core's own words where they are not known here. */
export function formatBasis(price: Price, t: Translate, language: string): string {
  if (!price.isKnown) return t('run.unknownPrice');
  if (price.basis === 'free') return t('run.free');
  if (price.basis === 'sum of the cells') return t('launch.basis.sum');
  for (const [name, pattern] of bases) {
    const parts = pattern.exec(price.basis)?.groups;
    if (parts === undefined) continue;
    const shown = (part: string): string => partOf(part, parts[part] ?? '', t, language);
    // A sentence takes what it has a place for.
    return t(`launch.basis.${name}`, {
      count: shown('count'),
      rate: shown('rate'),
      machine: shown('machine'),
      rateFirst: shown('rateFirst'),
      countFirst: shown('countFirst'),
      countRead: shown('countRead'),
      rateRead: shown('rateRead'),
      countWritten: shown('countWritten'),
      rateWritten: shown('rateWritten'),
    });
  }
  return price.basis;
}

function partOf(part: string, text: string, t: Translate, language: string): string {
  if (part === 'machine') return text === 'the machine' ? t('launch.basis.machine') : text;
  return rangeOf(text, language, part.startsWith('rate') ? 'currency' : 'decimal');
}

/** "2 to 12" as "2–12", in the reader's digits; a rate has as many as the provider prints. */
function rangeOf(range: string, language: string, style: 'decimal' | 'currency' = 'decimal'): string {
  const digits = { maximumFractionDigits: 8 };
  const dollars = { ...digits, style, currency: 'USD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: 2 };
  const format = new Intl.NumberFormat(language, style === 'currency' ? dollars : digits);
  const [low = 0, high = low] = range.split(' to ').map(Number);
  return low === high ? format.format(low) : format.formatRange(low, high);
}
