/**
 * What a run of 10,000 cells costs beside its cells: 2,000 units of five layers, each made from the one before, by an
 * executor that answers at once, through the scheduler and the run store. Against it in the same process: 10,000 bare
 * p-queue jobs of the same concurrency, each of which waits for its share of a group-committed FULL commit as often as the
 * run writes a state of a cell. And how long runs of random graphs take in fake time, against the longest path through
 * them and against waiting for each layer to end.
 * Prints one JSON line for each: node bench/scheduler.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureMakespans } from './scheduler-makespan.ts';
import { measureMemory, measureOverhead } from './scheduler-overhead.ts';

const home = await mkdtemp(join(tmpdir(), 'telar-bench-'));
console.log(JSON.stringify({ bench: 'scheduler-memory', ...(await measureMemory(home)) }));
for (const concurrency of [4, 64]) {
  console.log(JSON.stringify({ bench: 'scheduler-overhead', ...(await measureOverhead(home, concurrency)) }));
}
for (const layers of [3, 5, 10]) {
  console.log(JSON.stringify({ bench: 'scheduler-makespan', ...(await measureMakespans(layers)) }));
}
await rm(home, { recursive: true });
