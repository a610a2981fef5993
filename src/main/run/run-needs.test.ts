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
