import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysOf, plannedCell } from '../../../tests/run/planned-cells.ts';
import { randomCells } from '../../../tests/run/random-cells.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { cellKey, type CellKey } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import { createResourcePool, type ResourcePool } from './resource-pool.ts';
import { createSchedule, type Schedule } from './schedule.ts';

interface Limits {
  threads?: number;
  /** Places at each provider. */
  places?: number;
  pool?: ResourcePool;
  name?: string;
}

let schedules = 0;

function scheduleOf(
  cells: readonly PlannedCell[],
  { threads = 10, places = 10, pool = createResourcePool(), name = `run ${schedules++}` }: Limits = {},
): Schedule {
  const needsOf = (cell: PlannedCell) => [
    { key: `threads of ${name}`, slots: threads },
    { key: cell.provider, slots: places },
  ];
  const schedule = createSchedule({ pool, needsOf });
  schedule.add(cells);
  return schedule;
}

/** All that may start now. */
function start(schedule: Schedule): string[] {
  const started: string[] = [];
  for (let cell = schedule.take(); cell !== null; cell = schedule.take()) started.push(cell.key);
  return started;
}

const key = (text: string): CellKey => cellKey.parse(text);

/** Two layers, the second made from the first. */
function pairs(units: number): PlannedCell[] {
  const rows = Array.from({ length: units }, (_, unit) => unit);
  return [
    ...rows.map((unit) => plannedCell({ unit, layer: 0 })),
    ...rows.map((unit) => plannedCell({ unit, layer: 1, dependsOn: [`u${unit}/l0`] })),
  ];
}

const column = (units: number, sketch = {}): PlannedCell[] =>
  Array.from({ length: units }, (_, unit) => plannedCell({ unit, layer: 0, ...sketch }));

describe('order', () => {
  it('starts cells as soon as their own inputs exist, without a barrier per layer', () => {
    const schedule = scheduleOf(pairs(2));
    expect(start(schedule)).toEqual(['u0/l0', 'u1/l0']);
    schedule.end(key('u0/l0'), 'usable');
    expect(start(schedule)).toEqual(['u0/l1']);
  });

  it('keeps to the threads of the run and the places of each provider', () => {
    const cells = [...column(2), plannedCell({ unit: 2, layer: 0, provider: 'fal' })];
    const schedule = scheduleOf(cells, { threads: 2, places: 1 });
    expect(start(schedule)).toEqual(['u0/l0', 'u2/l0']);
    schedule.end(key('u2/l0'), 'usable');
    expect(start(schedule)).toEqual([]);
    schedule.end(key('u0/l0'), 'usable');
    expect(start(schedule)).toEqual(['u1/l0']);
  });

  it('puts waiting cells in front, in the order asked for', () => {
    const schedule = scheduleOf(column(5), { threads: 1 });
    start(schedule);
    schedule.moveToFront([key('u4/l0'), key('u2/l0'), key('u0/l0')]);
    const order: string[] = [];
    for (let running = 'u0/l0'; schedule.has(key(running)); running = order.at(-1) ?? running) {
      schedule.end(key(running), 'usable');
      order.push(...start(schedule));
    }
    expect(order).toEqual(['u4/l0', 'u2/l0', 'u1/l0', 'u3/l0']);
  });

  it('starts no cell that was ended while it waited', () => {
    const schedule = scheduleOf(column(3), { threads: 1 });
    start(schedule);
    schedule.end(key('u1/l0'), 'broken');
    schedule.end(key('u0/l0'), 'usable');
    expect(start(schedule)).toEqual(['u2/l0']);
  });

  it('moves a cell also while its inputs are missing', () => {
    const schedule = scheduleOf(pairs(2), { threads: 1 });
    start(schedule);
    schedule.moveToFront([key('u0/l1')]);
    schedule.end(key('u0/l0'), 'usable');
    expect(start(schedule)).toEqual(['u0/l1']);
  });
});

