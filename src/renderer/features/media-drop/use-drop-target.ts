import { useEffect, useState } from 'react';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useStudio, type Studio } from '../../studio/index.ts';
import { isForDocuments } from '../documents/index.ts';
import { claimedType } from './drop-choices.ts';

/** Where files are held over, and what they claim to be. */
export interface DropTarget {
  /** The cell, or the first of the column. */
  cell: MatrixCell;
  isColumn: boolean;
  place: DOMRect;
  /** Null: a file tells what it is only when it is dropped. */
  type: AssetType | null;
  count: number;
}

/**
 * Follows files that are dragged over the cells and column heads of both views: they only carry their names
 * (`data-cell`, `data-column`, `data-header`), so that neither view has to know of it. What other parts of the page take
 * for themselves they mark as handled.
 */
export function useDropTarget(onFiles: (files: File[], target: DropTarget) => void): DropTarget | null {
  const studio = useStudio();
  const [target, setTarget] = useState<DropTarget | null>(null);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      const transfer = event.dataTransfer;
      if (transfer === null || !transfer.types.includes('Files') || event.defaultPrevented || isForDocuments(event)) {
        setTarget(null);
        return;
      }
      event.preventDefault();
      const found = targetAt(event, studio);
      transfer.dropEffect = found === null ? 'none' : 'copy';
      setTarget((before) => (isSame(before, found) ? before : found));
    };
    const onDrop = (event: DragEvent): void => {
      setTarget(null);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files') || isForDocuments(event)) return;
      event.preventDefault();
      const found = targetAt(event, studio);
      const files = [...event.dataTransfer.files];
      if (found !== null && files.length > 0) onFiles(files, found);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setTarget(null);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    window.addEventListener('dragleave', onLeave);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('dragleave', onLeave);
    };
  }, [studio, onFiles]);
  return target;
}

function isSame(a: DropTarget | null, b: DropTarget | null): boolean {
  return a?.cell.key === b?.cell.key && a?.isColumn === b?.isColumn && a?.type === b?.type;
}

function targetAt(event: DragEvent, { documents }: Studio): DropTarget | null {
  const { cells, document } = documents.getState();
  if (document?.readOnly !== null || !(event.target instanceof Element)) return null;
  const items = [...(event.dataTransfer?.items ?? [])].filter((item) => item.kind === 'file');
  const facts = { type: claimedType(items[0]?.type ?? ''), count: items.length };
  const own = event.target.closest('[data-cell], [data-inspector]');
  const key = own?.getAttribute('data-cell') ?? own?.getAttribute('data-inspector');
  const cell = cells.find((each) => each.key === key);
  if (own !== null && cell !== undefined)
    return { cell, isColumn: false, place: own.getBoundingClientRect(), ...facts };
  const head = event.target.closest('[data-view="graph"] [data-column], [data-header]');
  const name = (head?.getAttribute('data-header') ?? head?.getAttribute('data-column') ?? '').replace(/^layers\./, '');
  const first = cells.find((each) => each.layer.name === name);
  if (head === null || first === undefined) return null;
  return { cell: first, isColumn: true, place: head.getBoundingClientRect(), ...facts };
}
