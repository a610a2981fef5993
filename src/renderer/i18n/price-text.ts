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

const perOutput = /^(.+) × (\$.+) per output$/;
const perSecond = /^(.+) s × (\$.+) per second$/;

/** How a price is made up, in the reader's language; the core's own words where they are not known here. */
export function formatBasis(price: Price, t: Translate): string {
  if (!price.isKnown) return t('run.unknownPrice');
  if (price.basis === 'free') return t('run.free');
  if (price.basis === 'sum of the cells') return t('launch.basis.sum');
  const output = perOutput.exec(price.basis);
  if (output !== null) return t('launch.basis.perOutput', { count: dashed(output[1]), rate: dashed(output[2]) });
  const second = perSecond.exec(price.basis);
  if (second !== null) return t('launch.basis.perSecond', { count: dashed(second[1]), rate: dashed(second[2]) });
  return price.basis;
}

/** "2 to 12" as "2–12", which needs no translation. */
function dashed(range = ''): string {
  return range.replace(' to ', '–');
}
