import { Skeleton, VisuallyHidden } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useDocument, useStudio, useView } from '../../studio/index.ts';
import { Blank, FailedBlank } from '../../ui/index.ts';
import { NoDocument } from '../documents/index.ts';
import { GraphView } from './GraphView.tsx';
import { Inspector } from './Inspector.tsx';
import { PictureModal } from './PictureModal.tsx';
import classes from './MatrixPage.module.css';

/** The open document: its graph, and the selected cell beside it. */
export function MatrixPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { documents } = useStudio();
  const phase = useDocument((state) => state.phase);
  const document = useDocument((state) => state.document);
  const hasCells = useDocument((state) => state.cells.length > 0);
  const selected = useView((state) => state.selected);
  const cell = useDocument((state) => state.cells.find((each) => each.key === selected) ?? null);

  if (document === null && phase.kind === 'failed') {
    const { sentence, hint } = failureText(phase.failure, language);
    return (
      <FailedBlank
        title={t('matrix.failedTitle')}
        hint={`${sentence} ${hint}`}
        retryLabel={t('common.retry')}
        onRetry={() => void documents.load()}
      />
    );
  }
  if (document === null) return phase.kind === 'ready' ? <NoDocument /> : <LoadingGraph />;
  if (!hasCells) {
    return <Blank icon={<IconGridDots size={32} />} title={t('matrix.emptyTitle')} hint={t('matrix.emptyHint')} />;
  }
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">{t('nav.matrix')}</VisuallyHidden>
      <GraphView key={document.id} document={document} />
      {cell === null ? null : <Inspector key={cell.key} cell={cell} />}
      <PictureModal />
    </div>
  );
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
