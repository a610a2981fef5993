import type { Take } from '../../shared/artifact/index.ts';
import { cellKeyOf, type CellKey, type TakeId } from '../../shared/base/index.ts';
import type { JournalEntry, RemoteAddress } from './take-journal.ts';

/** What the journal of an output folder says so far: which takes there are, and which one each cell has picked. */
export interface KnownTakes {
  /** Takes over what the journal says next. */
  replay: (entries: readonly JournalEntry[]) => void;
  /** Forgets all of it: the journal is read anew. */
  clear: () => void;
  list: () => readonly Take[];
  find: (id: TakeId) => Take | null;
  pickOf: (cell: CellKey) => Take | null;
  isPicked: (id: TakeId) => boolean;
  remoteOf: (id: TakeId) => RemoteAddress | null;
  /** Whether the cell has had a real take picked, seen from the lane of rehearsals. */
  isReallyMade: (cell: CellKey) => boolean;
}

/** Creates the empty list of one lane: picks of rehearsals and of real takes are kept apart. */
export function createKnownTakes(isRehearsal: boolean): KnownTakes {
  const takes = new Map<TakeId, Take>();
  const picks = new Map<CellKey, TakeId>();
  const remotes = new Map<TakeId, RemoteAddress>();
  const reallyMade = new Set<CellKey>();

  function remember({ take, picked, remote }: Extract<JournalEntry, { kind: 'take' }>): void {
    takes.set(take.id, take);
    if (remote !== undefined) remotes.set(take.id, remote);
    if (picked) setPick(take.id);
  }

  function forget(id: TakeId): void {
    const take = takes.get(id);
    if (take === undefined) return;
    takes.delete(id);
    remotes.delete(id);
    const key = cellKeyOf(take.unit, take.layer);
    if (picks.get(key) === id) picks.delete(key);
  }

  function setPick(id: TakeId): void {
    const take = takes.get(id);
    if (take === undefined) return;
    const key = cellKeyOf(take.unit, take.layer);
    if (take.rehearsal === isRehearsal) picks.set(key, id);
    else if (!take.rehearsal) reallyMade.add(key);
  }

  return {
    replay(entries) {
      for (const entry of entries) {
        if (entry.kind === 'take') remember(entry);
        else if (entry.kind === 'pick') setPick(entry.id);
        else forget(entry.id);
      }
    },
    clear() {
      for (const each of [takes, picks, remotes, reallyMade]) each.clear();
    },
    list: () => [...takes.values()],
    find: (id) => takes.get(id) ?? null,
    pickOf(cell) {
      const id = picks.get(cell);
      return id === undefined ? null : (takes.get(id) ?? null);
    },
    isPicked(id) {
      const take = takes.get(id);
      return take !== undefined && picks.get(cellKeyOf(take.unit, take.layer)) === id;
    },
    remoteOf: (id) => remotes.get(id) ?? null,
    isReallyMade: (cell) => reallyMade.has(cell),
  };
}