describe('a layer that is not parallel', () => {
  it('runs one cell at a time in unit order', () => {
    const schedule = scheduleOf(column(3, { parallel: false }));
    expect(start(schedule)).toEqual(['u0/l0']);
    schedule.end(key('u0/l0'), 'usable');
    expect(start(schedule)).toEqual(['u1/l0']);
  });

  it('waits for the first unit also while a later one could start', () => {
    const upstream = pairs(2).map((cell) => ({ ...cell, parallel: cell.layerIndex === 0 }));
    const schedule = scheduleOf(upstream);
    start(schedule);
    schedule.end(key('u1/l0'), 'usable');
    expect(start(schedule)).toEqual([]);
    schedule.end(key('u0/l0'), 'usable');
    expect(start(schedule)).toEqual(['u0/l1']);
  });

  it('goes on behind a cell that failed or was blocked', () => {
    const [first, second, third] = column(3, { parallel: false });
    if (first === undefined || second === undefined || third === undefined) throw new Error('three cells are expected');
    const upstream = plannedCell({ unit: 1, layer: 1 });
    const schedule = scheduleOf([first, { ...second, dependsOn: [upstream.key] }, third, upstream]);
    expect(start(schedule)).toEqual(['u0/l0', 'u1/l1']);
    expect(schedule.end(upstream.key, 'broken').map(({ cell, by }) => [cell.key, by])).toEqual([['u1/l0', 'u1/l1']]);
    expect(schedule.end(first.key, 'broken')).toEqual([]);
    expect(start(schedule)).toEqual(['u2/l0']);
  });
});

describe('a cell that fails', () => {
  it('blocks all that can never start now, and is named as the root of each', () => {
    const cells = [
      plannedCell({ unit: 0, layer: 0 }),
      plannedCell({ unit: 0, layer: 1, dependsOn: ['u0/l0'] }),
      plannedCell({ unit: 0, layer: 2, dependsOn: ['u0/l1', 'u1/l0'] }),
      plannedCell({ unit: 1, layer: 0 }),
      plannedCell({ unit: 1, layer: 1, dependsOn: ['u1/l0'] }),
    ];
    const schedule = scheduleOf(cells);
    start(schedule);
    const blocked = schedule.end(key('u0/l0'), 'broken');
    expect(blocked.map(({ cell, by }) => [cell.key, by])).toEqual([
      ['u0/l1', 'u0/l0'],
      ['u0/l2', 'u0/l0'],
    ]);
    schedule.end(key('u1/l0'), 'usable');
    expect(start(schedule)).toEqual(['u1/l1']);
  });

  it('takes nothing from those that had its result when it is run once more', () => {
    const cells = pairs(1);
    const schedule = scheduleOf(cells, { threads: 1 });
    start(schedule);
    schedule.end(key('u0/l0'), 'usable');
    schedule.add(cells.slice(0, 1), { urgent: true });
    expect(start(schedule)).toEqual(['u0/l0']);
    expect(schedule.end(key('u0/l0'), 'broken')).toEqual([]);
    expect(start(schedule)).toEqual(['u0/l1']);
  });
});

describe('a cell that is tried again', () => {
  it('frees its place meanwhile and holds up what waits for it', () => {
    const schedule = scheduleOf(pairs(2), { threads: 1 });
    start(schedule);
    schedule.park(key('u0/l0'));
    expect(start(schedule)).toEqual(['u1/l0']);
    schedule.retry(key('u0/l0'));
    schedule.end(key('u1/l0'), 'usable');
    expect(start(schedule)).toEqual(['u0/l0']);
    schedule.end(key('u0/l0'), 'usable');
    expect(start(schedule)).toEqual(['u0/l1']);
  });
});

