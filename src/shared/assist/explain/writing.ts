import type { ExplanationLanguage } from '../explanation.ts';

/** Numbers, plurals and lists as a language writes them. */
export interface Writing {
  /** With at most this many digits behind the point; 2 unless said. */
  number: (value: number, digits?: number) => string;
  percent: (value: number) => string;
  seconds: (value: number) => string;
  /** Bytes in GB or MB of 1024. */
  bytes: (value: number) => string;
  list: (items: readonly string[]) => string;
  /** The form that a language has for a count; `#` in it stands for the number. */
  counted: (count: number, forms: { one: string; other: string }) => string;
}

/** How a language writes. */
export function writingIn(language: ExplanationLanguage): Writing {
  const number = (value: number, digits = 2): string =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits, useGrouping: 'min2' }).format(value);
  const unit = (value: number, name: string, digits: number): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, maximumFractionDigits: digits }).format(value);
  const plurals = new Intl.PluralRules(language);
  return {
    number,
    percent: (value) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(value),
    seconds: (value) => (value < 90 ? unit(value, 'second', 2) : unit(value / 60, 'minute', 1)),
    bytes: (value) =>
      value < 1024 ** 3 ? unit(value / 1024 ** 2, 'megabyte', 0) : unit(value / 1024 ** 3, 'gigabyte', 2),
    list: (items) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items),
    counted: (count, { one, other }) => (plurals.select(count) === 'one' ? one : other).replace('#', number(count, 0)),
  };
}
