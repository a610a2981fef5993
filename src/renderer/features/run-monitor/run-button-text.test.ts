import { expect, it } from 'vitest';
import { microUsd } from '../../../shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import { createI18n } from '../../i18n/index.ts';
import { runButtonText } from './run-button-text.ts';

function planOf(run: number, options: { usd?: [number, number]; blocked?: number; cells?: number } = {}): RunPlan {
  const [low, high] = options.usd ?? [0, 0];
  const amount = (usd: number) => microUsd.parse(usd * 1_000_000);
  return {
    cells: Array.from({ length: options.cells ?? 12 }, () => ({}) as PlannedCell),
    totals: {
      run,
      skip: 0,
      blocked: options.blocked ?? 0,
      price: {
        lowMicroUsd: amount(low),
        highMicroUsd: amount(high),
        basis: high === 0 ? 'free' : 'sum of the cells',
        isKnown: true,
      },
    },
    warnings: [],
    maxThreads: null,
    onError: 'stop',
    rehearsal: false,
  };
}

it.each([
  ['en', planOf(12), 'Run 12 cells · free'],
  ['en', planOf(1), 'Run 1 cell · free'],
  ['es', planOf(12), 'Ejecutar 12 celdas · gratis'],
  ['es', planOf(1), 'Ejecutar 1 celda · gratis'],
  ['en', planOf(3, { usd: [0.42, 0.42] }), 'Run 3 cells · $0.42'],
  ['en', planOf(3, { usd: [0.3, 0.42] }), 'Run 3 cells · $0.30 – $0.42'],
  ['en', planOf(0), 'Nothing to run · all up to date'],
  ['en', planOf(0, { blocked: 2 }), 'Nothing can run · 2 cells are blocked'],
  ['en', planOf(0, { cells: 0 }), 'Nothing to run · no cells'],
  ['es', null, 'Planificando…'],
] as const)('%s: %#', (language, plan, expected) => {
  expect(runButtonText(plan, createI18n(language).t, language).text.replaceAll(/\s/g, ' ')).toBe(expected);
});
