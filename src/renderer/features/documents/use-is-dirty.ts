import type { DocumentTab } from '../../../shared/contract/index.ts';
import { useDocument } from '../../studio/index.ts';

/**
 * Whether a document has changes that are not in its file. Of the shown one this window knows an edit before the host has
 * told all windows of it, and it counts as saved only when the host has said so.
 */
export function useIsDirty(tab: DocumentTab | null): boolean {
  const isChangedHere = useDocument(({ document }) => document?.id === tab?.id && document?.dirty === true);
  return isChangedHere || tab?.dirty === true;
}
