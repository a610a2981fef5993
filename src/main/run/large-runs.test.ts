import { expect, it } from 'vitest';
import { createFakeClock } from '../../../tests/fakes/fake-clock.ts';
import { document, emptyDatabase, openInMemory } from '../../../tests/run/ledger-database.ts';
import { plannedCell, planOf, type CellSketch } from '../../../tests/run/planned-cells.ts';
import { ParameterValidationError, takeId, type CellKey } from '../../shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import { startRun } from './start-run.ts';
import type { ExecutionResult } from './cell-executor.ts';
import { createResourcePool } from './resource-pool.ts';
import { createRunStore } from './run-store.ts';

const units = 2_000;
const layers = 5;
const total = units * layers;

/** 2,000 units of five layers, each made from the one before. */
function cells(sketch: Partial<CellSketch> = {}): PlannedCell[] {
  return Array.from({ length: total }, (_, at) => {
    const [unit, layer] = [at % units, Math.floor(at / units)];
    return plannedCell({ unit, layer, dependsOn: layer === 0 ? [] : [`u${unit}/l${layer - 1}`], ...sketch });
  });
}

interface Counts {
  /** Times that something looked a resource up: grows with the square of the cells where a queue is searched. */
  needs: number;
  starts: number;
  events: number;
  states: Record<string, number>;
  stored: Record<string, number>;
}

const made: ExecutionResult = { kind: 'made', takeId: takeId.parse('t') };

/** Runs a plan to its end on a real database, and counts what that took. */
async function count(plan: RunPlan, execute: () => Promise<ExecutionResult>): Promise<Counts> {
  const connection = openInMemory(await emptyDatabase());
  const store = createRunStore(connection, (error) => {
    throw error;
  });
  const counts: Counts = { needs: 0, starts: 0, events: 0, states: {}, stored: {} };
  const needs = [{ key: 'threads', slots: 4, adapts: true }];
  let isInserted = false;
  const run = startRun(
    plan,
    {
      execute() {
        counts.starts += 1;
        return execute();
      },
      pool: createResourcePool(),
      needsOf() {
        counts.needs += 1;
        return needs;
      },
      clock: createFakeClock(),
      random: () => 0.5,
      isPaid: () => false,
      onStorageTrouble: 'stop',
    },
    {
      onCell(id, cell) {
        counts.events += 1;
        store.updateCell(id, cell);
      },
      onRun(record) {
        if (isInserted) store.updateRun(record);
        else store.insert(record);
        isInserted = true;
      },
      onTake: () => Promise.resolve(),
      onPreview: () => '',
      onBug: (error) => {
        throw error;
      },
    },
    { documentId: document, capMicroUsd: null },
  );
  const record = await run.finished;
  await store.flushed();
  counts.states = tally(record.cells);
  counts.stored = tally(store.latest(document)?.cells ?? []);
  connection.close();
  return counts;
}

function tally(runs: readonly { state: string; key: CellKey }[]): Record<string, number> {
  const states: Record<string, number> = {};
  for (const { state } of runs) states[state] = (states[state] ?? 0) + 1;
  return states;
}

const fail = (): Promise<never> => Promise.reject(new ParameterValidationError('invalid', 'no', { hint: 'h' }));

it.each<[string, RunPlan, () => Promise<ExecutionResult>, Omit<Counts, 'stored'>]>([
  [
    'all made',
    planOf(cells()),
    () => Promise.resolve(made),
    { needs: 2 * total, starts: total, events: 2 * total, states: { succeeded: total } },
  ],
  [
    'all skipped by the plan',
    planOf(cells({ action: 'skip' })),
    fail,
    { needs: 0, starts: 0, events: 0, states: { skipped: total } },
  ],
  [
    'all unchanged',
    planOf(cells()),
    () => Promise.resolve({ ...made, kind: 'unchanged' }),
    { needs: total, starts: total, events: 2 * total, states: { skipped: total } },
  ],
  [
    'the first layer failed, the others blocked',
    planOf(cells(), { onError: 'continue' }),
    fail,
    { needs: total, starts: units, events: total + units, states: { failed: units, blocked: total - units } },
  ],
  [
    'all failed by themselves',
    planOf(cells({ dependsOn: [] }), { onError: 'continue' }),
    fail,
    { needs: total, starts: total, events: 2 * total, states: { failed: total } },
  ],
  [
    'stopped by the first failure',
    planOf(cells()),
    fail,
    { needs: total, starts: 4, events: 4 + total, states: { failed: 4, blocked: 4, cancelled: total - 8 } },
  ],
  [
    'one at a time in every layer',
    planOf(cells({ parallel: false })),
    () => Promise.resolve(made),
    { needs: 2 * total, starts: total, events: 2 * total, states: { succeeded: total } },
  ],
])('10,000 cells, %s: every cell is touched a fixed number of times', async (_name, plan, execute, expected) => {
  const { stored, ...counts } = await count(plan, execute);
  expect(counts).toEqual(expected);
  expect(stored).toEqual(expected.states);
});

it('blocks a chain of 10,000 cells in one go', async () => {
  const chain = Array.from({ length: total }, (_, unit) =>
    plannedCell({ unit, layer: 0, parallel: false, dependsOn: unit === 0 ? [] : [`u${unit - 1}/l0`] }),
  );
  const counts = await count(planOf(chain), fail);
  expect(counts.states).toEqual({ failed: 1, blocked: total - 1 });
  expect(counts.events).toBe(total + 1);
});
