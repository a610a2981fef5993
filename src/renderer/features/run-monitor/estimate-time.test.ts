import { expect, it } from 'vitest';
import type { ModelPace } from '../../../shared/contract/index.ts';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';
import { estimateTime } from './estimate-time.ts';

const paces = new Map<string, ModelPace>([
  ['still', { model: 'still', medianMs: 1_000, inferences: 3 }],
  ['film', { model: 'film', medianMs: 10_000, inferences: 3 }],
]);

function planOf(cells: [key: string, model: string, dependsOn?: string][], maxThreads: number | null = null): RunPlan {
  const planned = cells.map(([key, model, needed]) => {
    const dependsOn = needed === undefined ? [] : [needed];
    return { key, model, provider: 'replicate', action: 'run', dependsOn } as unknown as PlannedCell;
  });
  return { cells: planned, maxThreads } as unknown as RunPlan;
}

it.each([
  [
    'one after the other where one needs the other',
    planOf([
      ['a', 'still'],
      ['b', 'film', 'a'],
    ]),
    11_000,
  ],
  [
    'also when the document names the later one first',
    planOf([
      ['b', 'film', 'a'],
      ['a', 'still'],
    ]),
    11_000,
  ],
  [
    'four at once',
    planOf([
      ['a', 'film'],
      ['b', 'film'],
      ['c', 'film'],
      ['d', 'film'],
      ['e', 'still'],
    ]),
    11_000,
  ],
  [
    'as many as the document says',
    planOf(
      [
        ['a', 'film'],
        ['b', 'film'],
      ],
      1,
    ),
    20_000,
  ],
])('counts cells %s', (_, plan, ms) => {
  expect(estimateTime(plan, paces)).toEqual({ ms, unknownModels: [] });
});

it('says which models it knows nothing of, and nothing when it knows none', () => {
  expect(
    estimateTime(
      planOf([
        ['a', 'still'],
        ['b', 'song'],
      ]),
      paces,
    ),
  ).toEqual({ ms: 1_000, unknownModels: ['song'] });
  expect(estimateTime(planOf([['b', 'song']]), paces)).toBeNull();
});
