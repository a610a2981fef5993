import type { CellKey } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import { isTerminal, type CellRun } from '../../shared/run/index.ts';

/** What the scheduler should do with the queued cells right now. */
export interface ScheduleStep {
  start: PlannedCell[];
  block: { cell: PlannedCell; by: CellKey }[];
}

export interface ScheduleLimits {
  maxThreads: number;
  /** Key of the resource a cell needs, and how many cells may use it at once. */
  slotsOf: (cell: PlannedCell) => { resource: string; slots: number };
}

/**
 * Chooses the cells to start: those whose inputs exist (a DAG, no barrier per layer), in plan order, within the limits.
 * A layer with `parallel: false` runs one cell at a time in unit order; dependency order wins where they disagree.
 */
export function nextStep(
  cells: readonly PlannedCell[],
  runs: ReadonlyMap<CellKey, CellRun>,
  limits: ScheduleLimits,
): ScheduleStep {
  const step: ScheduleStep = { start: [], block: [] };
  const active = cells.filter((cell) => isActive(runs.get(cell.key)));
  const used = new Map<string, number>();
  for (const cell of active) count(used, limits.slotsOf(cell).resource);
  let threads = active.length;
  const busyLayers = new Set(active.filter((cell) => !cell.parallel).map((cell) => cell.layerIndex));

  for (const cell of cells) {
    if (!isReady(runs.get(cell.key))) continue;
    const upstream = cell.dependsOn.flatMap((key) => runs.get(key) ?? []);
    const broken = upstream.find((each) => hasNoTake(each));
    if (broken !== undefined) {
      step.block.push({ cell, by: broken.key });
      continue;
    }
    if (!upstream.every((each) => isTerminal(each.state))) continue;
    const { resource, slots } = limits.slotsOf(cell);
    if (threads >= limits.maxThreads || (used.get(resource) ?? 0) >= slots) continue;
    if (!cell.parallel) {
      if (busyLayers.has(cell.layerIndex)) continue;
      busyLayers.add(cell.layerIndex);
    }
    count(used, resource);
    threads += 1;
    step.start.push(cell);
  }
  return step;
}

function isReady(run: CellRun | undefined): boolean {
  return run?.state === 'queued' || run?.state === 'waiting';
}

function isActive(run: CellRun | undefined): boolean {
  return run?.state === 'running' || run?.state === 'downloading';
}

/** Ended without a take that a dependent could use. A skipped cell has one. */
function hasNoTake(run: CellRun): boolean {
  return isTerminal(run.state) && run.takeId === null;
}

function count(used: Map<string, number>, resource: string): void {
  used.set(resource, (used.get(resource) ?? 0) + 1);
}
