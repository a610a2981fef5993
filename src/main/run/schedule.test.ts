import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cellKey, type CellKey } from '../../shared/base/index.ts';
import { buildPlan, type PlannedCell } from '../../shared/plan/index.ts';
import { parseMatrixDocument } from '../../shared/matrix/index.ts';
import { modelTemplate } from '../../shared/template/index.ts';
import { initialCellRun, type CellRun, type CellState } from '../../shared/run/index.ts';
import { nextStep, type ScheduleLimits } from './schedule.ts';

const template = modelTemplate.parse({
  telar_template: 1,
  id: 'local/m',
  provider: 'local',
  endpoint: 'm',
  version: '1',
  title: 'M',
  output: { asset_type: 'image', extension: 'png' },
  parameters: { type: 'object', properties: { image: { type: 'string', format: 'uri' } } },
  cost: { kind: 'free' },
});

function planned(
  layers: { name: string; image?: string; parallel_inference?: boolean }[],
  units: string[],
): PlannedCell[] {
  const matrix = parseMatrixDocument(
    JSON.stringify({
      telar: 1,
      layers: layers.map(({ image, ...layer }) => ({
        ...layer,
        asset_type: 'image',
        model: 'local/m',
        parameters: image === undefined ? {} : { image },
      })),
      units: units.map((id) => ({ id })),
    }),
    'test',
  );
  const known = { picks: new Map(), files: new Map() };
  return buildPlan(matrix, new Map([[template.id, template]]), known, { scope: { kind: 'all' }, overwrite: 'stale' })
    .cells;
}

const roomy: ScheduleLimits = { maxThreads: 10, slotsOf: () => ({ resource: 'm', slots: 10 }) };

function runsOf(cells: readonly PlannedCell[], states: Record<string, CellState> = {}): Map<CellKey, CellRun> {
  return new Map(
    cells.map((cell) => {
      const run = initialCellRun(cell);
      const state = states[cell.key] ?? run.state;
      return [cell.key, { ...run, state, takeId: state === 'succeeded' ? ('t' as CellRun['takeId']) : null }];
    }),
  );
}

function started(cells: PlannedCell[], states: Record<string, CellState> = {}, limits = roomy): string[] {
  return nextStep(cells, runsOf(cells, states), limits).start.map((cell) => cell.key);
}

const chain = planned([{ name: 'a' }, { name: 'b', image: '{{layers.a.path}}' }], ['u1', 'u2']);

it('starts cells as soon as their own inputs exist, without a barrier per layer', () => {
  expect(started(chain)).toEqual(['u1/a', 'u2/a']);
  expect(started(chain, { 'u1/a': 'succeeded', 'u2/a': 'running' })).toEqual(['u1/b']);
});

it('keeps within the threads of the run and the slots of a resource', () => {
  expect(started(chain, {}, { ...roomy, maxThreads: 1 })).toEqual(['u1/a']);
  const oneSlot = { ...roomy, slotsOf: () => ({ resource: 'm', slots: 1 }) };
  expect(started(chain, { 'u1/a': 'running' }, oneSlot)).toEqual([]);
});

it('runs a layer that is not parallel one cell at a time, in unit order', () => {
  const serial = planned([{ name: 'a', parallel_inference: false }], ['u1', 'u2', 'u3']);
  expect(started(serial)).toEqual(['u1/a']);
  expect(started(serial, { 'u1/a': 'running' })).toEqual([]);
  expect(started(serial, { 'u1/a': 'succeeded' })).toEqual(['u2/a']);
});

it('blocks what waits for a failed cell', () => {
  const step = nextStep(chain, runsOf(chain, { 'u1/a': 'failed', 'u2/a': 'succeeded' }), roomy);
  expect(step.block.map(({ cell, by }) => [cell.key, by])).toEqual([['u1/b', 'u1/a']]);
  expect(step.start.map((cell) => cell.key)).toEqual(['u2/b']);
});

it('tries a waiting cell again', () => {
  expect(started(chain, { 'u1/a': 'waiting', 'u2/a': 'succeeded' })).toContain('u1/a');
});

it('finishes every cell exactly once, never before its inputs, whatever the limits and the order of ends', () => {
  const layers = [{ name: 'a' }, { name: 'b', image: '{{layers.a.path}}' }, { name: 'c', image: '{{layers.b.path}}' }];
  const cells = planned([...layers, { name: 'd', parallel_inference: false }], ['u1', 'u2', 'u3']);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(fc.nat()),
      (maxThreads, slots, picks) => {
        const limits = { maxThreads, slotsOf: () => ({ resource: 'm', slots }) };
        const states: Record<string, CellState> = {};
        const running: string[] = [];
        const finished: string[] = [];
        for (let guard = 0; finished.length < cells.length; guard++) {
          expect(guard).toBeLessThan(1_000);
          for (const key of started(cells, states, limits)) {
            const cell = cells.find((each) => each.key === cellKey.parse(key));
            expect(cell?.dependsOn.every((dependency) => finished.includes(dependency))).toBe(true);
            states[key] = 'running';
            running.push(key);
          }
          expect(running.length).toBeGreaterThan(0);
          expect(running.length).toBeLessThanOrEqual(Math.min(maxThreads, slots));
          const [ended] = running.splice((picks.next().value ?? 0) % running.length, 1);
          if (ended === undefined) continue;
          states[ended] = 'succeeded';
          finished.push(ended);
        }
        expect(new Set(finished).size).toBe(cells.length);
      },
    ),
    { numRuns: 200 },
  );
});
