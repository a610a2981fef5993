import type { ModelPace } from '../../../shared/contract/index.ts';
import { isTerminal, type CellRun } from '../../../shared/run/index.ts';

export interface TimeLeftFacts {
  nowMs: number;
  /** Lately measured durations by model. */
  paces: ReadonlyMap<string, ModelPace>;
  modelOf: (cell: CellRun) => string | null;
}

/**
 * How long the rest of a run takes: cells of a layer like those of it that are done, else like its model lately; one at
 * work by its own steps. As many at once as are at work now. Null while nothing is known of some of it.
 */
export function timeLeft(cells: readonly CellRun[], { nowMs, paces, modelOf }: TimeLeftFacts): number | null {
  const measured = new Map<string, number[]>();
  for (const cell of cells) {
    if (cell.state !== 'succeeded' || cell.startedAtMs === null || cell.endedAtMs === null) continue;
    const known = measured.get(cell.layerName);
    const ms = Math.max(0, cell.endedAtMs - cell.startedAtMs);
    if (known === undefined) measured.set(cell.layerName, [ms]);
    else known.push(ms);
  }
  const means = new Map(
    [...measured].map(([layer, all]) => [layer, all.reduce((sum, ms) => sum + ms, 0) / all.length]),
  );
  const open = cells.filter((cell) => !isTerminal(cell.state) && cell.state !== 'idle');
  let left = 0;
  for (const cell of open) {
    const elapsed = cell.startedAtMs === null ? 0 : Math.max(0, nowMs - cell.startedAtMs);
    const usual = means.get(cell.layerName) ?? paces.get(modelOf(cell) ?? '')?.medianMs;
    const done = cell.startedAtMs === null ? 0 : (cell.progress ?? 0);
    if (done > 0) left += (elapsed * (1 - done)) / done;
    else if (usual === undefined) return null;
    else left += Math.max(0, usual - elapsed);
  }
  const atOnce = open.filter((cell) => cell.state === 'running' || cell.state === 'downloading').length;
  return open.length === 0 ? null : left / Math.max(1, atOnce);
}
