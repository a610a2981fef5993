import { expect, it } from 'vitest';
import { microUsd } from '../../../shared/base/index.ts';
import type { CostTotal } from '../../../shared/contract/index.ts';
import { axisFormat, daysChart, longestBar, modelsChart, shownDays } from './chart-data.ts';

function total(key: string, parts: Record<string, number>): CostTotal {
  const spent = Object.values(parts).reduce((sum, each) => sum + each, 0);
  return {
    key,
    document: null,
    spentMicroUsd: microUsd.parse(spent),
    estimatedMicroUsd: microUsd.parse(spent),
    jobs: 1,
    firstAtMs: 0,
    parts: Object.entries(parts).map(([name, each]) => ({ key: name, spentMicroUsd: microUsd.parse(each) })),
  };
}

it('shows every day up to today, with a series for each part and nothing where nothing was spent', () => {
  const days = [
    total('2026-01-01', { fal: 9 }),
    total('2026-02-28', { fal: 500_000, replicate: 3_000 }),
    total('2026-03-01', { replicate: 6_000 }),
  ];
  const { rows, series } = daysChart(days, '2026-03-01');
  expect(rows).toHaveLength(shownDays);
  expect(series.map((each) => each.name)).toEqual(['fal', 'replicate']);
  expect(rows.slice(-3)).toEqual([
    { date: '2026-02-27', fal: 0, replicate: 0 },
    { date: '2026-02-28', fal: 0.5, replicate: 0.003 },
    { date: '2026-03-01', fal: 0, replicate: 0.006 },
  ]);
});

it('names models by the last part of their id', () => {
  expect(modelsChart([total('replicate/owner/flux', { a: 2_000_000 })])).toEqual([{ model: 'flux', charged: 2 }]);
});

it.each([
  [0, ['$0.00']],
  [0.028, ['$0.0000', '$0.0070', '$0.0140', '$0.0210', '$0.0280']],
  [1, ['$0.00', '$0.25', '$0.50', '$0.75', '$1.00']],
  [400, ['$0.00', '$100.00', '$200.00', '$300.00', '$400.00']],
])('no two ticks of an axis up to %d read alike', (largest, ticks) => {
  const format = axisFormat(largest, 'en');
  expect(ticks.map((_, index) => format((largest / 4) * index))).toEqual(ticks);
});

it('measures bars that stand on each other, or beside each other', () => {
  const rows = [
    { date: 'a', one: 1, two: 2 },
    { date: 'b', one: 2.5 },
  ];
  expect([
    longestBar(rows, { stacked: true }),
    longestBar(rows, { stacked: false }),
    longestBar([], { stacked: true }),
  ]).toEqual([3, 2.5, 0]);
});
