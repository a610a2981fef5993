import type { DocumentStore } from './document-store.ts';
import type { ViewStore } from './view-store.ts';

/** A step that changed more than so many cells selects only the first of them. */
const maxSelected = 50;

/** Shows what undo and redo changed: it may have happened out of sight. Returns how to stop. */
export function revealSteps(documents: DocumentStore, view: ViewStore): () => void {
  return documents.subscribe(({ lastStep }, before) => {
    if (lastStep === null || lastStep === before.lastStep) return;
    const { changed } = lastStep;
    const { page, selection } = view.getState();
    const [first] = changed;
    if (page !== 'matrix' || first === undefined || changed.some((key) => selection.has(key))) return;
    view.selectMany(changed.length > maxSelected ? [first] : changed, first);
  });
}
