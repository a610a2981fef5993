import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useDocument, useStudio, useView } from '../../studio/index.ts';
import { FailedBlank } from '../../ui/index.ts';
import { AddLayerDialog } from '../add-layer/index.ts';
import { StartPage } from '../documents/index.ts';
import { GraphView } from '../graph-view/index.ts';
import { MediaDrop } from '../media-drop/index.ts';
import { TableDrop, TableView } from '../table-view/index.ts';
import { TakeViewer } from '../take-viewer/index.ts';
import { EmptyMatrix } from './EmptyMatrix.tsx';
import { InspectorPane } from './InspectorPane.tsx';
import { MatrixBar } from './MatrixBar.tsx';
import classes from './MatrixPage.module.css';

/** The open document: its graph or its table, and the selected cell beside it. */
export function MatrixPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { documents } = useStudio();
  const phase = useDocument((state) => state.phase);
  const document = useDocument((state) => state.document);
  const hasCells = useDocument((state) => state.cells.length > 0);
  const matrixView = useView((state) => state.matrixView);
  const [toolbar, setToolbar] = useState<HTMLElement | null>(null);
  useKeyboardFollows();

  if (document === null && phase.kind === 'failed') {
    const { whole } = failureText(phase.failure, language);
    return (
      <FailedBlank
        title={t('matrix.failedTitle')}
        hint={whole}
        retryLabel={t('common.retry')}
        onRetry={() => void documents.load()}
      />
    );
  }
  if (document === null) return phase.kind === 'ready' ? <StartPage /> : <LoadingGraph />;
  const { units, layers } = document.matrix;
  const isTable = matrixView === 'table' && units.length + layers.length > 0;
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">{t('nav.matrix')}</VisuallyHidden>
      <MatrixBar onSlot={setToolbar} />
      <div className={classes.view}>
        {isTable ? (
          <TableView key={document.id} document={document} toolbar={toolbar} />
        ) : units.length > 0 && layers.length > 0 ? (
          <GraphView key={document.id} document={document} />
        ) : (
          <TableDrop isReadOnly={document.readOnly !== null}>
            <EmptyMatrix />
          </TableDrop>
        )}
        {isTable || hasCells ? <InspectorPane /> : null}
      </div>
      <TakeViewer />
      <MediaDrop />
      <AddLayerDialog />
    </div>
  );
}

/** The keyboard goes along when the views change: what had it is gone with the other view. */
function useKeyboardFollows(): void {
  const { view } = useStudio();
  const matrixView = useView((state) => state.matrixView);
  const shown = useRef(matrixView);
  useEffect(() => {
    if (shown.current === matrixView) return undefined;
    shown.current = matrixView;
    const frame = requestAnimationFrame(() => {
      if (window.document.activeElement === window.document.body) view.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [view, matrixView]);
}

const loadingCells = Array.from({ length: 12 }, (_, index) => index);

function LoadingGraph() {
  const { t } = useTranslation();
  return (
    <div className={classes.loading} role="status" aria-label={t('common.loading')}>
      {loadingCells.map((index) => (
        <Skeleton key={index} radius="md" />
      ))}
    </div>
  );
}
