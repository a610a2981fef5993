import { Waiting } from '../../ui/index.ts';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './CostsPage.module.css';

const Loaded = lazy(async () => ({ default: (await import('./CostsPage.tsx')).CostsPage }));

/** The page of costs, whose charts are only loaded when it is looked at. */
export function CostsPage() {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<Waiting className={classes.loader ?? ''} label={t('common.loading')} />}>
      <Loaded />
    </Suspense>
  );
}
