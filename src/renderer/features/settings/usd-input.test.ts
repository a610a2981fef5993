import { expect, it } from 'vitest';
import { microUsd } from '../../../shared/base/index.ts';
import { readUsd, usdText } from './usd-input.ts';

it.each([
  ['5', 5_000_000],
  [' $0.50 ', 500_000],
  ['1,25', 1_250_000],
  ['0', 0],
  ['0.000001', 1],
])('"%s" is %i millionths', (text, amount) => {
  expect(readUsd(text)).toEqual({ kind: 'amount', amount });
});

it.each(['-1', 'five', '1.2.3', '1e3', '1,000,000', '2000000', '0.0000001'])('"%s" is no amount', (text) => {
  expect(readUsd(text)).toEqual({ kind: 'invalid' });
});

it('reads nothing as no limit, and shows one as nothing', () => {
  expect(readUsd('  ')).toEqual({ kind: 'none' });
  expect([usdText(null), usdText(microUsd.parse(1_250_000))]).toEqual(['', '1.25']);
});
