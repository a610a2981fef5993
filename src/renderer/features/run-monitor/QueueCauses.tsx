import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellRun } from '../../../shared/run/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { causesOf } from './queue-groups.ts';
import { QueueCause } from './QueueCause.tsx';
import classes from './Queue.module.css';

/** What did not get done, by cause, with a button that takes it up again. */
export function QueueCauses({ cells, canRetry }: { cells: readonly CellRun[]; canRetry: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { launch } = useStudio();
  const causes = useMemo(
    () => causesOf(cells, (failure) => failureText(failure, language).sentence),
    [cells, language],
  );
  if (causes.length === 0) return null;
  return (
    <section data-queue="causes">
      <h3 className={classes.title}>{t('queue.failed')}</h3>
      <ul className={classes.list}>
        {causes.map((cause) => (
          <QueueCause key={`${cause.kind} ${cause.text}`} cause={cause} canRetry={canRetry} />
        ))}
      </ul>
      {canRetry ? (
        <Button
          mt="sm"
          data-action="retry-failed"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void launch.retryFailed()}
        >
          {t('queue.retryFailed')}
        </Button>
      ) : null}
    </section>
  );
}
