import type { Price } from '../../shared/template/index.ts';
import { toUsd } from '../../shared/base/index.ts';
import type { Translate } from './i18n.ts';

/** Price for people: "free", "$0.42", "$0.30–$0.42", or that it is not known. */
export function formatPrice(price: Price, t: Translate, language: string): string {
  if (!price.isKnown) return t('run.unknownPrice');
  if (price.highMicroUsd === 0) return t('run.free');
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: price.highMicroUsd < 10_000 ? 4 : 2,
  });
  const low = toUsd(price.lowMicroUsd);
  const high = toUsd(price.highMicroUsd);
  return low === high ? format.format(high) : format.formatRange(low, high);
}

/** Moment as date and time in the reader's language and zone. */
export function formatMoment(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** Duration as seconds with one decimal below ten seconds. */
export function formatSeconds(milliseconds: number, language: string): string {
  const digits = milliseconds < 10_000 ? 1 : 0;
  const format = { style: 'unit', unit: 'second', maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(language, format).format(milliseconds / 1000);
}

/** Running time as `m:ss`. */
export function formatClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** File size with a decimal unit. */
export function formatBytes(bytes: number, language: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  const digits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: digits }).format(value);
}
