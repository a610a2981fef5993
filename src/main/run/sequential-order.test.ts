import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plannedCell } from '../../../tests/run/planned-cells.ts';
import { randomCells } from '../../../tests/run/random-cells.ts';
import { soakRuns } from '../../../tests/soak.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import { sequentialPredecessors } from './sequential-order.ts';

/** Cells of one sequential layer, from what each waits for: `{ 0: [2] }` makes u0 wait for u2. */
function column(units: number, waits: Record<number, number[]>): PlannedCell[] {
  return Array.from({ length: units }, (_, unit) =>
    plannedCell({ unit, layer: 0, parallel: false, dependsOn: (waits[unit] ?? []).map((each) => `u${each}/l0`) }),
  );
}

/** The cells of a layer in the order of their turns. */
function turns(cells: readonly PlannedCell[], layer = 0): string[] {
  const predecessors = sequentialPredecessors(cells);
  const mine = cells.filter((cell) => cell.layerIndex === layer);
  const order: string[] = [];
  let next = mine.find((cell) => predecessors.get(cell.key) === undefined)?.key;
  while (next !== undefined) {
    const key = next;
    order.push(key.slice(0, key.indexOf('/')));
    next = mine.find((cell) => predecessors.get(cell.key) === key)?.key;
  }
  return order;
}

it.each([
  ['the order of units', column(4, {}), ['u0', 'u1', 'u2', 'u3']],
  ['the order of units, also where the cells stand otherwise', column(3, {}).reverse(), ['u0', 'u1', 'u2']],
  ['dependencies that agree with it', column(3, { 1: [0], 2: [1] }), ['u0', 'u1', 'u2']],
  ['the reverse where each waits for the next unit', column(4, { 0: [1], 1: [2], 2: [3] }), ['u3', 'u2', 'u1', 'u0']],
  ['one dependency that disagrees: no other cell is moved', column(4, { 1: [3] }), ['u0', 'u3', 'u1', 'u2']],
  ['a tree', column(5, { 0: [2, 4], 2: [3] }), ['u3', 'u2', 'u4', 'u0', 'u1']],
])('follows %s', (_name, cells, expected) => {
  expect(turns(cells)).toEqual(expected);
});

it('sees a dependency through a cell of another layer', () => {
  const cells = [
    ...column(3, {}).slice(1),
    plannedCell({ unit: 0, layer: 0, parallel: false, dependsOn: ['u0/l1'] }),
    plannedCell({ unit: 0, layer: 1, dependsOn: ['u2/l0'] }),
  ];
  expect(turns(cells)).toEqual(['u2', 'u0', 'u1']);
});

it('lets the second of two layers give way where both in unit order would be a circle', () => {
  const cells = [
    plannedCell({ unit: 0, layer: 0, parallel: false, dependsOn: ['u1/l1'] }),
    plannedCell({ unit: 1, layer: 0, parallel: false }),
    plannedCell({ unit: 0, layer: 1, parallel: false, dependsOn: ['u1/l0'] }),
    plannedCell({ unit: 1, layer: 1, parallel: false }),
  ];
  expect([turns(cells, 0), turns(cells, 1)]).toEqual([
    ['u0', 'u1'],
    ['u1', 'u0'],
  ]);
});

it('leaves parallel layers without turns', () => {
  const cells = [0, 1, 2].map((unit) => plannedCell({ unit, layer: 0 }));
  expect(sequentialPredecessors(cells).size).toBe(0);
});

it('never makes a circle and gives every cell of a sequential layer its own turn', () => {
  fc.assert(
    fc.property(randomCells(), (cells) => {
      const predecessors = sequentialPredecessors(cells);
      const done = new Set<string>();
      for (let before = -1; before < done.size;) {
        before = done.size;
        for (const { key, dependsOn } of cells) {
          const turn = predecessors.get(key);
          const waitsFor = turn === undefined ? dependsOn : [...dependsOn, turn];
          if (waitsFor.every((each) => done.has(each))) done.add(key);
        }
      }
      expect(done.size).toBe(cells.length);
      for (const layer of new Set(cells.filter((cell) => !cell.parallel).map((cell) => cell.layerIndex))) {
        expect(turns(cells, layer)).toHaveLength(cells.filter((cell) => cell.layerIndex === layer).length);
      }
    }),
    { numRuns: soakRuns(200, 10_000) },
  );
});
