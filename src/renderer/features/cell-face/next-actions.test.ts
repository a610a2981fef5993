import { expect, it } from 'vitest';
import { buildPlan, type KnownState } from '../../../shared/plan/index.ts';
import { matrixDocument } from '../../../shared/matrix/index.ts';
import { modelTemplate } from '../../../shared/template/index.ts';
import type { CellState } from '../../../shared/run/index.ts';
import { nextActions } from './next-actions.ts';

const template = modelTemplate.parse({
  telar_template: 1,
  id: 'local/mini',
  provider: 'local',
  endpoint: 'mini',
  version: '1',
  title: 'Mini',
  output: { asset_type: 'image', extension: 'png' },
  parameters: {
    type: 'object',
    properties: { prompt: { type: 'string' }, image: { type: 'string', format: 'uri' } },
    required: ['prompt'],
  },
  cost: { kind: 'free' },
});

const nothing: KnownState = { picks: new Map(), files: new Map() };

function actionsOf(prompt: string, index: number, state: CellState = 'idle', isRunning = false): string[] {
  const matrix = matrixDocument.parse({
    telar: 1,
    layers: [
      { name: 'plate', asset_type: 'image', model: 'local/mini', parameters: { prompt } },
      {
        name: 'print',
        asset_type: 'image',
        model: 'local/mini',
        parameters: { prompt: 'x', image: '{{layers.plate.path}}' },
      },
    ],
    units: [{ id: 'dawn' }],
  });
  const catalog = new Map([[template.id, template]]);
  const { cells } = buildPlan(matrix, catalog, nothing, { scope: { kind: 'all' }, overwrite: 'stale' });
  const planned = cells[index];
  if (planned === undefined) throw new Error('There is such a cell.');
  const plannedByKey = new Map(cells.map((cell) => [cell.key, cell]));
  return nextActions({ planned, state, isRunning, plannedByKey }).map((action) =>
    action.kind === 'run' ? action.label : action.kind === 'change' ? `change ${action.parameter}` : action.kind,
  );
}

it('offers to run a cell that needs nothing', () => {
  expect(actionsOf('house', 0)).toEqual(['runCell']);
});

it('offers to run again what failed', () => {
  expect(actionsOf('house', 0, 'failed')).toEqual(['retryCell']);
});

it('offers to run up to a cell whose upstream has no take', () => {
  expect(actionsOf('house', 1)).toEqual(['runToCell']);
});

it('offers to change the parameter that is wrong', () => {
  expect(actionsOf('', 0)).toEqual(['change prompt']);
});

it('offers to cancel what runs, to run what is queued next, and lets the others join the run', () => {
  expect(actionsOf('house', 0, 'running', true)).toEqual(['cancel']);
  expect(actionsOf('house', 0, 'queued', true)).toEqual(['to-front', 'cancel']);
  expect(actionsOf('house', 0, 'idle', true)).toEqual(['runCell']);
});
