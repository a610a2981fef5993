import { useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { TakeId } from '../../../shared/base/index.ts';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import { useDocument, useStudio, useTakes } from '../../studio/index.ts';
import { cellOf, takeOfNextCell, takesBeside } from './viewer-takes.ts';

/** Most takes that are compared at a time. */
export const maxCompared = 4;

/** What the big viewer shows and where it can go from there. */
export interface Viewer {
  item: GalleryItem;
  /** Takes of the same cell, newest first. */
  siblings: readonly GalleryItem[];
  index: number;
  /** Takes that stand beside each other, the shown one first; null where one is looked at alone. */
  compared: readonly GalleryItem[] | null;
  isPicked: boolean;
  /** This take can be picked: it is a real one of the open document, and another is picked. */
  canPick: boolean;
  goToTake: (step: 1 | -1) => void;
  goToCell: (step: 1 | -1) => void;
  show: (take: TakeId) => void;
  toggleCompare: () => void;
  /** Adds a take to those that are compared, or takes it out. */
  toggleCompared: (take: TakeId) => void;
  pick: () => void;
}

/** Follows the take that the viewer is open on. Null where it is not among the loaded takes. */
export function useViewer(shown: TakeId, wanted: readonly TakeId[] | undefined): Viewer | null {
  const { view, takes, documents } = useStudio();
  const item = useTakes((state) => state.items.get(shown) ?? null);
  const siblings = useTakes(useShallow((state) => takesBeside(shown, state)));
  const [chosen, setChosen] = useState<readonly TakeId[] | null>(wanted ?? null);
  const picked = useDocument((state) => (item === null ? null : (state.planned.get(cellOf(item))?.pickedTake ?? null)));
  const isOpenHere = useDocument((state) => state.document?.id === item?.documentId);
  const compared = useMemo(() => {
    if (chosen === null) return null;
    const found = chosen.flatMap((id) => siblings.find((each) => each.take.id === id) ?? []);
    return found.length < 2 ? null : found;
  }, [chosen, siblings]);
  if (item === null) return null;
  const index = siblings.findIndex((each) => each.take.id === shown);

  function show(take: TakeId): void {
    view.open({ kind: 'picture', take });
  }

  return {
    item,
    siblings,
    index,
    compared,
    isPicked: picked === shown,
    canPick: isOpenHere && !item.take.rehearsal && picked !== shown,
    show,
    goToTake(step) {
      const next = siblings[index + step];
      if (next !== undefined) show(next.take.id);
    },
    goToCell(step) {
      const { cells, planned, document } = documents.getState();
      const take = takeOfNextCell(cellOf(item), step, {
        cells,
        pickOf: (key) => planned.get(key)?.pickedTake ?? null,
        rehearsals: takes.getState().rehearsals,
        documentId: document?.id ?? null,
      });
      if (take === null) return;
      setChosen(null);
      const next = takes.getState().items.get(take);
      if (next !== undefined) view.select(cellOf(next));
      show(take);
    },
    toggleCompare() {
      if (compared !== null) {
        setChosen(null);
        return;
      }
      const other = siblings[index + 1] ?? siblings[index - 1];
      if (other !== undefined) setChosen([shown, other.take.id]);
    },
    toggleCompared(take) {
      const present = chosen ?? [shown];
      if (present.includes(take)) setChosen(present.filter((each) => each !== take));
      else setChosen([...present, take].slice(-maxCompared));
    },
    pick() {
      void takes.pick(shown);
    },
  };
}
