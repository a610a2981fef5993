import { createHash } from 'node:crypto';
import { createResourcePool, startRun } from '../src/main/run/index.ts';
import { documentId, takeId, type CellKey } from '../src/shared/base/index.ts';
import type { PlannedCell } from '../src/shared/plan/index.ts';
import { createFakeClock } from '../tests/fakes/fake-clock.ts';
import { plannedCell, planOf } from '../tests/run/planned-cells.ts';

const graphs = 200;
const units = 20;

/** Numbers from 0 to 1, the same in each run of the bench. */
function chances(seed: number): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return createHash('sha256').update(`${seed} ${drawn}`).digest().readUInt32BE() / 2 ** 32;
  };
}

/** Milliseconds of one inference: log-normal around 8 s, as queues of providers are (a few take ten times as long). */
function latency(chance: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  return Math.round(8_000 * Math.exp(0.8 * normal));
}

/** Each cell is made from one or two cells of the layer before, mostly of its own unit. */
function randomGraph(layers: number, chance: () => number): PlannedCell[] {
  return Array.from({ length: units * layers }, (_, at) => {
    const [unit, layer] = [at % units, Math.floor(at / units)];
    const other = chance() < 0.3 ? Math.floor(chance() * units) : unit;
    const dependsOn = layer === 0 ? [] : [...new Set([unit, other])].map((each) => `u${each}/l${layer - 1}`);
    return plannedCell({ unit, layer, dependsOn });
  });
}

/** End of the last cell when each starts as soon as its inputs exist: no schedule can be shorter. */
function longestPath(cells: readonly PlannedCell[], msOf: ReadonlyMap<CellKey, number>): number {
  const ends = new Map<CellKey, number>();
  for (const { key, dependsOn } of cells) {
    ends.set(key, Math.max(0, ...dependsOn.map((each) => ends.get(each) ?? 0)) + (msOf.get(key) ?? 0));
  }
  return Math.max(...ends.values());
}

/** Sum of the slowest cell of each layer: how long it takes to wait for each layer to end before the next begins. */
function barrier(cells: readonly PlannedCell[], msOf: ReadonlyMap<CellKey, number>): number {
  const slowest = new Map<number, number>();
  for (const { key, layerIndex } of cells) {
    slowest.set(layerIndex, Math.max(slowest.get(layerIndex) ?? 0, msOf.get(key) ?? 0));
  }
  return [...slowest.values()].reduce((sum, ms) => sum + ms, 0);
}

async function makespan(cells: readonly PlannedCell[], msOf: ReadonlyMap<CellKey, number>): Promise<number> {
  const clock = createFakeClock();
  const take = takeId.parse('t');
  const run = startRun(
    planOf(cells),
    {
      async execute(cell, { signal }) {
        await clock.sleep(msOf.get(cell.key) ?? 0, signal);
        return { kind: 'made', takeId: take };
      },
      pool: createResourcePool(),
      needsOf: () => [{ key: 'threads', slots: cells.length }],
      clock,
      random: () => 0.5,
      isPaid: () => false,
      onStorageTrouble: 'stop',
    },
    {
      onCell: () => undefined,
      onRun: () => undefined,
      onTake: () => Promise.resolve(),
      onPreview: () => '',
      onBug: (error) => {
        throw error;
      },
    },
    { documentId: documentId.parse('bench'), capMicroUsd: null },
  );
  await clock.settle();
  while (await clock.advanceToNext());
  await run.finished;
  return clock.elapsedMs();
}

/** Fake time of random runs with enough workers: over the longest path (1 is the best there is) and under the barrier. */
export async function measureMakespans(layers: number): Promise<Record<string, number>> {
  const chance = chances(layers);
  const totals = { makespan: 0, path: 0, barrier: 0, worst: 0 };
  for (let graph = 0; graph < graphs; graph++) {
    const cells = randomGraph(layers, chance);
    const msOf = new Map(cells.map((cell) => [cell.key, latency(chance)]));
    const [took, path] = [await makespan(cells, msOf), longestPath(cells, msOf)];
    totals.makespan += took;
    totals.path += path;
    totals.barrier += barrier(cells, msOf);
    totals.worst = Math.max(totals.worst, took / path);
  }
  return {
    graphs,
    cells: units * layers,
    layers,
    overLongestPath: Number((totals.makespan / totals.path).toFixed(3)),
    worstOverLongestPath: Number(totals.worst.toFixed(3)),
    barrierOverMakespan: Number((totals.barrier / totals.makespan).toFixed(2)),
  };
}
