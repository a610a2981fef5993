import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EngineStatus } from '../../../shared/local-engine/index.ts';
import { memoryParts } from './memory-parts.ts';

function statusOf(gigabytes: {
  process: number;
  free: number;
  total: number;
  booked: number;
  models: number;
  budget: number;
}) {
  const reading = {
    processBytes: gigabytes.process * 1e9,
    peakBytes: 0,
    systemFreeBytes: gigabytes.free * 1e9,
    systemTotalBytes: gigabytes.total * 1e9,
    vramUsedBytes: null,
    vramTotalBytes: null,
  };
  const budget = { ramBytes: gigabytes.budget * 1e9, vramBytes: null };
  // Two models of the same size: what is shown is their sum.
  const models = [1, 2].map(() => ({ bytes: (gigabytes.models * 1e9) / 2 }));
  return { reading, budget, bookedBytes: gigabytes.booked * 1e9, models } as EngineStatus;
}

it.each([
  ['nothing runs', { process: 0, free: 12, total: 16, booked: 0, models: 0, budget: 8 }, { others: 4, free: 12 }],
  [
    'a model is in memory',
    { process: 5, free: 8, total: 16, booked: 5, models: 4, budget: 8 },
    { booked: 4, rest: 1, others: 3, free: 8 },
  ],
  [
    'a model is being loaded',
    { process: 1, free: 12, total: 16, booked: 4, models: 0.5, budget: 8 },
    { booked: 0.5, rest: 0.5, promised: 3, others: 3, free: 9 },
  ],
])('when %s', (_name, gigabytes, expected) => {
  const { parts, budgetShare } = memoryParts(statusOf(gigabytes));
  expect(Object.fromEntries(parts.map(({ kind, bytes }) => [kind, bytes / 1e9]))).toEqual(expected);
  expect(budgetShare).toBe(0.5);
});

it('fills the bar exactly, whatever is read, as long as the readings fit together', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, share, share, (process, free, booked, models, budget) => {
      const total = 16;
      const used = { process: process * total, free: free * (1 - process) * total };
      const { parts } = memoryParts(
        statusOf({ ...used, total, booked: booked * total, models: models * total, budget: budget * total }),
      );
      expect(parts.every((each) => each.share > 0)).toBe(true);
      expect(parts.reduce((sum, each) => sum + each.share, 0)).toBeCloseTo(1, 6);
    }),
  );
});
