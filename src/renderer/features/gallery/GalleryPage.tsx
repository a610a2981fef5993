import { Button, Skeleton } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useStudio, useTakes } from '../../studio/index.ts';
import { Blank, FailedBlank } from '../../ui/index.ts';
import { TakeDrawer } from './TakeDrawer.tsx';
import { TakeGrid } from './TakeGrid.tsx';
import classes from './GalleryPage.module.css';

/** All takes, newest first. */
export function GalleryPage() {
  const { t } = useTranslation();
  const phase = useTakes((state) => state.phase);
  const total = useTakes((state) => state.total);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('gallery.title')}</h1>
        {phase.kind === 'ready' ? <span className={classes.count}>{t('gallery.count', { count: total })}</span> : null}
        {total > 0 ? <span className={classes.hint}>{t('gallery.hint')}</span> : null}
      </header>
      <GalleryBody />
      <TakeDrawer />
    </div>
  );
}

function GalleryBody() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { takes, view } = useStudio();
  const phase = useTakes((state) => state.phase);
  const isEmpty = useTakes((state) => state.order.length === 0);
  if (phase.kind === 'failed') {
    const { whole } = failureText(phase.failure, language);
    return (
      <FailedBlank
        title={t('gallery.failedTitle')}
        hint={whole}
        retryLabel={t('common.retry')}
        onRetry={() => void takes.refresh()}
      />
    );
  }
  if (phase.kind === 'loading') return <LoadingGrid />;
  if (isEmpty) {
    return (
      <Blank icon={<IconPhotoPlus size={32} />} title={t('gallery.emptyTitle')} hint={t('gallery.emptyHint')}>
        <Button onClick={() => view.go('matrix')}>{t('gallery.goToMatrix')}</Button>
      </Blank>
    );
  }
  return <TakeGrid />;
}

const loadingTiles = Array.from({ length: 10 }, (_, index) => index);

function LoadingGrid() {
  const { t } = useTranslation();
  return (
    <div className={classes.loading} role="status" aria-label={t('common.loading')}>
      {loadingTiles.map((index) => (
        <Skeleton key={index} radius="md" className={classes.loadingTile ?? ''} />
      ))}
    </div>
  );
}
