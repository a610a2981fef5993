import type { CellKey } from '../../shared/base/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import { RankHeap, type Ranked } from './rank-heap.ts';
import type { ResourceNeed, ResourcePool } from './resource-pool.ts';
import { sequentialPredecessors } from './sequential-order.ts';

/** How a cell ended, for those that wait for it: with a take they can use, or without. */
export type Ending = 'usable' | 'broken';

/**
 * Decides which cell starts next: one whose inputs exist (a DAG, no barrier per layer), the smallest rank first, within
 * the limits of the pool. A cell of a layer with `parallel_inference: false` also waits for its predecessor there.
 */
export interface Schedule {
  /** Adds cells; `urgent` ones overtake everything that is not running yet. */
  add(cells: readonly PlannedCell[], options?: { urgent?: boolean }): void;
  /** The next cell that may start now, its resources acquired; null when there is none at the moment. */
  take(): PlannedCell | null;
  /** Gives the resources of a running cell back while it waits for another try; `retry` puts it in the queue again. */
  park(key: CellKey): void;
  retry(key: CellKey): void;
  /** Ends a cell, running or not. Answers the cells that can never start now, each with the one that is to blame. */
  end(key: CellKey, ending: Ending): { cell: PlannedCell; by: CellKey }[];
  /** Puts waiting cells in front of the others, in the order given; `urgent` ones also before those of other runs. */
  moveToFront(keys: readonly CellKey[], options?: { urgent?: boolean }): void;
  /** Gives up what urgent cells claim until the next `take`: a paused run must not hold up others. */
  rest(): void;
  /** Takes a newer plan of a cell that has not started; one that has goes on as it was planned. */
  replace(cell: PlannedCell): void;
  has(key: CellKey): boolean;
}

interface Entry extends Ranked {
  cell: PlannedCell;
  state: 'waiting' | 'ready' | 'running' | 'parked' | 'ended';
  needs: readonly ResourceNeed[];
  urgent: boolean;
  missing: Set<CellKey>;
  /** Neighbours in a layer whose cells take turns, while they have not ended. */
  previous: Entry | null;
  next: Entry | null;
  /** Ends the claim of an urgent cell that found no room. */
  unreserve: (() => void) | null;
  /** Grows when the entry is ranked anew, so that its old place in a heap is passed over. */
  version: number;
}

interface Place extends Ranked {
  entry: Entry;
  version: number;
}

interface Queue {
  needs: readonly ResourceNeed[];
  places: RankHeap<Place>;
}

export interface ScheduleOptions {
  pool: ResourcePool;
  needsOf: (cell: PlannedCell) => readonly ResourceNeed[];
}

function queueId(needs: readonly ResourceNeed[]): string {
  return needs.map((need) => need.key).join('|');
}

