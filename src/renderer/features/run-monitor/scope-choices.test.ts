import { expect, it } from 'vitest';
import { listCells, matrixDocument } from '../../../shared/matrix/index.ts';
import type { CellRun, CellState } from '../../../shared/run/index.ts';
import { createI18n } from '../../i18n/index.ts';
import { countUnfinished, scopeChoices } from './scope-choices.ts';

const { t } = createI18n('en');
const matrix = matrixDocument.parse({
  telar: 1,
  layers: [{ name: 'plate', asset_type: 'image', model: 'local/mini' }],
  units: [{ id: 'dawn' }],
});

it('offers the whole always and parts of it by the selected cell', () => {
  const labels = (selected: Parameters<typeof scopeChoices>[0]['selected'], failed: number) =>
    scopeChoices({ selected, failed }, t).map((each) => (each.isEnabled ? each.label : `(${each.label})`));
  expect(labels(null, 0)).toEqual(['Everything', 'Only what is out of date', '(Retry failed)']);
  expect(labels(listCells(matrix)[0] ?? null, 2)).toEqual([
    'Everything',
    'Only what is out of date',
    'Retry failed',
    'Only dawn/plate',
    'Unit dawn',
    'Layer plate',
    'From dawn/plate on',
    'Up to dawn/plate',
  ]);
});

it('counts what a run did not get done', () => {
  const states: CellState[] = ['succeeded', 'failed', 'blocked', 'cancelled', 'unknown', 'skipped'];
  expect(countUnfinished(states.map((state) => ({ state }) as CellRun))).toBe(4);
});
