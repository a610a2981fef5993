import type { CellKey } from '../../shared/base/index.ts';
import type { GalleryItem } from '../../shared/contract/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import type { CellRun, CellState } from '../../shared/run/index.ts';
import { isActive, shownState } from './shown-state.ts';
import { useDocument, useRuns, useTakes } from './StudioContext.tsx';

/** Everything the screen shows of a cell at this moment. */
export interface CellNow {
  planned: PlannedCell | null;
  /** Its part of a run that goes on; null otherwise. */
  live: CellRun | null;
  /** Its part of the newest run, ended or not. */
  lastRun: CellRun | null;
  state: CellState;
  stale: boolean;
  /** The picked take with its rating, when it is among the loaded takes. */
  pick: GalleryItem | null;
}

/** Follows one cell through plan, run and takes; renders only when one of these changed for this cell. */
export function useCell(key: CellKey): CellNow {
  const planned = useDocument((state) => state.planned.get(key) ?? null);
  const run = useRuns((state) => state.run);
  const cell = useRuns((state) => state.cells.get(key) ?? null);
  const pickedTake = planned?.pickedTake ?? null;
  const pick = useTakes((state) => (pickedTake === null ? null : (state.items.get(pickedTake) ?? null)));
  const state = shownState({
    run,
    cell,
    hasPick: pickedTake !== null,
    pickedAtMs: pick === null ? null : Date.parse(pick.take.createdAt),
  });
  const live = run !== null && isActive(run) ? cell : null;
  return { planned, live, lastRun: cell, state, stale: planned?.stale ?? false, pick };
}
