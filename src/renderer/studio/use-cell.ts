import type { CellKey, TakeId } from '../../shared/base/index.ts';
import type { GalleryItem } from '../../shared/contract/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import type { CellRun, CellState } from '../../shared/run/index.ts';
import { rehearsalKey } from './take-store.ts';
import { isActive, shownState, shownTake } from './shown-state.ts';
import { useDocument, useJobs, useRuns, useTakes } from './StudioContext.tsx';

/** Everything the screen shows of a cell at this moment. */
export interface CellNow {
  planned: PlannedCell | null;
  /** Its part of a run that goes on; null otherwise. */
  live: CellRun | null;
  /** Its part of the newest run, ended or not. */
  lastRun: CellRun | null;
  state: CellState;
  stale: boolean;
  /** The take to look at: the run's own, the picked one, or what a rehearsal made in its place. */
  shownTake: TakeId | null;
  /** `shownTake` is the placeholder of a rehearsal. */
  isRehearsed: boolean;
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
  const isUndecided = useJobs((state) => state.open.some((job) => job.cell === key && job.state === 'unknown'));
  const state = shownState({
    run,
    cell,
    isUndecided,
    hasPick: pickedTake !== null,
    pickedAtMs: pick === null ? null : Date.parse(pick.take.createdAt),
  });
  const live = run !== null && isActive(run) ? cell : null;
  const documentId = useDocument((state) => state.document?.id ?? null);
  const rehearsed = useTakes((state) => state.rehearsals.get(rehearsalKey(documentId, key)) ?? null);
  const shown = shownTake({ run, cell, picked: pickedTake, rehearsed });
  return {
    planned,
    live,
    lastRun: cell,
    state,
    stale: planned?.stale ?? false,
    shownTake: shown.take,
    isRehearsed: shown.isRehearsed,
    pick,
  };
}
