import type { StoreApi } from 'zustand/vanilla';
import type { DocumentState } from './document-state.ts';
import type { ViewStore } from './view-store.ts';

/** A step that changed more than so many cells selects only the first of them. */
const maxSelected = 50;

/**
 * Shows what undo and redo changed, as it may have happened out of sight: unless the user has selected something else, or
 * nothing, since the step was asked for. Returns how to stop.
 */
export function revealSteps(
  documents: Pick<StoreApi<Pick<DocumentState, 'lastStep'>>, 'subscribe'>,
  view: Pick<ViewStore, 'getState' | 'subscribe' | 'selectMany'>,
): () => void {
  let chosenAtMs = -Infinity;
  let isRevealing = false;
  const stops = [
    view.subscribe(({ selection }, before) => {
      if (selection !== before.selection && !isRevealing) chosenAtMs = performance.now();
    }),
    documents.subscribe(({ lastStep }, before) => {
      if (lastStep === null || lastStep === before.lastStep || chosenAtMs > lastStep.askedAtMs) return;
      const { changed } = lastStep;
      const { page, selection } = view.getState();
      const [first] = changed;
      if (page !== 'matrix' || first === undefined || changed.some((key) => selection.has(key))) return;
      isRevealing = true;
      view.selectMany(changed.length > maxSelected ? [first] : changed, first);
      isRevealing = false;
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
