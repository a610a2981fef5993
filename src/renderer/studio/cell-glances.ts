import type { CellKey, TakeId } from '../../shared/base/index.ts';
import type { CellRun, CellState } from '../../shared/run/index.ts';
import { shownState, shownTake } from './shown-state.ts';
import type { Studio } from './studio.ts';
import { rehearsalKey } from './take-store.ts';

/** What can be told of a cell at a glance. The same that `useCell` tells, for those who draw many cells at once. */
export interface CellGlance {
  state: CellState;
  stale: boolean;
  /** The take to look at, if any. */
  take: TakeId | null;
}

/** Glances of all cells of the open document, kept up to date while somebody watches. */
export interface CellGlances {
  get(key: CellKey): CellGlance;
  /** Tells which cells look different now, at most once a frame. Returns how to stop. */
  watch(onChange: (changed: ReadonlySet<CellKey>) => void): () => void;
}

type Stores = Pick<Studio, 'documents' | 'runs' | 'takes' | 'jobs'>;

/** What glances are made of. */
const watched = ['cells', 'planned', 'documentId', 'items', 'rehearsals', 'run', 'runCells', 'jobs'] as const;
const unknownCell: CellGlance = { state: 'idle', stale: false, take: null };
const ofStudios = new WeakMap<Stores, CellGlances>();

/** The glances of a studio; everybody who asks shares them. */
export function cellGlances(studio: Stores): CellGlances {
  const known = ofStudios.get(studio) ?? createCellGlances(studio);
  ofStudios.set(studio, known);
  return known;
}

function createCellGlances({ documents, runs, takes, jobs }: Stores): CellGlances {
  const listeners = new Set<(changed: ReadonlySet<CellKey>) => void>();
  let glances = new Map<CellKey, CellGlance>();
  let seen = snapshot();
  let frame: number | null = null;
  let stops: (() => void)[] = [];

  function snapshot() {
    const { cells, planned, document } = documents.getState();
    const { items, rehearsals } = takes.getState();
    const { run, cells: runCells } = runs.getState();
    return {
      cells,
      planned,
      documentId: document?.id ?? null,
      items,
      rehearsals,
      run,
      runCells,
      jobs: jobs.getState().open,
    };
  }

  function look(key: CellKey, undecided: ReadonlySet<CellKey>): CellGlance {
    const planned = seen.planned.get(key);
    const cell = seen.runCells.get(key) ?? null;
    const picked = planned?.pickedTake ?? null;
    const pick = picked === null ? undefined : seen.items.get(picked);
    const state = shownState({
      run: seen.run,
      cell,
      isUndecided: undecided.has(key),
      hasPick: picked !== null,
      pickedAtMs: pick === undefined ? null : Date.parse(pick.take.createdAt),
    });
    const rehearsed = seen.rehearsals.get(rehearsalKey(seen.documentId, key)) ?? null;
    const { take } = shownTake({ run: seen.run, cell, picked, rehearsed });
    return { state, stale: planned?.stale ?? false, take };
  }

  function undecidedCells(): Set<CellKey> {
    return new Set(seen.jobs.filter((job) => job.state === 'unknown').map((job) => job.cell));
  }

  function lookAtAll(): Set<CellKey> {
    const undecided = undecidedCells();
    const before = glances;
    const changed = new Set<CellKey>();
    glances = new Map();
    for (const { key } of seen.cells) {
      const now = look(key, undecided);
      const then = before.get(key);
      if (then === undefined || !isSame(then, now)) changed.add(key);
      glances.set(key, now);
    }
    for (const key of before.keys()) if (!glances.has(key)) changed.add(key);
    return changed;
  }

  /** Most changes are steps of a few cells of a run: only those are looked at again. */
  function lookAtRun(before: ReadonlyMap<CellKey, CellRun>): Set<CellKey> {
    const undecided = undecidedCells();
    const changed = new Set<CellKey>();
    for (const [key, cell] of seen.runCells) {
      const then = glances.get(key);
      if (before.get(key) === cell || then === undefined) continue;
      const now = look(key, undecided);
      if (isSame(then, now)) continue;
      glances.set(key, now);
      changed.add(key);
    }
    return changed;
  }

  function update(): void {
    frame = null;
    const before = seen;
    seen = snapshot();
    const now = seen;
    const hasOnlyRunMoved = watched.every((name) => name === 'runCells' || before[name] === now[name]);
    const changed = hasOnlyRunMoved ? lookAtRun(before.runCells) : lookAtAll();
    if (changed.size > 0) listeners.forEach((listener) => listener(changed));
  }

  function start(): void {
    const schedule = (): void => {
      frame ??= requestAnimationFrame(update);
    };
    stops = [documents, runs, takes, jobs].map((store) => store.subscribe(schedule));
    refresh();
  }

  function hasMoved(): boolean {
    const now = snapshot();
    return watched.some((name) => seen[name] !== now[name]);
  }

  function refresh(): void {
    seen = snapshot();
    lookAtAll();
  }

  function stop(): void {
    stops.forEach((each) => each());
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
  }

  return {
    get(key) {
      // Without a watcher nothing has kept them up to date: a component renders before it subscribes.
      if (listeners.size === 0 && hasMoved()) refresh();
      return glances.get(key) ?? unknownCell;
    },
    watch(onChange) {
      if (listeners.size === 0) start();
      listeners.add(onChange);
      return () => {
        listeners.delete(onChange);
        if (listeners.size === 0) stop();
      };
    },
  };
}

function isSame(a: CellGlance, b: CellGlance): boolean {
  return a.state === b.state && a.stale === b.stale && a.take === b.take;
}
