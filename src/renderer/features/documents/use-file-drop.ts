import { useEffect, useState } from 'react';
import { isForDocuments } from './is-for-documents.ts';

/** Types under which browsers announce documents and tables; some leave the type out, so the name decides at the drop. */
const announced: ReadonlySet<string> = new Set(['application/json', 'text/csv', 'text/tab-separated-values', '']);

/**
 * Hears of files that are dropped on the window and that nothing on the page took; answers whether one that could be a
 * document is over it. Without this the browser would leave the page and show the file.
 */
export function useFileDrop(onFile: (file: File) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    function onDragOver(event: DragEvent): void {
      const transfer = event.dataTransfer;
      if (transfer?.types.includes('Files') !== true || event.defaultPrevented || !isForDocuments(event)) {
        setIsOver(false);
        return;
      }
      event.preventDefault();
      const items = [...transfer.items].filter((item) => item.kind === 'file');
      setIsOver(items.some((item) => announced.has(item.type)));
    }
    function onDrop(event: DragEvent): void {
      setIsOver(false);
      if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return;
      if (!isForDocuments(event)) return;
      event.preventDefault();
      const file = event.dataTransfer.files[0];
      if (file !== undefined) onFile(file);
    }
    function onDragLeave(event: DragEvent): void {
      if (event.relatedTarget === null) setIsOver(false);
    }
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    window.addEventListener('dragleave', onDragLeave);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('dragleave', onDragLeave);
    };
  });
  return isOver;
}
