import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clipType } from '../../../shared/matrix/index.ts';
import { useStudio } from '../../studio/index.ts';

/** Hears what the browser pastes on the canvas: its own event has the text without asking the user. Draws nothing. */
export function PasteEvents() {
  const { t } = useTranslation();
  const { clipboard, documents, view } = useStudio();
  const withShift = useRef(false);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key.toLowerCase() === 'v') withShift.current = event.shiftKey;
    }
    function onPaste(event: ClipboardEvent): void {
      const { page, matrixView, overlay } = view.getState();
      const isOnCanvas = page === 'matrix' && matrixView === 'graph' && overlay === null;
      const takesText = event.target instanceof Element && event.target.closest('input, textarea, [role="dialog"]');
      const canEdit = documents.getState().document?.readOnly === null;
      // A range of the table has its cells beside the text for other programs.
      const clip = event.clipboardData?.getData(clipType) ?? '';
      const text = clip === '' ? (event.clipboardData?.getData('text/plain') ?? '') : clip;
      // Files are for the cells that they are dropped on.
      if (event.defaultPrevented || !isOnCanvas || takesText !== null || !canEdit) return;
      if (text === '' && (event.clipboardData?.files.length ?? 0) > 0) return;
      event.preventDefault();
      void clipboard.paste(text, withShift.current ? 'keep' : 'inside', (count) => t('clipboard.pasteStep', { count }));
    }
    window.addEventListener('keydown', onKeyDown, { capture: true });
    document.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      document.removeEventListener('paste', onPaste);
    };
  }, [clipboard, documents, view, t]);
  return null;
}
