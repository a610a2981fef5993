import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matrixDocument } from '../matrix/index.ts';
import { modelTemplate } from '../template/index.ts';
import { buildPlan } from './build-plan.ts';
import { cellsOf, changesOf, tellPlan } from './plan-changes.ts';
import type { RunPlan } from './plan.ts';

const template = modelTemplate.parse({
  telar_template: 1,
  id: 'local/painter',
  provider: 'local',
  endpoint: 'painter',
  version: '1',
  title: 'Painter',
  output: { asset_type: 'image', extension: 'png' },
  parameters: { type: 'object', properties: { prompt: { type: 'string' } } },
  cost: { kind: 'free' },
});

/** A plan of one column, a unit for each name, with a prompt of its own. */
function planOf(units: readonly (readonly [id: string, prompt: string])[]): RunPlan {
  const matrix = matrixDocument.parse({
    telar: 1,
    layers: [{ name: 'plate', asset_type: 'image', model: template.id }],
    units: units.map(([id, prompt]) => ({ id, cells: { plate: { parameters: { prompt } } } })),
  });
  const known = { picks: new Map(), files: new Map() };
  return buildPlan(matrix, new Map([[template.id, template]]), known, { scope: { kind: 'all' }, overwrite: 'stale' });
}

const units = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('x', 'y')), {
  selector: ([id]) => id,
});

it('what is told since a plan makes the next one of it, whatever was changed, added, removed or moved', () => {
  fc.assert(
    fc.property(units, units, (first, then) => {
      const [before, now] = [planOf(first), planOf(then)];
      const changes = changesOf(now, tellPlan('2', now), tellPlan('1', before));
      expect(changes).toMatchObject({ id: '2', since: '1', totals: now.totals });
      expect(cellsOf(changes, before.cells)).toEqual(now.cells);
    }),
    { numRuns: 60 },
  );
});

it('tells one cell where one of three has changed, and nothing but its name where none has', () => {
  const before = planOf([
    ['a', 'x'],
    ['b', 'x'],
    ['c', 'x'],
  ]);
  const now = planOf([
    ['a', 'x'],
    ['b', 'y'],
    ['c', 'x'],
  ]);
  const changes = changesOf(now, tellPlan('2', now), tellPlan('1', before));
  expect([changes.order, changes.cells]).toEqual([null, [now.cells[1]]]);
  expect(changesOf(before, tellPlan('3', before), tellPlan('1', before))).toMatchObject({ order: null, cells: [] });
});

it('tells all to a window that knows nothing', () => {
  const plan = planOf([['a', 'x']]);
  const changes = changesOf(plan, tellPlan('1', plan), null);
  expect(changes).toMatchObject({ since: null, order: ['a/plate'] });
  expect(cellsOf(changes, [])).toEqual(plan.cells);
});
