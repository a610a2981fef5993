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
  ['4 × $0.003 per output', '4 × $0.003 per result', '4 × 0,003 $ por resultado'],
  ['1.5 MP × $0.025 per megapixel', '1.5 MP × $0.025 per megapixel', '1,5 MP × 0,025 $ por megapíxel'],
  ['0.2 thousand characters × $0.1 per thousand', '0.2 thousand characters × $0.10', '0,2 mil caracteres × 0,10 $'],
  [
    '2 to 12 s × $0.0175 to 0.0875 per second',
    '2–12 s × $0.0175 – $0.0875 per second',
    '2-12 s × 0,0175-0,0875 $ por segundo',
  ],
  [
    '20 to 120 s × $0.0014 per second of A100 80 GB',
    '20–120 s × $0.0014 per second of A100 80 GB',
    '20-120 s × 0,0014 $ por segundo de A100 80 GB',
  ],
  [
    '4 s × $0.1 per second of the machine',
    '4 s × $0.10 per second of the machine',
    '4 s × 0,10 $ por segundo de máquina',
  ],
  [
    '$0.3 for the first 5 s, then $0.05 per second, of 8 s',
    '$0.30 for the first 5 s, then $0.05 per second, of 8 s',
    '0,30 $ por los primeros 5 s y 0,05 $ por segundo después, de 8 s',
  ],
  [
    '0 to 1500 tokens × $0.25 and 500 × $1.5 per million',
    '0–1,500 tokens × $0.25 and 500 × $1.50 per million',
    '0-1500 tokens × 0,25 $ y 500 × 1,50 $ por millón',
  ],
  ['sum of the cells', 'sum of the cells', 'suma de las celdas'],
  ['by the moon', 'by the moon', 'by the moon'],
])('the basis %s', (basis, english, spanish) => {
  const price = priceOf(1, 1, true, basis);
  expect([formatBasis(price, t, 'en'), formatBasis(price, inSpanish, 'es')].map(plain)).toEqual([english, spanish]);
});
