import { expect, it } from 'vitest';
import { microUsd } from '../../shared/base/index.ts';
import type { Price } from '../../shared/template/index.ts';
import { createI18n } from './i18n.ts';
import { formatBasis, formatPrice, formatUsd } from './price-text.ts';

const { t } = createI18n('en');
const inSpanish = createI18n('es').t;

function priceOf(low: number, high: number, isKnown = true, basis = ''): Price {
  return { lowMicroUsd: microUsd.parse(low), highMicroUsd: microUsd.parse(high), basis, isKnown };
}

/** Without the thin spaces that the platform's formatter puts around a dash. */
function plain(text: string): string {
  return text.replaceAll(/\s/g, ' ');
}

it.each([
  [priceOf(0, 0), 'free'],
  [priceOf(420_000, 420_000), '$0.42'],
  [priceOf(100_000, 420_000), '$0.10 – $0.42'],
  [priceOf(3_000, 3_000), '$0.003'],
  [priceOf(420_001, 420_001), '$0.43'],
  [priceOf(0, 0, false), 'price unknown'],
  [priceOf(420_000, 420_000, false), '$0.42 + unknown'],
])('%j reads %s', (price, expected) => {
  expect(plain(formatPrice(price, t, 'en'))).toBe(expected);
});

it('rounds a limit up, never below what may be charged', () => {
  expect(formatUsd(microUsd.parse(194_501), 'en')).toBe('$0.20');
});

it.each([
  ['4 × $0.003 per output', '4 × $0.003 per result', '4 × $0.003 por resultado'],
  [
    '2 to 12 s × $0.0175 to 0.0875 per second',
    '2–12 s × $0.0175–0.0875 per second',
    '2–12 s × $0.0175–0.0875 por segundo',
  ],
  ['sum of the cells', 'sum of the cells', 'suma de las celdas'],
  ['by the moon', 'by the moon', 'by the moon'],
])('the basis %s', (basis, english, spanish) => {
  const price = priceOf(1, 1, true, basis);
  expect([formatBasis(price, t), formatBasis(price, inSpanish)]).toEqual([english, spanish]);
});