describe('an urgent cell', () => {
  const byHand = plannedCell({ unit: 9, layer: 0 });

  it('overtakes all that waits, the newest first', () => {
    const schedule = scheduleOf(column(3), { threads: 1 });
    start(schedule);
    schedule.add([plannedCell({ unit: 8, layer: 0 })], { urgent: true });
    schedule.add([byHand], { urgent: true });
    schedule.end(key('u0/l0'), 'usable');
    expect(start(schedule)).toEqual(['u9/l0']);
    schedule.end(key('u9/l0'), 'usable');
    expect(start(schedule)).toEqual(['u8/l0']);
  });

  it('gets the next place that any run frees', () => {
    const pool = createResourcePool();
    const long = scheduleOf(column(4), { pool, places: 2 });
    const own = scheduleOf([], { pool, places: 2 });
    expect(start(long)).toEqual(['u0/l0', 'u1/l0']);
    own.add([byHand], { urgent: true });
    expect(start(own)).toEqual([]);
    long.end(key('u0/l0'), 'usable');
    expect(start(long)).toEqual([]);
    expect(start(own)).toEqual(['u9/l0']);
    long.end(key('u1/l0'), 'usable');
    expect(start(long)).toEqual(['u2/l0']);
  });

  it('keeps one place of what it needs, not all of them', () => {
    const pool = createResourcePool();
    const own = scheduleOf([plannedCell({ unit: 0, layer: 0, provider: 'fal' })], { pool, threads: 4, places: 1 });
    start(own);
    own.add([{ ...byHand, provider: 'fal' }, ...column(4).map((cell) => ({ ...cell, key: key(`n${cell.key}`) }))]);
    own.moveToFront([byHand.key], { urgent: true });
    expect(start(own)).toEqual(['nu0/l0']);
    const wide = scheduleOf(column(9), { pool, threads: 9, places: 5 });
    expect(start(wide)).toHaveLength(4);
  });

  it('holds nobody up while its run is paused', () => {
    const pool = createResourcePool();
    const long = scheduleOf(column(3), { pool, places: 1 });
    const own = scheduleOf([], { pool, places: 1 });
    start(long);
    own.add([byHand], { urgent: true });
    start(own);
    own.rest();
    long.end(key('u0/l0'), 'usable');
    expect(start(long)).toEqual(['u1/l0']);
  });
});

interface Story {
  cells: PlannedCell[];
  threads: number;
  places: number;
  /** What happens next, by chance: which running cell, and how it goes on. */
  chances: { pick: number; outcome: 'usable' | 'broken' | 'park' }[];
}

const story = fc.record<Story>({
  cells: randomCells(),
  threads: fc.integer({ min: 1, max: 5 }),
  places: fc.integer({ min: 1, max: 4 }),
  chances: fc.array(fc.record({ pick: fc.nat(), outcome: fc.constantFrom('usable', 'usable', 'broken', 'park') }), {
    minLength: 1,
    maxLength: 60,
  }),
});

it('ends every cell exactly once, never before its inputs, within all limits, whatever fails and in whatever order', () => {
  fc.assert(
    fc.property(story, ({ cells, threads, places, chances }) => {
      const schedule = scheduleOf(cells, { threads, places });
      const running: PlannedCell[] = [];
      const parked: CellKey[] = [];
      const ended = new Map<CellKey, 'usable' | 'broken' | 'blocked'>();
      for (let step = 0; ended.size < cells.length; step++) {
        expect(step).toBeLessThan(1_000);
        for (let cell = schedule.take(); cell !== null; cell = schedule.take()) {
          expect(cell.dependsOn.map((upstream) => ended.get(upstream)).every((each) => each === 'usable')).toBe(true);
          running.push(cell);
        }
        expect(running.length).toBeLessThanOrEqual(Math.min(threads, places));
        const sequential = running.filter((cell) => !cell.parallel).map((cell) => cell.layerIndex);
        expect(new Set(sequential).size).toBe(sequential.length);
        const { pick, outcome } = chances[step % chances.length] ?? { pick: 0, outcome: 'usable' };
        const [cell] = running.length === 0 ? [] : running.splice(pick % running.length, 1);
        if (cell === undefined) {
          // Nothing runs and something is left: then only because it waits to be tried again.
          expect(parked.length).toBeGreaterThan(0);
        } else if (outcome === 'park' && step < 200) {
          schedule.park(cell.key);
          parked.push(cell.key);
          continue;
        } else {
          const broken = outcome === 'broken';
          for (const { cell: blocked } of schedule.end(cell.key, broken ? 'broken' : 'usable')) {
            expect(ended.has(blocked.key)).toBe(false);
            ended.set(blocked.key, 'blocked');
          }
          ended.set(cell.key, broken ? 'broken' : 'usable');
        }
        for (const each of parked.splice(0)) schedule.retry(each);
      }
      const isHeldUp = (cell: PlannedCell): boolean =>
        cell.dependsOn.some((upstream) => ended.get(upstream) !== 'usable');
      const blocked = cells.filter((cell) => ended.get(cell.key) === 'blocked');
      expect(keysOf(blocked)).toEqual(keysOf(cells.filter(isHeldUp)));
    }),
    { numRuns: soakRuns(300, 10_000) },
  );
});
