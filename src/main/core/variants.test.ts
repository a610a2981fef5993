import { describe, expect, it } from 'vitest';
import { microUsd, sumMicroUsd, type MicroUsd } from '../../shared/base/index.ts';
import type { MatrixDocument } from '../../shared/matrix/index.ts';
import type { RunPlan } from '../../shared/plan/index.ts';
import type { TemplateCatalog } from '../../shared/template/index.ts';
import type { ActiveRun } from '../run/index.ts';
import { requireWork, startRounds, withOtherSeeds, type SeriesEnd } from './variants.ts';

const templates = new Map([
  ['seeded', { parameters: { properties: { seed: { type: 'integer', maximum: 99 } } } }],
  ['plain', { parameters: { properties: {} } }],
]) as unknown as TemplateCatalog;

const matrix = {
  telar: 1,
  layers: [
    { name: 'fixed', asset_type: 'image', model: 'seeded', parameters: { seed: 7, steps: 2 } },
    { name: 'open', asset_type: 'image', model: 'seeded', parameters: {} },
    { name: 'none', asset_type: 'image', model: 'plain', parameters: { seed: 7 } },
  ],
  units: [
    { id: 'a', vars: {}, cells: { fixed: { parameters: { steps: 3 } } } },
    { id: 'b', vars: {}, cells: { fixed: null } },
    { id: 'c', vars: {}, cells: { fixed: { parameters: { seed: null } } } },
  ],
} as unknown as MatrixDocument;

it('draws another seed only for cells that have one, within what the model takes', () => {
  const bounds: number[] = [];
  const { units, layers } = withOtherSeeds(matrix, templates, (most) => bounds.push(most) + 40);
  expect(units).toEqual([
    { id: 'a', vars: {}, cells: { fixed: { parameters: { steps: 3, seed: 41 } } } },
    { id: 'b', vars: {}, cells: { fixed: null } },
    { id: 'c', vars: {}, cells: { fixed: { parameters: { seed: null } } } },
  ]);
  expect(bounds).toEqual([99]);
  expect(layers).toBe(matrix.layers);
});

it.each([
  [1, null, null],
  [0, { code: 'ParameterValidationError', kind: 'missing', message: 'needs a prompt' }, 'needs a prompt'],
  [0, null, 'There is nothing left to make.'],
])('with %i cells to make and the failure %j, says %j', (run, failure, says) => {
  const check = (): void => requireWork({ totals: { run }, cells: [{ failure }] } as unknown as RunPlan);
  if (says === null) check();
  else expect(check).toThrow(says);
});

describe('rounds', () => {
  const cost = microUsd.parse(30);
  type State = 'succeeded' | 'failed' | 'cancelled';

  async function play(states: readonly State[]): Promise<{ started: [number, MicroUsd][]; ends: SeriesEnd[] }> {
    const started: [number, MicroUsd][] = [];
    const over = Promise.withResolvers<undefined>();
    const startRound = (left: number, spent: MicroUsd): Promise<ActiveRun> => {
      started.push([left, spent]);
      const state = states[started.length - 1] ?? 'failed';
      const isLast = left === 0 || state !== 'succeeded';
      const endedAtMs = started.length * 1_000;
      const finished = Promise.resolve({ state, endedAtMs, rehearsal: false, cells: [{ costMicroUsd: cost }] });
      if (isLast) void finished.then(() => over.resolve(undefined));
      return Promise.resolve({ finished, record: { startedAtMs: 500 } } as unknown as ActiveRun);
    };
    const ends: SeriesEnd[] = [];
    const onMade = (end: SeriesEnd): number => ends.push(end);
    await startRounds({ rounds: 3, startRound, onMade, onStopped: (error) => over.reject(error) });
    await over.promise;
    // What follows the end of the last round is done in the next turn.
    await new Promise((done) => setTimeout(done));
    return { started, ends };
  }

  it('follow each other, with what the earlier ones have cost', async () => {
    expect(await play(['succeeded', 'succeeded', 'succeeded'])).toEqual({
      started: [
        [2, sumMicroUsd([])],
        [1, cost],
        [0, sumMicroUsd([cost, cost])],
      ],
      ends: [{ rounds: 3, chargedMicroUsd: sumMicroUsd([cost, cost, cost]), tookMs: 2_500, rehearsal: false }],
    });
  });

  it('say why no further one can be started, and how many there are', async () => {
    const refusal = new Error('the limit of the day is reached');
    const stopped = Promise.withResolvers<[unknown, number]>();
    const finished = Promise.resolve({ state: 'succeeded', cells: [] });
    const round = { finished, record: { startedAtMs: 0 } } as unknown as ActiveRun;
    const startRound = (left: number): Promise<ActiveRun> =>
      left === 1 ? Promise.reject(refusal) : Promise.resolve(round);
    const onMade = (): void => stopped.reject(new Error('not all were made'));
    await startRounds({ rounds: 4, startRound, onMade, onStopped: (...end) => stopped.resolve(end) });
    expect(await stopped.promise).toEqual([refusal, 2]);
  });

  it.each(['failed', 'cancelled'] as const)('end with one that %s', async (state) => {
    const { started, ends } = await play(['succeeded', state]);
    expect([started.length, ends]).toEqual([2, []]);
  });
});
