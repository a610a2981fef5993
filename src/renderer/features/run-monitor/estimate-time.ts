import type { CellKey } from '../../../shared/base/index.ts';
import type { ModelPace } from '../../../shared/contract/index.ts';
import type { PlannedCell, RunPlan } from '../../../shared/plan/index.ts';

/** How long a plan takes, as far as earlier runs tell. */
export interface TimeEstimate {
  ms: number;
  /** Models that never succeeded here: their cells count as no time. */
  unknownModels: string[];
}

/** Cells at once where the document says nothing: as many as the scheduler starts in the cloud, one on this machine. */
const cloudThreads = 4;
const localThreads = 1;

/**
 * Plays the plan through: each cell starts when what it needs is there and a thread of its provider is free, and takes
 * what its model took lately. Null when nothing runs or nothing is known.
 */
export function estimateTime(plan: RunPlan, paces: ReadonlyMap<string, ModelPace>): TimeEstimate | null {
  const running = plan.cells.filter((cell) => cell.action === 'run');
  const unknown = new Set(running.map((cell) => cell.model).filter((model) => !paces.has(model)));
  const known = running.filter((cell) => paces.has(cell.model));
  if (known.length === 0) return null;
  const ends = new Map<CellKey, number>();
  const threads = new Map<string, number[]>();
  for (const cell of inOrder(running)) {
    const free = threadsOf(cell, plan, threads);
    const ready = Math.max(0, ...cell.dependsOn.map((key) => ends.get(key) ?? 0));
    const thread = free.indexOf(Math.min(...free));
    const end = Math.max(ready, free[thread] ?? 0) + (paces.get(cell.model)?.medianMs ?? 0);
    free[thread] = end;
    ends.set(cell.key, end);
  }
  const ms = [...ends.values()].reduce((latest, end) => Math.max(latest, end), 0);
  return { ms, unknownModels: [...unknown] };
}

function threadsOf(cell: PlannedCell, { maxThreads }: RunPlan, threads: Map<string, number[]>): number[] {
  const isLocal = cell.provider === 'local';
  const known = threads.get(cell.provider);
  if (known !== undefined) return known;
  const fresh = new Array<number>(maxThreads ?? (isLocal ? localThreads : cloudThreads)).fill(0);
  threads.set(cell.provider, fresh);
  return fresh;
}

/** Cells behind what they need; a plan has no cycles among the cells that run. */
function inOrder(cells: readonly PlannedCell[]): PlannedCell[] {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const waits = new Map(cells.map((cell) => [cell.key, cell.dependsOn.filter((key) => byKey.has(key)).length]));
  const dependents = new Map<CellKey, PlannedCell[]>();
  for (const cell of cells) {
    for (const key of cell.dependsOn) {
      const known = dependents.get(key);
      if (known === undefined) dependents.set(key, [cell]);
      else known.push(cell);
    }
  }
  const ordered = cells.filter((cell) => waits.get(cell.key) === 0);
  for (const cell of ordered) {
    for (const next of dependents.get(cell.key) ?? []) {
      const left = (waits.get(next.key) ?? 0) - 1;
      waits.set(next.key, left);
      if (left === 0) ordered.push(next);
    }
  }
  return ordered;
}
