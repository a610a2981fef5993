import fc from 'fast-check';
import { expect, it } from 'vitest';
import { soakRuns } from '../../../tests/soak.ts';
import { RankHeap } from './rank-heap.ts';

/** A number is pushed, null pops. */
const steps = fc.array(fc.option(fc.integer({ min: -1_000, max: 1_000 }), { freq: 3 }), { maxLength: 200 });

it('always gives the smallest rank first, whatever is pushed in between', () => {
  fc.assert(
    fc.property(steps, (ranks) => {
      const heap = new RankHeap<{ rank: number }>();
      const model: number[] = [];
      for (const rank of ranks) {
        if (rank === null) expect(heap.pop()?.rank).toBe(model.shift());
        else {
          heap.push({ rank });
          model.push(rank);
          model.sort((a, b) => a - b);
        }
        expect(heap.peek()?.rank).toBe(model[0]);
      }
    }),
    { numRuns: soakRuns(200, 10_000) },
  );
});

it('is empty again after as many pops as pushes', () => {
  const heap = new RankHeap<{ rank: number }>();
  for (const rank of [3, 1, 2]) heap.push({ rank });
  expect([heap.pop(), heap.pop(), heap.pop(), heap.pop(), heap.peek()]).toEqual([
    { rank: 1 },
    { rank: 2 },
    { rank: 3 },
    undefined,
    undefined,
  ]);
});
