import { expect, it } from 'vitest';
import { plannedCell } from '../../../tests/run/planned-cells.ts';
import { modelTemplate } from '../../shared/template/index.ts';
import type { Engine } from '../engine/index.ts';
import { createResourcePool } from './resource-pool.ts';
import { defaultLocalThreads, runNeeds } from './run-needs.ts';
import { createSchedule } from './schedule.ts';

const template = modelTemplate.parse({
  telar_template: 1,
  id: 'local/m',
  provider: 'local',
  endpoint: 'm',
  version: '1',
  title: 'M',
  output: { asset_type: 'image', extension: 'png' },
  parameters: { type: 'object', properties: {} },
  cost: { kind: 'free' },
});

const engine: Engine = {
  kind: 'inline',
  provider: 'local',
  concurrency: () => 6,
  run: () => Promise.reject(new Error('nothing runs here')),
  dispose: () => Promise.resolve(),
};

const parts = { engines: [engine], templates: new Map([[template.id, template]]) };

it('takes a thread of the run and a place of the model', () => {
  const cell = plannedCell({ unit: 0, layer: 0 });
  expect(runNeeds({ maxThreads: 3 }, 'd1', parts)(cell)).toEqual([
    { key: 'threads of d1', slots: 3 },
    { key: 'model local local/m', slots: 6, adapts: false },
  ]);
  expect(runNeeds({ maxThreads: null }, 'd1', parts)(cell)[0]).toEqual({
    key: 'local threads of d1',
    slots: defaultLocalThreads(),
  });
});

const paidEngine = { ...engine, kind: 'remote', provider: 'fal', concurrency: () => 6 } as unknown as Engine;
const paidTemplate = (concurrency?: number) =>
  modelTemplate.parse({
    ...template,
    id: 'fal/m',
    provider: 'fal',
    cost: { kind: 'unknown' },
    ...(concurrency === undefined ? {} : { rate_limit: { concurrency } }),
  });

it.each([
  [
    'a limit of its own keeps a model from taking all places of its provider',
    2,
    [{ key: 'model fal fal/m', slots: 2 }],
  ],
  ['one above what the provider gives changes nothing', 9, [{ key: 'model fal fal/m', slots: 6 }]],
  ['a model without one has the places of its provider', undefined, []],
])('%s', (_name, limit, ofModel) => {
  const made = paidTemplate(limit);
  const cell = { ...plannedCell({ unit: 0, layer: 0 }), provider: made.provider, model: made.id };
  const templates = new Map([[made.id, made]]);
  expect(runNeeds({ maxThreads: 3 }, 'd1', { engines: [paidEngine], templates })(cell)).toEqual([
    { key: 'threads of d1', slots: 3 },
    { key: 'provider fal', slots: 6, adapts: true },
    ...ofModel,
  ]);
});

it('a limit of its own narrows the places of a model of this machine, and none of a rehearsal', () => {
  const limited = modelTemplate.parse({ ...template, rate_limit: { concurrency: 2 } });
  const rehearsal: Engine = { ...engine, provider: 'rehearsal' };
  const cell = plannedCell({ unit: 0, layer: 0 });
  const resources = { engines: [engine, rehearsal], templates: new Map([[limited.id, limited]]) };
  const slotsOf = (provider: typeof cell.provider) =>
    runNeeds({ maxThreads: 3 }, 'd1', resources)({ ...cell, provider })[1]?.slots;
  expect([slotsOf('local'), slotsOf('rehearsal')]).toEqual([2, 6]);
});

it('lets no cell of a layer that takes turns overlap another, also not one that is added by hand', () => {
  const needsOf = runNeeds({ maxThreads: 9 }, 'd1', parts);
  const schedule = createSchedule({ pool: createResourcePool(), needsOf });
  const cellOf = (unit: number, layer: number) => plannedCell({ unit, layer, parallel: false });
  const [first, second, byHand, otherLayer] = [cellOf(0, 0), cellOf(1, 0), cellOf(7, 0), cellOf(0, 1)];
  schedule.add([first, second, otherLayer]);
  const start = (): string[] => {
    const cell = schedule.take();
    return cell === null ? [] : [cell.key, ...start()];
  };
  expect(start()).toEqual([first.key, otherLayer.key]);
  schedule.add([byHand], { urgent: true });
  expect(start()).toEqual([]);
  schedule.end(first.key, 'usable');
  expect(start()).toEqual([byHand.key]);
  schedule.end(byHand.key, 'usable');
  expect(start()).toEqual([second.key]);
});