/** An empty schedule. */
export function createSchedule({ pool, needsOf }: ScheduleOptions): Schedule {
  const entries = new Map<CellKey, Entry>();
  /** Ready cells by what they need: only the first of each kind has to be looked at. */
  const queues = new Map<string, Queue>();
  const dependents = new Map<CellKey, Set<CellKey>>();
  /** Urgent cells that found no room, and so keep what becomes free from others. */
  const claimants = new Set<Entry>();
  let lastRank = 0;
  let firstRank = 0;

  function claim(entry: Entry): void {
    entry.unreserve ??= pool.reserveFor(entry.needs);
    claimants.add(entry);
  }

  function freeClaim(entry: Entry): void {
    entry.unreserve?.();
    entry.unreserve = null;
    claimants.delete(entry);
  }

  /** What is put in front of an urgent cell stands in its way, and so may use what that one claims. */
  function isBeforeClaimant({ needs }: Queue): boolean {
    const id = queueId(needs);
    for (const claimant of claimants) if (queueId(claimant.needs) === id) return true;
    return false;
  }

  function makeReady(entry: Entry): void {
    entry.state = 'ready';
    const id = queueId(entry.needs);
    const queue = queues.get(id) ?? { needs: entry.needs, places: new RankHeap<Place>() };
    queues.set(id, queue);
    queue.places.push({ entry, rank: entry.rank, version: entry.version });
  }

  /** First live place of a queue; outdated ones are dropped. */
  function headOf(queue: Queue): Place | undefined {
    for (let head = queue.places.peek(); head !== undefined; head = queue.places.peek()) {
      if (head.entry.state === 'ready' && head.version === head.entry.version) return head;
      queue.places.pop();
    }
    return undefined;
  }

  function heads(): { queue: Queue; place: Place }[] {
    const found: { queue: Queue; place: Place }[] = [];
    for (const queue of queues.values()) {
      const place = headOf(queue);
      if (place !== undefined) found.push({ queue, place });
    }
    return found.sort((a, b) => a.place.rank - b.place.rank);
  }

  function settle(key: CellKey, entry: Entry): void {
    entry.missing.delete(key);
    if (entry.state === 'waiting' && entry.missing.size === 0) makeReady(entry);
  }

  function remove(entry: Entry): void {
    entry.state = 'ended';
    entries.delete(entry.cell.key);
    freeClaim(entry);
  }

  function block(key: CellKey): { cell: PlannedCell; by: CellKey }[] {
    const blocked: Entry[] = [];
    const open = [key];
    for (let broken = open.pop(); broken !== undefined; broken = open.pop()) {
      for (const dependent of dependents.get(broken) ?? []) {
        const entry = entries.get(dependent);
        // A cell that was run once more by hand takes nothing away from those that had its first result.
        if (entry?.missing.has(broken) !== true) continue;
        remove(entry);
        blocked.push(entry);
        open.push(dependent);
      }
    }
    for (const entry of blocked) leaveTurn(entry);
    return blocked.map(({ cell }) => ({ cell, by: key }));
  }

  /** Whoever waited for its turn behind a cell goes ahead, or waits for the one that this cell waited for. */
  function leaveTurn({ cell, previous, next }: Entry): void {
    if (previous !== null) previous.next = next;
    if (next === null) return;
    next.previous = previous;
    if (previous !== null) next.missing.add(previous.cell.key);
    settle(cell.key, next);
  }

  return {
    add(cells, options = {}) {
      const urgent = options.urgent === true;
      const predecessors = sequentialPredecessors(cells);
      const added = new Set(cells.map((cell) => cell.key));
      // Urgent ranks are negative: -1 would be the last of them, and later ones come before earlier ones.
      let rank = urgent ? firstRank - cells.length : lastRank;
      if (urgent) firstRank = rank;
      else lastRank += cells.length;
      for (const cell of cells) {
        const before = predecessors.get(cell.key);
        const waitsFor = cell.dependsOn.filter((key) => added.has(key) || entries.has(key));
        for (const key of waitsFor) dependents.set(key, (dependents.get(key) ?? new Set()).add(cell.key));
        const missing = new Set(before === undefined ? waitsFor : [...waitsFor, before]);
        const entry: Entry = {
          cell,
          state: 'waiting',
          needs: needsOf(cell),
          urgent,
          missing,
          previous: null,
          next: null,
          unreserve: null,
          version: 0,
          rank,
        };
        entries.set(cell.key, entry);
        rank += 1;
        if (missing.size === 0) makeReady(entry);
      }
      for (const [later, earlier] of predecessors) {
        const [next, previous] = [entries.get(later), entries.get(earlier)];
        if (next === undefined || previous === undefined) continue;
        next.previous = previous;
        previous.next = next;
      }
    },
    take() {
      for (const { queue, place } of heads()) {
        const { entry } = place;
        if (!entry.urgent && pool.isReserved(queue.needs) && !isBeforeClaimant(queue)) continue;
        if (!pool.tryAcquire(queue.needs)) {
          if (entry.urgent) claim(entry);
          continue;
        }
        queue.places.pop();
        entry.state = 'running';
        freeClaim(entry);
        return entry.cell;
      }
      return null;
    },
    park(key) {
      const entry = entries.get(key);
      if (entry?.state !== 'running') return;
      entry.state = 'parked';
      pool.release(entry.needs);
    },
    retry(key) {
      const entry = entries.get(key);
      if (entry?.state === 'parked') makeReady(entry);
    },
    end(key, ending) {
      const entry = entries.get(key);
      if (entry === undefined) return [];
      const wasRunning = entry.state === 'running';
      remove(entry);
      if (wasRunning) pool.release(entry.needs);
      if (ending === 'broken') {
        const blocked = block(key);
        leaveTurn(entry);
        return blocked;
      }
      for (const dependent of dependents.get(key) ?? []) {
        const waiting = entries.get(dependent);
        if (waiting !== undefined) settle(key, waiting);
      }
      leaveTurn(entry);
      return [];
    },
    moveToFront(keys, options = {}) {
      firstRank -= keys.length;
      keys.forEach((key, at) => {
        const entry = entries.get(key);
        if (entry === undefined || entry.state === 'running') return;
        entry.urgent ||= options.urgent === true;
        entry.rank = firstRank + at;
        entry.version += 1;
        if (entry.state === 'ready') makeReady(entry);
      });
    },
    rest() {
      for (const entry of claimants) freeClaim(entry);
    },
    replace(cell) {
      const entry = entries.get(cell.key);
      if (entry?.state !== 'waiting' && entry?.state !== 'ready') return;
      entry.cell = cell;
      entry.needs = needsOf(cell);
      entry.version += 1;
      const waitsFor = cell.dependsOn.filter((key) => entries.has(key));
      for (const key of waitsFor) dependents.set(key, (dependents.get(key) ?? new Set()).add(cell.key));
      const turn = entry.previous === null ? [] : [entry.previous.cell.key];
      entry.missing = new Set([...waitsFor, ...turn]);
      if (entry.missing.size === 0) makeReady(entry);
      else entry.state = 'waiting';
    },
    has: (key) => entries.has(key),
  };
}
