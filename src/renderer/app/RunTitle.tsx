import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isActive, runFigures, useDocument, useRuns } from '../studio/index.ts';

/** Names the document in the window's title, and how far its run is: "12/40 · Story". Draws nothing. */
export function RunTitle() {
  const { t } = useTranslation();
  const title = useDocument(({ document }) =>
    document === null ? null : (document.matrix.title ?? t('topBar.untitled')),
  );
  const progress = useRuns(({ run, cells }) => {
    if (run === null || !isActive(run)) return null;
    const { done, total } = runFigures(cells);
    return `${done}/${total}`;
  });
  useEffect(() => {
    document.title = [progress, title ?? 'Telar'].filter((part) => part !== null).join(' · ');
  }, [progress, title]);
  return null;
}
